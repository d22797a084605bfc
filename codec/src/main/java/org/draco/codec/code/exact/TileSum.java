package org.draco.codec.code.exact;

import java.util.Arrays;

/**
 * The one inner loop of decoding: rows of packed residues, times two factors each, added up modulo p in two sums.
 *
 * <p>Masks and shifts unpack within the 64-bit lanes that products need anyway. Loops take two rows at a time: with
 * four, C2 does not unroll enough to vectorise (measured: 0.9 against 0.12 ns per lane).
 *
 * <p>Owned by one thread.
 */
final class TileSum {

    /** How many residues a tile has. */
    static final int RESIDUES = 1024;

    /** How many lanes those are. */
    static final int LANES = RESIDUES / 2;

    /** The 31 bits of both residues in a lane. */
    static final long LOW_BITS = 0x7FFF_FFFF_7FFF_FFFFL;

    /** One in both halves of a lane. */
    static final long CARRIES = 0x0000_0001_0000_0001L;

    private static final long SIGNS = 0x8000_0000_8000_0000L;

    private static final long LOW = 0xFFFFFFFFL;

    private final long[][] rows = new long[2][LANES];

    /** Sums for {@link #add}, all zero: low and high halves of one sum, then of another. */
    static long[][] newSums() {
        return new long[4][LANES];
    }

    /**
     * Loads the same lanes {@code from .. to - 1} of two sources into the two rows; the rest of the rows is zero.
     *
     * @param second may be null: a row of zeros
     */
    void load(long[] first, long[] second, int from, int to) {
        load(first, from, to, rows[0]);
        load(second, from, second == null ? from : to, rows[1]);
    }

    private static void load(long[] source, int from, int to, long[] row) {
        int count = to - from;
        if (count > 0) {
            System.arraycopy(source, from, row, 0, count);
        }
        Arrays.fill(row, count, row.length, 0);
    }

    /** Loads lanes {@code from .. to - 1} into both rows, one after the other, from {@code at} on; the rest is zero. */
    void load(long[] source, int from, int to, int at) {
        int next = from;
        for (int row = 0; row < rows.length; row++) {
            int start = Math.max(0, Math.min(LANES, at - row * LANES));
            int count = Math.min(LANES - start, to - next);
            if (count < LANES) {
                Arrays.fill(rows[row], 0);
            }
            System.arraycopy(source, next, rows[row], start, count);
            next += count;
        }
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

    /** Packs reduced sums, given as low and high halves, into lanes {@code from .. to - 1} of a vector. */
    void store(long[] low, long[] high, long[] target, int from, int to) {
        long[] packed = rows[0];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = low[i] | (high[i] << 32);
        }
        System.arraycopy(packed, 0, target, from, to - from);
    }
}
