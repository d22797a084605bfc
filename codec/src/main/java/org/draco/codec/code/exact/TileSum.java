package org.draco.codec.code.exact;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * The one inner loop of decoding: rows of residues, two {@code long} lanes at a time, times two factors each, added up
 * modulo p in two sums.
 *
 * <p>A tile has {@link #RESIDUES} residues and lies packed in half as many longs, one residue in the low and one in the
 * high half. Products need 64-bit lanes, and C2 (JDK 17) vectorises no loop that widens {@code int} to {@code long};
 * packing costs two block copies through a direct buffer, and then masks and shifts unpack within the lanes. Loops take
 * two rows at a time: with four, C2 does not unroll enough to vectorise (measured: 0.9 against 0.12 ns per lane). Which
 * half is which depends on the byte order of the machine; nothing here does.
 *
 * <p>Owned by one thread.
 */
final class TileSum {

    /** How many residues a tile has. */
    static final int RESIDUES = 1024;

    /** How many longs those are. */
    static final int LANES = RESIDUES / 2;

    private static final long SIGNS = 0x8000_0000_8000_0000L;

    private static final long LOW = 0xFFFFFFFFL;

    private static final int[] ZEROS = new int[2 * RESIDUES];

    private final IntBuffer ints;
    private final LongBuffer longs;
    private final long[][] rows = new long[2][LANES];

    TileSum() {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(2 * RESIDUES * Integer.BYTES)
                        .order(ByteOrder.nativeOrder());
        ints = buffer.asIntBuffer();
        longs = buffer.asLongBuffer();
    }

    /** Sums for {@link #add}, all zero: low and high halves of one sum, then of another. */
    static long[][] newSums() {
        return new long[4][LANES];
    }

    /**
     * Packs the same {@code [from .. to - 1]} of two sources into the two rows; the rest of the rows is zero.
     *
     * @param second may be null: a row of zeros
     */
    void load(int[] first, int[] second, int from, int to) {
        int count = to - from;
        ints.clear();
        if (count < RESIDUES || second == null) {
            ints.put(ZEROS).clear();
        }
        ints.put(first, from, count);
        if (second != null) {
            ints.position(RESIDUES).put(second, from, count);
        }
        unload();
    }

    /** Packs {@code source[from .. to - 1]} into both rows, one after the other, from {@code at} on; the rest is zero. */
    void load(int[] source, int from, int to, int at) {
        ints.clear();
        if (to - from < 2 * RESIDUES) {
            ints.put(ZEROS).clear().position(at);
        }
        ints.put(source, from, to - from);
        unload();
    }

    private void unload() {
        longs.clear();
        longs.get(rows[0]).get(rows[1]);
    }

    /** Adds both rows times {@code factors[at], factors[at + 1]} to a sum's low and high halves. */
    void add(long[] factors, int at, long[] low, long[] high) {
        addLow(rows[0], rows[1], factors[at], factors[at + 1], low);
        addHigh(rows[0], rows[1], factors[at], factors[at + 1], high);
    }

    /** Sets a sign bit in {@code marks}, which has as many lanes as a row, if a number in the rows is no residue. */
    void markOutside(long[] marks) {
        mark(rows[0], marks);
        mark(rows[1], marks);
    }

    private static void mark(long[] row, long[] marks) {
        // y or y + 1 has its sign bit set unless y < p; a carry out of the low half comes from one
        // that is marked.
        for (int i = 0; i < marks.length; i++) {
            marks[i] |= row[i] | (row[i] + 0x1_0000_0001L);
        }
    }

    // Two products below 2^62 and a folded sum below 2^34 stay below 2^64.

    private static void addLow(long[] row0, long[] row1, long f0, long f1, long[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] =
                    (sum[i] & PrimeField.P)
                            + (sum[i] >>> 31)
                            + f0 * (row0[i] & LOW)
                            + f1 * (row1[i] & LOW);
        }
    }

    private static void addHigh(long[] row0, long[] row1, long f0, long f1, long[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] =
                    (sum[i] & PrimeField.P)
                            + (sum[i] >>> 31)
                            + f0 * (row0[i] >>> 32)
                            + f1 * (row1[i] >>> 32);
        }
    }

    /** Whether {@link #markOutside} set a mark; clears them all. */
    static boolean takeMarks(long[] marks) {
        long any = 0;
        for (int i = 0; i < marks.length; i++) {
            any |= marks[i];
            marks[i] = 0;
        }
        return (any & SIGNS) != 0;
    }

    /** Makes every number of a sum the residue it stands for. */
    static void reduce(long[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = PrimeField.reduce(sum[i]);
        }
    }

    /** Unpacks reduced sums, given as low and high halves, into {@code target[from .. to - 1]}. */
    void store(long[] low, long[] high, int[] target, int from, int to) {
        long[] packed = rows[0];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = low[i] | (high[i] << 32);
        }
        longs.clear();
        longs.put(packed);
        ints.clear();
        ints.get(target, from, to - from);
    }
}
