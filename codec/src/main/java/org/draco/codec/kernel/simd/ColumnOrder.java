package org.draco.codec.kernel.simd;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.draco.codec.kernel.ExchangeProgram;
import org.draco.codec.kernel.RowKernels;

/**
 * Columns put in order.
 *
 * <p>Smaller and larger of floats, as Java defines them, cost seven instructions, those of integers one; so the values are
 * turned into integers of the same order, and back: the bits as they are where the sign is plus, with all others flipped
 * where it is minus.
 */
final class ColumnOrder {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    private static final int WIDTH = FLOATS.length();

    private static final int MAGNITUDE = 0x7fffffff;

    private static final int EXPONENT_LEAST = 0x00800000;

    private ColumnOrder() {}

    private static IntVector load(float[] row, int k) {
        return FloatVector.fromArray(FLOATS, row, k).reinterpretAsInts();
    }

    private static void store(IntVector bits, float[] row, int k) {
        bits.reinterpretAsFloats().intoArray(row, k);
    }

    /** Its own inverse: the sign stays. */
    private static IntVector flipped(IntVector bits) {
        return bits.lanewise(XOR, bits.lanewise(ASHR, Integer.SIZE - 1).and(MAGNITUDE));
    }

    private static int flipped(int bits) {
        return bits ^ ((bits >> (Integer.SIZE - 1)) & MAGNITUDE);
    }

    /** As {@link RowKernels#copyOrdered}: only an exponent of all ones overflows into the sign. */
    static boolean copyOrdered(float[] row, int from, int to, float[] into) {
        IntVector overflow = IntVector.zero(INTS);
        int k = 0;
        int width = to - from;
        for (; k + WIDTH <= width; k += WIDTH) {
            IntVector bits = load(row, from + k);
            overflow = overflow.or(bits.and(MAGNITUDE).add(EXPONENT_LEAST));
            store(flipped(bits), into, k);
        }
        boolean finite = !overflow.lt(0).anyTrue();
        for (; k < width; k++) {
            finite &= Float.isFinite(row[from + k]);
            into[k] = Float.intBitsToFloat(flipped(Float.floatToRawIntBits(row[from + k])));
        }
        return finite;
    }

    /** As {@link RowKernels#largestMagnitude}; two maxima, so that one need not wait for the other. */
    static int largestMagnitude(float[] row, int from, int to) {
        IntVector even = IntVector.zero(INTS);
        IntVector odd = IntVector.zero(INTS);
        int k = from;
        for (; k + 2 * WIDTH <= to; k += 2 * WIDTH) {
            even = even.max(load(row, k).and(MAGNITUDE));
            odd = odd.max(load(row, k + WIDTH).and(MAGNITUDE));
        }
        int largest = even.max(odd).reduceLanes(MAX);
        for (; k < to; k++) {
            largest = Math.max(largest, Float.floatToRawIntBits(row[k]) & MAGNITUDE);
        }
        return largest;
    }

    /** As {@link RowKernels#order}. */
    static void order(float[] row, int from, int to) {
        int k = from;
        for (; k + WIDTH <= to; k += WIDTH) {
            store(flipped(load(row, k)), row, k);
        }
        for (; k < to; k++) {
            row[k] = Float.intBitsToFloat(flipped(Float.floatToRawIntBits(row[k])));
        }
    }

    /**
     * One kind of step. Behind an interface, so that the compiler makes each by itself: all in one method are more than it
     * holds in registers, and ten times slower.
     */
    private interface Doing {
        void run(float[][] rows, ExchangeProgram.Step step, int from, int to);
    }

    /** By the number of the kind: a map takes longer than a step. */
    private static final Doing[] DOING = new Doing[ExchangeProgram.Kind.values().length];

    static {
        DOING[ExchangeProgram.Kind.ONE.ordinal()] = ColumnOrder::one;
        DOING[ExchangeProgram.Kind.SMALLER.ordinal()] = ColumnOrder::smaller;
        DOING[ExchangeProgram.Kind.LARGER.ordinal()] = ColumnOrder::larger;
        DOING[ExchangeProgram.Kind.STRAIGHT.ordinal()] = ColumnOrder::straight;
        DOING[ExchangeProgram.Kind.CROSSED.ordinal()] = ColumnOrder::crossed;
    }

    /** As {@link RowKernels#exchange}. */
    static void exchange(float[][] rows, ExchangeProgram program, int from, int to) {
        for (ExchangeProgram.Step step : program.steps()) {
            DOING[step.kind().ordinal()].run(rows, step, from, to);
        }
    }

    private static float[] lower(float[][] rows, int one, int other) {
        return rows[Math.min(one, other)];
    }

