package org.draco.codec.code.exact;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * The inner loops of encoding: a stretch of up to {@link #TILES} tiles of {@link #COMPONENTS} floats becomes packed units, each
 * plus the limit so that none is negative.
 *
 * <p>C2 of JDK 17 makes no vectors of conversions, so a float addition does the rounding: t + M with t = x / 2^E and M = 1.5 *
 * 2^23 has the integer nearest to t, ties to even, in its low bits, if that is at most 2^22 in size, as is {@link
 * FixedPoint#limit}. Sums of squares over a stretch show whether all t stay below the limit; if not, the stretch is rounded one
 * by one. Two block copies through a direct buffer give the bits as lanes. t is exact unless it overflows, which the squares
 * show, or is below 2^-126, where it rounds to zero anyway. A stretch is first copied whole, since memory is read at its
 * speed in nothing shorter.
 *
 * <p>Tried and slower, in ns for 1024 numbers with reading and product, P = 45, d = 431,080, s = 5 (reading alone: 145): units
 * of up to 2^26 as two floats each 600 to 700, where a float's low part takes as many loops and copies again; two gradients
 * a loop, which reads and writes the sums half as often, 590 to 650; conversion by casts or {@link Float#floatToRawIntBits}
 * 250 to 300 for the cast alone, to doubles 400; floats put straight into the buffer, one by one, 340.
 *
 * <p>Owned by one thread.
 */
final class RoundedTile {

    /** Floats that are rounded at once. */
    static final int COMPONENTS = 1024;

    /** How many lanes those are. */
    static final int LANES = COMPONENTS / 2;

    /** Tiles that are loaded at once. */
    static final int TILES = 16;

    private static final int STRETCH = TILES * COMPONENTS;

    private static final float MAGIC = 0x1.8p23f;

    private static final long ONES = 0x0000_0001_0000_0001L;

    private static final long LOW = 0xFFFFFFFFL;

    /** With the header's 16 bytes, arrays take whole cache lines and lie alike in them. */
    private static final int PADDING = 6;

    private final FixedPoint fixed;

    /** What the bits of a float are that stands for -limit, in both halves. */
    private final long zero;

    private final FloatBuffer floats;
    private final LongBuffer longs;
    private final float[][] tiles = new float[TILES][COMPONENTS + 2 * PADDING];
    private final float[] rounded = new float[COMPONENTS + 2 * PADDING];
    private final float[] squares = new float[COMPONENTS + 2 * PADDING];
    private final long[] bits = newLanes();
    private int from;
    private int to;
    private int[] exponents;
    private boolean oneByOne;

    RoundedTile(FixedPoint fixed) {
        this.fixed = fixed;
        zero = (Float.floatToRawIntBits(MAGIC) - fixed.limit()) * ONES;
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(COMPONENTS * Float.BYTES).order(ByteOrder.nativeOrder());
        floats = buffer.asFloatBuffer();
        longs = buffer.asLongBuffer();
    }

    /** Numbers for {@link #addTo} and {@link #addTimes}, all zero; {@link #LANES} of them count. */
    static long[] newLanes() {
        return new long[LANES + PADDING];
    }

    /** Such numbers for each tile of a stretch. */
    static long[][] newStretch() {
        long[][] stretch = new long[TILES][];
        Arrays.setAll(stretch, i -> newLanes());
        return stretch;
    }

    /** How many stretches d components are. */
    static int stretches(int dimension) {
        return (int) ((dimension + (long) STRETCH - 1) / STRETCH);
    }

    /** Where one of them starts, the first being 0. */
    static int startOf(int stretch) {
        return stretch * STRETCH;
    }

    /** Where a stretch ends that starts at {@code from} in a vector of d components. */
    static int end(int from, int dimension) {
        return (int) Math.min(dimension, (long) from + STRETCH);
    }

    /**
     * Loads {@code vector[from .. to - 1]}, at most a stretch.
     *
     * @param exponents kept until the next stretch is loaded
     * @return how many saturate or are not a number
     */
    int load(float[] vector, int from, int to, int[] exponents) {
        this.from = from;
        this.to = to;
        this.exponents = exponents;
        for (int i = 0; i < tiles(); i++) {
            System.arraycopy(vector, start(i), tiles[i], 0, end(i) - start(i));
        }
        Arrays.fill(squares, 0);
        for (int i = 0; i < tiles(); i++) {
            scale(i, tiles[i], (x, f, g, start, end) -> addSquares(x, f, g, squares, start, end));
        }
        oneByOne = !allBelow(squares, 0.99f * fixed.limit() * fixed.limit());
        return oneByOne ? saturated() : 0;
    }

    /** How many tiles are loaded; the last one's tail may be of another stretch, and is never looked at. */
    int tiles() {
        return (to - from + COMPONENTS - 1) / COMPONENTS;
    }

    /** The place of a tile's first component. */
    int start(int tile) {
        return from + tile * COMPONENTS;
    }

    /** The place after its last. */
    int end(int tile) {
        return Math.min(to, start(tile) + COMPONENTS);
    }

    /** Does something with a part of a tile that has one exponent: f g = 2^-E, which may not fit into one float. */
    private interface Scaled {
        void act(float[] x, float f, float g, int from, int to);
    }

    private void scale(int tile, float[] x, Scaled scaled) {
        int next;
        for (int at = start(tile); at < end(tile); at = next) {
            int block = at / fixed.blockSize();
            next = (int) Math.min(end(tile), (block + 1L) * fixed.blockSize());
            int exponent = -exponents[block];
            int first = Math.max(Float.MIN_EXPONENT, Math.min(Float.MAX_EXPONENT, exponent));
            float f = Math.scalb(1f, first);
            float g = Math.scalb(1f, exponent - first);
            scaled.act(x, f, g, at - start(tile), next - start(tile));
        }
    }

    private static void addSquares(float[] x, float f, float g, float[] squares, int from, int to) {
        for (int i = from; i < to; i++) {
            squares[i] += x[i] * f * g * (x[i] * f * g);
        }
    }

    private static boolean allBelow(float[] numbers, float bound) {
        for (int i = 0; i < COMPONENTS; i++) {
            // Nor is what is not a number.
            if (!(numbers[i] < bound)) {
                return false;
            }
        }
        return true;
    }

    private int saturated() {
        int saturated = 0;
        for (int i = 0; i < tiles(); i++) {
            for (int at = start(i); at < end(i); at++) {
                int exponent = exponents[at / fixed.blockSize()];
                saturated += fixed.saturates(tiles[i][at - start(i)], exponent) ? 1 : 0;
            }
        }
        return saturated;
    }

    /** Leaves in {@link #bits} the units plus the limit plus {@link #zero}. */
    private void round(int tile) {
        if (oneByOne) {
            roundOneByOne(tile);
            return;
        }
        if (end(tile) - start(tile) < COMPONENTS) {
            Arrays.fill(rounded, MAGIC);
        }
        scale(tile, tiles[tile], (x, f, g, start, end) -> round(x, f, g, rounded, start, end));
        floats.clear();
        floats.put(rounded, 0, COMPONENTS);
        longs.clear();
        longs.get(bits, 0, LANES);
    }

    private static void round(float[] x, float f, float g, float[] rounded, int from, int to) {
        for (int i = from; i < to; i++) {
            rounded[i] = x[i] * f * g + MAGIC;
        }
    }

    private void roundOneByOne(int tile) {
        Arrays.fill(bits, zero + fixed.limit() * ONES);
        for (int at = start(tile); at < end(tile); at++) {
            int i = at - start(tile);
            long units = fixed.units(tiles[tile][i], exponents[at / fixed.blockSize()]);
            bits[i / 2] += units << (i % 2 * Integer.SIZE);
        }
    }

    /** Adds the units plus the limit, packed, tile by tile. Up to {@link FixedPoint#terms} of them fit. */
    void addTo(long[][] sums) {
        for (int i = 0; i < tiles(); i++) {
            round(i);
            add(bits, zero, sums[i]);
        }
    }

    private static void add(long[] bits, long zero, long[] sums) {
        for (int i = 0; i < LANES; i++) {
            sums[i] += bits[i] - zero;
        }
    }

    /** Adds the units plus the limit, times a factor: even components to some sums, odd ones to others. */
    void addTimes(long factor, long[][] even, long[][] odd) {
        for (int i = 0; i < tiles(); i++) {
            round(i);
            addLow(factor, bits, zero, even[i]);
            addHigh(factor, bits, zero, odd[i]);
        }
    }

    private static void addLow(long factor, long[] bits, long zero, long[] sums) {
        for (int i = 0; i < LANES; i++) {
            sums[i] += factor * ((bits[i] - zero) & LOW);
        }
    }

    private static void addHigh(long factor, long[] bits, long zero, long[] sums) {
        for (int i = 0; i < LANES; i++) {
            sums[i] += factor * ((bits[i] - zero) >>> 32);
        }
    }
}
