package org.draco.codec.code.exact;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

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

    private static final int LANES = RESIDUES / 2;

    private static final long LOW = 0xFFFFFFFFL;

    private static final int[] ZEROS = new int[RESIDUES];

    private final IntBuffer ints;
    private final LongBuffer longs;
    private final long[][] rows = new long[2][LANES];

    TileSum() {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(RESIDUES * Integer.BYTES).order(ByteOrder.nativeOrder());
        ints = buffer.asIntBuffer();
        longs = buffer.asLongBuffer();
    }

    /** Sums for {@link #add}, all zero: low and high halves under the first factors, then under the second ones. */
    static long[][] newSums() {
        return new long[4][LANES];
    }

    /**
     * Packs {@code source[from .. to - 1]} into row {@code row}, from {@code at} on; the rest of the tile is zero.
     *
     * @param row 0 or 1
     */
    void load(int row, int[] source, int from, int to, int at) {
        int count = to - from;
        ints.clear();
        if (count < RESIDUES) {
            ints.put(ZEROS).clear().position(at);
        }
        ints.put(source, from, count);
        longs.clear();
        longs.get(rows[row]);
    }

    /** A row of zeros. */
    void loadZeros(int row) {
        Arrays.fill(rows[row], 0);
    }

    /** Adds both rows times the first factors to the first sums, and times the second factors to the second ones. */
    void add(long[] first, long[] second, int at, long[][] sums) {
        addLow(rows[0], rows[1], first[at], first[at + 1], sums[0]);
        addHigh(rows[0], rows[1], first[at], first[at + 1], sums[1]);
        addLow(rows[0], rows[1], second[at], second[at + 1], sums[2]);
        addHigh(rows[0], rows[1], second[at], second[at + 1], sums[3]);
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
