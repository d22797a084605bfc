package org.draco.codec.kernel.simd;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.I2D;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.draco.codec.kernel.PlainResidueKernels;
import org.draco.codec.kernel.ResidueKernels;

/** The kernels on the Vector API. */
public final class SimdResidueKernels implements ResidueKernels {

    private static final int P = Integer.MAX_VALUE;

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    private static final VectorShape HALF = VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2);

    /** As many floats as doubles. */
    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, HALF);

    /** Half as many lanes, each of two numbers. */
    private static final VectorSpecies<Long> LANES = VectorSpecies.of(long.class, HALF);

    /** For what is no whole vector. */
    private static final ResidueKernels PLAIN = new PlainResidueKernels();

    private static final int WIDTH = DOUBLES.length();

    @Override
    public void means(long[] lanes, int from, int to, double unit, int divisor, float[] means) {
        int even = Math.min(to, from + from % 2);
        int end = even + (to - even) / WIDTH * WIDTH;
        PLAIN.means(lanes, from, even, unit, divisor, means);
        for (int i = even; i < end; i += WIDTH) {
            IntVector residues = LongVector.fromArray(LANES, lanes, i / 2).reinterpretAsInts();
            IntVector above = residues.neg().add(P / 2).lanewise(ASHR, 31);
            DoubleVector units =
                    (DoubleVector) residues.sub(above.and(P)).convertShape(I2D, DOUBLES, 0);
            ((FloatVector) units.mul(unit).div(divisor).convertShape(D2F, FLOATS, 0))
                    .intoArray(means, i);
        }
        PLAIN.means(lanes, end, to, unit, divisor, means);
    }
}
