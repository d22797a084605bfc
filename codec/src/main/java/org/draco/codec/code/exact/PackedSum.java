package org.draco.codec.code.exact;

/**
 * Sums of packed residues, with or without factors, in place: two numbers of 32 bits to a lane, of any size below 2^32 - 1
 * until they are reduced.
 *
 * <p>Sum and terms are read at the same index and nothing else is written, so C2 of JDK 17 makes vectors of these loops, and
 * memory is read while the arithmetic goes on.
 */
final class PackedSum {

    /** The 31 bits of both residues in a lane. */
    private static final long BITS = 0x7FFF_FFFF_7FFF_FFFFL;

    /** One in both halves of a lane. */
    private static final long ONES = 0x0000_0001_0000_0001L;

    private static final long LOW = 0xFFFFFFFFL;

    private PackedSum() {}

    /** Adds residues to a sum that nothing else was added to, lanes {@code from .. to - 1}. Others give nonsense. */
    static void add(long[] sum, long[] residues, int from, int to) {
        for (int i = from; i < to; i++) {
            // At most p and p - 1 before, at most p after.
            long total = sum[i] + residues[i];
            sum[i] = (total & BITS) + ((total >>> 31) & ONES);
        }
    }

    /** As one addition after the other, but the sum is read and written once. */
    static void add(long[] sum, long[] a, long[] b, long[] c, long[] d, int from, int to) {
        for (int i = from; i < to; i++) {
            long one = sum[i] + a[i];
            long two = (one & BITS) + ((one >>> 31) & ONES) + b[i];
            long three = (two & BITS) + ((two >>> 31) & ONES) + c[i];
            long four = (three & BITS) + ((three >>> 31) & ONES) + d[i];
            sum[i] = (four & BITS) + ((four >>> 31) & ONES);
        }
    }

    /** Adds residues times a factor, which is one too. */
    static void addTimes(long[] sum, long factor, long[] residues, int from, int to) {
        for (int i = from; i < to; i++) {
            // A product is at most (p - 1)^2 = 2^62 - 2^33 + 4, so that with 32 bits more it folds
            // to at most 2^32 - 3.
            long low = factor * (residues[i] & LOW) + (sum[i] & LOW);
            long high = factor * (residues[i] >>> 32) + (sum[i] >>> 32);
            sum[i] =
                    ((low & PrimeField.P) + (low >>> 31))
                            | (((high & PrimeField.P) + (high >>> 31)) << 32);
        }
    }

    /** Makes every number below 2^32 - 1 the residue it stands for. */
    static void reduce(long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            // At most p + 1 after the first fold, p after the second; and p is zero.
            long once = (sum[i] & BITS) + ((sum[i] >>> 31) & ONES);
            long twice = (once & BITS) + ((once >>> 31) & ONES);
            sum[i] = (twice + (((twice + ONES) >>> 31) & ONES)) & BITS;
        }
    }
}
