package org.draco.codec.kernel.simd;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;
import org.draco.codec.kernel.PlainResidueKernels;
import org.draco.codec.kernel.ResidueKernels;

/**
 * The kernels on the Vector API.
 *
 * <p>Numbers are longs and doubles throughout, of the one shape that the other kernels use too. With ints and floats of half that shape C2 of JDK 17
 * finds objects of two classes where the API dispatches, keeps vectors of either in the heap, and other kernels become slower as well: the
 * largest magnitude of each block took 4.4 instead of 1.2 ms with d = 11 million.
 */
public final class SimdResidueKernels implements ResidueKernels {

    private static final int P = Integer.MAX_VALUE;

    private static final long LOW = 0xFFFFFFFFL;

    /** 2^52 + 2^51: added to the bits of this double, a number of 32 bits makes it larger by as much. */
    private static final double SHIFT = 0x1.8p52;

    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    private static final int WIDTH = LONGS.length();

    /** Lanes that are worked on before they become floats. */
    private static final int TILE = 16 * WIDTH;

    /** For what is no whole tile. */
    private static final ResidueKernels PLAIN = new PlainResidueKernels();

    @Override
    public void means(long[] lanes, int from, int to, double unit, int divisor, float[] means) {
        int even = Math.min(to, from + from % 2);
        int end = even + (to - even) / (2 * TILE) * (2 * TILE);
        PLAIN.means(lanes, from, even, unit, divisor, means);
        double[] low = new double[TILE];
        double[] high = new double[TILE];
        for (int i = even; i < end; i += 2 * TILE) {
            for (int k = 0; k < TILE; k += WIDTH) {
                LongVector pairs = LongVector.fromArray(LONGS, lanes, i / 2 + k);
                mean(pairs.and(LOW), unit, divisor).intoArray(low, k);
                mean(pairs.lanewise(LSHR, Integer.SIZE), unit, divisor).intoArray(high, k);
            }
            for (int k = 0; k < TILE; k++) {
                means[i + 2 * k] = (float) low[k];
                means[i + 2 * k + 1] = (float) high[k];
            }
        }
        PLAIN.means(lanes, end, to, unit, divisor, means);
    }

    private static DoubleVector mean(LongVector residues, double unit, int divisor) {
        LongVector above = residues.neg().add(P / 2).lanewise(ASHR, Long.SIZE - 1);
        LongVector units = residues.sub(above.and(P));
        return units.add(Double.doubleToRawLongBits(SHIFT))
                .reinterpretAsDoubles()
                .sub(SHIFT)
                .mul(unit)
                .div(divisor);
    }
}
