package org.draco.codec.code.exact;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Random linear functions of the answers, the same for all workers, drawn afresh for a step and known to nobody else: what
 * an answer adds to honest ones shows in its projections, however the liars collude.
 *
 * <p>An answer is a matrix with rows of 512 pairs of residues (y, z). First three sums of rows under secret row factors
 * of their own: of the y, of the z, and of the y + z (three vectors of 512; this is the pass over the data), then
 * {@link #COUNT} sums over all three under secret column factors (small). Of y, z and y + z two at least differ from zero
 * where a lie does, so three products do for each pair what two for each residue would: a lie has all projections zero with
 * a probability of at most p^-2 + p^-3.
 *
 * <p>The secret is 3 d / 1024 + 4608 numbers, not d. Parts may be added to at a time, each by one thread; the rest is one
 * thread's.
 */
final class SecretProjections {

    /** How many projections of each answer there are. */
    static final int COUNT = 3;

    private static final int SUMS = 3;

    /** Lanes that are taken in at once. */
    private static final int PAIR = 2 * TileSum.LANES;

    private final long[][] factors = new long[SUMS][];
    private final long[][][] columns = new long[COUNT][SUMS][];
    private final List<Part> parts;

    /** What one thread adds up; another may do another part meanwhile. */
    private static final class Part {
        private final long[][][] sums;
        private final TileSum tile = new TileSum();

        Part(int workers) {
            sums = new long[workers][SUMS][];
            // In one go, so that they lie alike in cache lines.
            for (long[][] own : sums) {
                for (int i = 0; i < SUMS; i++) {
                    own[i] = TileSum.newSums();
                }
            }
        }
    }

    /**
     * @param lanes of an answer
     * @param parts in which answers are taken in
     * @param random cryptographic, such as {@link java.security.SecureRandom}; tests may hand in another one
     */
    SecretProjections(int workers, int lanes, int parts, RandomGenerator random) {
        int rows = lanes / TileSum.LANES + 2;
        for (int i = 0; i < SUMS; i++) {
            factors[i] = PrimeField.draw(random, rows);
        }
        for (long[][] projection : columns) {
            for (int i = 0; i < SUMS; i++) {
                projection[i] = PrimeField.draw(random, TileSum.LANES);
            }
        }
        this.parts = Stream.generate(() -> new Part(workers)).limit(parts).toList();
    }

    /**
     * Takes in lanes {@code from .. to - 1} of an answer; every lane must be taken in once, in any order.
     *
     * @param part one of the parts, which is this thread's until the call returns
     * @return whether they are all residues
     */
    boolean add(int part, int worker, long[] answer, int from, int to) {
        TileSum tile = parts.get(part).tile;
        long[][] own = parts.get(part).sums[worker];
        int end;
        for (int next = from; next < to; next = end) {
            int row = next / PAIR * 2;
            int start = row * TileSum.LANES;
            end = (int) Math.min(to, (long) start + PAIR);
            tile.load(answer, next, end, next - start);
            tile.mark();
            tile.addLow(factors[0][row], factors[0][row + 1], own[0]);
            tile.addHigh(factors[1][row], factors[1][row + 1], own[1]);
            tile.addHalves(factors[2][row], factors[2][row + 1], own[2]);
        }
        return !tile.takeMarks();
    }

    /** The projections of one worker's answer, {@link #COUNT} residues; a new array. */
    long[] of(int worker) {
        long[] projections = new long[COUNT];
        for (Part part : parts) {
            for (int i = 0; i < SUMS; i++) {
                long[] sum = part.sums[worker][i];
                TileSum.reduce(sum);
                for (int k = 0; k < COUNT; k++) {
                    projections[k] = PrimeField.add(projections[k], product(columns[k][i], sum));
                }
            }
        }
        return projections;
    }

    private static long product(long[] factors, long[] sum) {
        long even = 0;
        long odd = 0;
        for (int i = 0; i < TileSum.LANES; i += 4) {
            even = PrimeField.fold(even) + factors[i] * sum[i] + factors[i + 2] * sum[i + 2];
            odd = PrimeField.fold(odd) + factors[i + 1] * sum[i + 1] + factors[i + 3] * sum[i + 3];
        }
        return PrimeField.reduce(PrimeField.fold(even) + PrimeField.fold(odd));
    }
}