    private static float[] upper(float[][] rows, int one, int other) {
        return rows[Math.max(one, other)];
    }

    private static void one(float[][] rows, ExchangeProgram.Step step, int from, int to) {
        float[] a = rows[step.a()];
        float[] b = rows[step.b()];
        for (int k = from; k < to; k += WIDTH) {
            IntVector x = load(a, k);
            IntVector y = load(b, k);
            store(x.min(y), a, k);
            store(x.max(y), b, k);
        }
    }

    private static void smaller(float[][] rows, ExchangeProgram.Step step, int from, int to) {
        float[] a = rows[step.a()];
        float[] b = rows[step.b()];
        float[] c = rows[step.c()];
        float[] low = lower(rows, step.a(), step.c());
        float[] high = upper(rows, step.a(), step.c());
        for (int k = from; k < to; k += WIDTH) {
            IntVector x = load(a, k);
            IntVector y = load(b, k);
            IntVector z = load(c, k);
            IntVector min = x.min(y);
            store(x.max(y), b, k);
            store(min.min(z), low, k);
            store(min.max(z), high, k);
        }
    }

    private static void larger(float[][] rows, ExchangeProgram.Step step, int from, int to) {
        float[] a = rows[step.a()];
        float[] b = rows[step.b()];
        float[] c = rows[step.c()];
        float[] low = lower(rows, step.b(), step.c());
        float[] high = upper(rows, step.b(), step.c());
        for (int k = from; k < to; k += WIDTH) {
            IntVector x = load(a, k);
            IntVector y = load(b, k);
            IntVector z = load(c, k);
            IntVector max = x.max(y);
            store(x.min(y), a, k);
            store(max.min(z), low, k);
            store(max.max(z), high, k);
        }
    }

    private static void straight(float[][] rows, ExchangeProgram.Step step, int from, int to) {
        float[] a = rows[step.a()];
        float[] b = rows[step.b()];
        float[] c = rows[step.c()];
        float[] d = rows[step.d()];
        float[] low = lower(rows, step.a(), step.c());
        float[] high = upper(rows, step.a(), step.c());
        float[] otherLow = lower(rows, step.b(), step.d());
        float[] otherHigh = upper(rows, step.b(), step.d());
        for (int k = from; k < to; k += WIDTH) {
            IntVector x = load(a, k);
            IntVector y = load(b, k);
            IntVector u = load(c, k);
            IntVector v = load(d, k);
            IntVector min = x.min(y);
            IntVector max = x.max(y);
            IntVector otherMin = u.min(v);
            IntVector otherMax = u.max(v);
            store(min.min(otherMin), low, k);
            store(min.max(otherMin), high, k);
            store(max.min(otherMax), otherLow, k);
            store(max.max(otherMax), otherHigh, k);
        }
    }

    private static void crossed(float[][] rows, ExchangeProgram.Step step, int from, int to) {
        float[] a = rows[step.a()];
        float[] b = rows[step.b()];
        float[] c = rows[step.c()];
        float[] d = rows[step.d()];
        float[] low = lower(rows, step.a(), step.d());
        float[] high = upper(rows, step.a(), step.d());
        float[] otherLow = lower(rows, step.b(), step.c());
        float[] otherHigh = upper(rows, step.b(), step.c());
        for (int k = from; k < to; k += WIDTH) {
            IntVector x = load(a, k);
            IntVector y = load(b, k);
            IntVector u = load(c, k);
            IntVector v = load(d, k);
            IntVector min = x.min(y);
            IntVector max = x.max(y);
            IntVector otherMin = u.min(v);
            IntVector otherMax = u.max(v);
            store(min.min(otherMax), low, k);
            store(min.max(otherMax), high, k);
            store(max.min(otherMin), otherLow, k);
            store(max.max(otherMin), otherHigh, k);
        }
    }

    /** As {@link RowKernels#nearestFirst}. */
    static void nearestFirst(float[][] sorted, int from, int to, float[] centre, int m) {
        for (int k = from; k < to; k += WIDTH) {
            FloatVector c = FloatVector.fromArray(FLOATS, centre, k - from);
            VectorMask<Float> moving = FLOATS.maskAll(true);
            for (int low = 0; low < sorted.length - m && moving.anyTrue(); low++) {
                FloatVector gained = FloatVector.fromArray(FLOATS, sorted[low + m], k);
                FloatVector lost = FloatVector.fromArray(FLOATS, sorted[low % m], k);
                moving = moving.and(c.sub(lost).compare(GT, gained.sub(c)));
                lost.blend(gained, moving).intoArray(sorted[low % m], k);
            }
        }
    }
}
