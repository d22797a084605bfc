package org.draco.codec.code.exact;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * The inner loop of encoding: {@link #COMPONENTS} floats at a time become packed units, each plus the limit so that none is
 * negative.
 *
 * <p>C2 of JDK 17 makes no vectors of conversions, so floats alone do the rounding. With t = x / 2^E and M = 1.5 * 2^23, A =
 * t / 4096 + M is a float whose low bits are the integer nearest to t / 4096; what that leaves of t, at most 2048 in size, is
 * exact, and added to M it leaves the rest in the low bits of another float, ties to even. Two block copies through a
 * direct buffer give those bits as lanes; there A * 4096 + B is the result. t is exact unless it overflows, which the check
 * finds, or is below 2^-126, where it rounds to zero anyway. Measured in
 * encoding (ExactCyclicBenchmark): 0.55 to 0.7 ns for a number with its product, against 1.1 with doubles one by one.
 *
 * <p>Owned by one thread.
 */
final class RoundedTile {

    /** Floats that are rounded at once. */
    static final int COMPONENTS = 1024;

    /** How many lanes those are. */
    static final int LANES = COMPONENTS / 2;

    private static final float MAGIC = 0x1.8p23f;

    private static final long MAGIC_BITS = Float.floatToRawIntBits(MAGIC);

    private static final int SHIFT = 12;

    private static final long ONES = 0x0000_0001_0000_0001L;

    private static final long SIGNS = 0x8000_0000_8000_0000L;

    private static final long LOW = 0xFFFFFFFFL;

    /** With the header's 16 bytes, arrays take whole cache lines and lie alike in them. */
    private static final int PADDING = 6;

    private final FixedPoint fixed;
    private final FloatBuffer floats;
    private final LongBuffer longs;
    private final float[] components = new float[COMPONENTS + 2 * PADDING];
    private final float[] parts = new float[2 * COMPONENTS + 2 * PADDING];
    private final long[] bits = new long[2 * LANES + PADDING];
    private final long[] biased = newLanes();
    private final long[] marks = newLanes();

    RoundedTile(FixedPoint fixed) {
        this.fixed = fixed;
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(2 * COMPONENTS * Float.BYTES)
                        .order(ByteOrder.nativeOrder());
        floats = buffer.asFloatBuffer();
        longs = buffer.asLongBuffer();
    }

    /** Numbers for {@link #addTo} and {@link #addTimes}, all zero; {@link #LANES} of them count. */
    static long[] newLanes() {
        return new long[LANES + PADDING];
    }

    /**
     * Rounds {@code vector[from .. to - 1]}, at most {@link #COMPONENTS} of them; the others count as zero.
     *
     * @return how many saturated or were not a number
     */
    int round(float[] vector, int from, int to, int[] exponents) {
        if (to - from < COMPONENTS) {
            Arrays.fill(components, 0);
        }
        System.arraycopy(vector, from, components, 0, to - from);
        int end;
        for (int start = from; start < to; start = end) {
            int block = start / fixed.blockSize();
            end = (int) Math.min(to, (block + 1L) * fixed.blockSize());
            split(exponents[block], start - from, end - from);
        }
        floats.clear();
        floats.put(parts, 0, 2 * COMPONENTS);
        longs.clear();
        longs.get(bits, 0, 2 * LANES);
        // A counts from the lowest that is possible, which stands for -limit or, with a small
        // limit, less.
        long steps = Math.max(1, fixed.limit() >> SHIFT);
        long first = (MAGIC_BITS - steps) * ONES;
        long rest = (MAGIC_BITS + (steps << SHIFT) - fixed.limit()) * ONES;
        join(bits, first, rest, biased);
        mark(bits, biased, first, 2 * steps * ONES, 2L * fixed.limit() * ONES, marks);
        return anySign(marks) ? roundOneByOne(vector, from, to, exponents) : 0;
    }

    private void split(int exponent, int from, int to) {
        // 2^-E, which may be too large or too small for one float.
        int scale = Math.max(Float.MIN_EXPONENT, Math.min(Float.MAX_EXPONENT, -exponent));
        float first = Math.scalb(1f, scale);
        float second = Math.scalb(1f, -exponent - scale);
        splitHigh(components, first, second, parts, from, to);
        splitLow(components, first, second, parts, from, to);
    }

    private static void splitHigh(float[] x, float f, float g, float[] parts, int from, int to) {
        for (int i = from; i < to; i++) {
            parts[i] = x[i] * f * g * (1f / (1 << SHIFT)) + MAGIC;
        }
    }

    private static void splitLow(float[] x, float f, float g, float[] parts, int from, int to) {
        for (int i = from; i < to; i++) {
            parts[i + COMPONENTS] = x[i] * f * g - (parts[i] - MAGIC) * (1 << SHIFT) + MAGIC;
        }
    }

    private static void join(long[] bits, long first, long rest, long[] biased) {
        for (int i = 0; i < LANES; i++) {
            biased[i] = ((bits[i] - first) << SHIFT) + bits[i + LANES] - rest;
        }
    }

    /** Sets a sign bit where a number is out of range; a borrow comes from one that is marked. */
    private static void mark(
            long[] bits, long[] biased, long first, long steps, long most, long[] marks) {
        for (int i = 0; i < LANES; i++) {
            marks[i] =
                    (bits[i] - first) | (steps - bits[i] + first) | biased[i] | (most - biased[i]);
        }
    }

    private static boolean anySign(long[] marks) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        for (int i = 0; i < LANES; i += 4) {
            a |= marks[i];
            b |= marks[i + 1];
            c |= marks[i + 2];
            d |= marks[i + 3];
        }
        return ((a | b | c | d) & SIGNS) != 0;
    }

    private int roundOneByOne(float[] vector, int from, int to, int[] exponents) {
        int saturated = 0;
        Arrays.fill(biased, fixed.limit() * ONES);
        for (int i = from; i < to; i++) {
            int exponent = exponents[i / fixed.blockSize()];
            int at = i - from;
            long units = fixed.units(vector[i], exponent);
            biased[at / 2] += units << (at % 2 * Integer.SIZE);
            if (fixed.saturates(vector[i], exponent)) {
                saturated++;
            }
        }
        return saturated;
    }

    /** Adds the units plus the limit, packed. Up to {@link FixedPoint#terms} of them fit. */
    void addTo(long[] sums) {
        add(biased, sums);
    }

    private static void add(long[] biased, long[] sums) {
        for (int i = 0; i < LANES; i++) {
            sums[i] += biased[i];
        }
    }

    /** Adds the units plus the limit, times a factor: even components to one row of sums, odd ones to the other. */
    void addTimes(long factor, long[] even, long[] odd) {
        addLow(factor, biased, even);
        addHigh(factor, biased, odd);
    }

    private static void addLow(long factor, long[] biased, long[] sums) {
        for (int i = 0; i < LANES; i++) {
            sums[i] += factor * (biased[i] & LOW);
        }
    }

    private static void addHigh(long factor, long[] biased, long[] sums) {
        for (int i = 0; i < LANES; i++) {
            sums[i] += factor * (biased[i] >>> 32);
        }
    }
}
