package org.draco.codec.code.exact;

import java.util.random.RandomGenerator;

/**
 * Random linear functions of the answers, the same for all workers, drawn afresh for a step and known to nobody else: what
 * an answer adds to honest ones shows in its projections, however the liars collude.
 *
 * <p>An answer is a matrix with rows of 1024 residues. First two sums of its rows under secret row factors (two
 * vectors of 1024; this is the pass over the data), then {@link #COUNT} sums over both under secret column factors (small).
 * A vector other than zero has all projections zero with a probability of at most p^-2 + p^-3.
 *
 * <p>The secret is 2 d / 1024 + 6144 numbers, not d. Owned by one thread.
 */
final class SecretProjections {

    /** How many projections of each answer there are. */
    static final int COUNT = 3;

    private static final int HALVES = 4;

    private final long[] first;
    private final long[] second;
    private final long[][] columns = new long[COUNT][];
    private final long[][][] sums;
    private final long[] marks = new long[TileSum.LANES];
    private final TileSum tile = new TileSum();

    /**
     * @param random cryptographic, such as {@link java.security.SecureRandom}; tests may hand in another one
     */
    SecretProjections(int workers, int dimension, RandomGenerator random) {
        int rows = dimension / TileSum.RESIDUES + 2;
        first = PrimeField.draw(random, rows);
        second = PrimeField.draw(random, rows);
        for (int i = 0; i < COUNT; i++) {
            columns[i] = PrimeField.draw(random, 2 * TileSum.RESIDUES);
        }
        sums = new long[workers][][];
    }

    /**
     * Takes in lanes {@code from .. to - 1} of an answer; every lane must be taken in once, in any order.
     *
     * @return whether they are all residues
     */
    boolean add(int worker, long[] answer, int from, int to) {
        if (sums[worker] == null) {
            sums[worker] = TileSum.newSums();
        }
        long[][] own = sums[worker];
        int end;
        for (int next = from; next < to; next = end) {
            int row = next / (2 * TileSum.LANES) * 2;
            int rowStart = row * TileSum.LANES;
            end = (int) Math.min(to, rowStart + 2L * TileSum.LANES);
            tile.load(answer, next, end, next - rowStart);
            tile.markOutside(marks);
            tile.add(first, row, own[0], own[1]);
            tile.add(second, row, own[2], own[3]);
        }
        return !TileSum.takeMarks(marks);
    }

    /** The projections of one worker's answer, {@link #COUNT} residues; a new array. */
    long[] of(int worker) {
        long[] projections = new long[COUNT];
        int lanes = TileSum.LANES;
        for (int half = 0; half < HALVES; half++) {
            long[] sum = sums[worker][half];
            TileSum.reduce(sum);
            for (int i = 0; i < COUNT; i++) {
                long total = projections[i];
                for (int lane = 0; lane < lanes; lane++) {
                    total = PrimeField.fold(total) + columns[i][half * lanes + lane] * sum[lane];
                }
                projections[i] = PrimeField.reduce(total);
            }
        }
        return projections;
    }
}
