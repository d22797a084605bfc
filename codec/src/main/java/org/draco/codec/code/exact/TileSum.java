package org.draco.codec.code.exact;

import java.util.Arrays;

/**
 * The inner loops of decoding: two rows of packed residues, times one factor each, added up modulo p. Three sums can be
 * asked for, of the numbers in the low halves, in the high halves, and of both halves' sums.
 *
 * <p>Masks and shifts unpack within the 64-bit lanes that products need anyway. The loops have the one form that C2 of
 * JDK 17 makes vectors of; measured with P = 45, d = 431,080, in ns for 8 lanes: rows are copied first (this form: 0.9;
 * read in place, at another index than the sums: 8), a loop writes one array (two or four at once: 8) and multiplies
 * twice (three or four times: 8; leaving out every second fold gains nothing). Arrays have a length that makes those
 * allocated one after the other start at the same place in a cache line: 0.73 instead of 1.16. That is why answers that lie
 * in pages of one row each, which loops can read in place, decode no faster (a tenth to a fifth slower): where the heap
 * puts them, most loads cross a cache line, and with all objects made to start at cache lines the copies, which read the
 * second-level cache best, are missing.
 *
 * <p>Owned by one thread.
 */
final class TileSum {

    /** How many lanes a row has. */
    static final int LANES = 512;

    /** One in both halves of a lane. */
    private static final long ONES = 0x0000_0001_0000_0001L;

    private static final long SIGNS = 0x8000_0000_8000_0000L;

    private static final long LOW = 0xFFFFFFFFL;

    /** With the header's 16 bytes, rows of this length take whole cache lines. */
    private static final int ALLOCATED = LANES + 6;

    private final long[] row0 = new long[ALLOCATED];
    private final long[] row1 = new long[ALLOCATED];
    private final long[] marks = new long[ALLOCATED];

    /** Sums to add to, all zero; {@link #LANES} of the numbers count. */
    static long[] newSums() {
        return new long[ALLOCATED];
    }

    /**
     * Loads the same lanes {@code from .. to - 1} of two sources into the two rows; the rest of the rows is zero.
     *
     * @param second may be null: a row of zeros
     */
    void load(long[] first, long[] second, int from, int to) {
        load(first, from, to, row0, 0);
        load(second, from, second == null ? from : to, row1, 0);
    }

    /** Loads lanes {@code from .. to - 1} into both rows, one after the other, from {@code at} on; the rest is zero. */
    void load(long[] source, int from, int to, int at) {
        int start = Math.min(at, LANES);
        int middle = Math.min(to, from + LANES - start);
        load(source, from, middle, row0, start);
        load(source, middle, to, row1, at - start);
    }

    private static void load(long[] source, int from, int to, long[] row, int at) {
        int count = to - from;
        if (count < LANES) {
            Arrays.fill(row, 0);
        }
        if (count > 0) {
            System.arraycopy(source, from, row, at, count);
        }
    }

    /** Remembers if a number in the rows is no residue. */
    void mark() {
        mark(row0, row1, marks);
    }

    private static void mark(long[] a, long[] b, long[] marks) {
        // y or y + 1 has its sign bit set unless y < p; a carry out of the low half comes from one
        // that is marked.
        for (int i = 0; i < LANES; i++) {
            marks[i] |= a[i] | (a[i] + ONES) | b[i] | (b[i] + ONES);
        }
    }

    /** Whether {@link #mark} saw one that is none since it was last asked. */
    boolean takeMarks() {
        long any = 0;
        for (int i = 0; i < LANES; i++) {
            any |= marks[i];
            marks[i] = 0;
        }
        return (any & SIGNS) != 0;
    }

    /** Adds the low halves of both rows times a factor each. */
    void addLow(long factor0, long factor1, long[] sums) {
        addLow(row0, row1, factor0, factor1, sums);
    }

    /** Adds the high halves of both rows times a factor each. */
    void addHigh(long factor0, long factor1, long[] sums) {
        addHigh(row0, row1, factor0, factor1, sums);
    }

    /** Adds the sums of low and high halves of both rows times a factor each. */
    void addHalves(long factor0, long factor1, long[] sums) {
        addHalves(row0, row1, factor0, factor1, sums);
    }

    // Factors and numbers are below p: two products of a factor and the sum of two numbers are
    // below 2^64 - 2^35, and what
    // fold() leaves is below 2^34.

    private static void addLow(long[] a, long[] b, long x, long y, long[] sums) {
        for (int i = 0; i < LANES; i++) {
            sums[i] =
                    (sums[i] & PrimeField.P)
                            + (sums[i] >>> 31)
                            + x * (a[i] & LOW)
                            + y * (b[i] & LOW);
        }
    }

    private static void addHigh(long[] a, long[] b, long x, long y, long[] sums) {
        for (int i = 0; i < LANES; i++) {
            sums[i] =
                    (sums[i] & PrimeField.P)
                            + (sums[i] >>> 31)
                            + x * (a[i] >>> 32)
                            + y * (b[i] >>> 32);
        }
    }

    private static void addHalves(long[] a, long[] b, long x, long y, long[] sums) {
        for (int i = 0; i < LANES; i++) {
            sums[i] =
                    (sums[i] & PrimeField.P)
                            + (sums[i] >>> 31)
                            + x * ((a[i] & LOW) + (a[i] >>> 32))
                            + y * ((b[i] & LOW) + (b[i] >>> 32));
        }
    }

    /** Makes every number of a sum the residue it stands for. */
    static void reduce(long[] sums) {
        for (int i = 0; i < LANES; i++) {
            sums[i] = PrimeField.reduce(sums[i]);
        }
    }

    /** Whether a reduced sum is zero throughout. */
    static boolean isZero(long[] sums) {
        long any = 0;
        for (int i = 0; i < LANES; i++) {
            any |= sums[i];
        }
        return any == 0;
    }
}
