package org.draco.codec.code.exact;

import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import org.draco.codec.code.FaultModel;
import org.draco.codec.vector.ResidueVector;

/**
 * The sum of all batches without the removed workers, in closed form: sum_j v_j y_j with v_j = prod_r (1 - a_j / a_r) over the
 * removed workers r.
 *
 * <p>v is a polynomial in a_j of degree at most 2s with v(0) = 1, so on honest answers it gives what 1 gives, their plain
 * sum; and it vanishes on the removed workers. In the same pass a random multiple c_j = a_j g(a_j) v_j, which takes honest
 * answers to zero, is tried on secretly chosen pieces of the vector: a share of 1 - 3 / s of them, which makes up for s
 * liars having s chances of escaping the projections. What c takes the pieces to is added up under secret factors, so that
 * one row of sums is all it needs. No check is possible once 2s workers are removed.
 *
 * <p>Answers are read one after the other in long stretches: a few pages of each, as sums in the first-level cache would
 * have it, take twice the time, since the memory's read-ahead starts anew at each.
 */
final class WeightedSum {

    /** Lanes of each answer that are added up before the next answer's: as many sums as a cache holds. */
    private static final int STRETCH = 1 << 18;

    /** Lanes that are added up, and then checked while they lie in the second-level cache. */
    private static final int CHUNK = 32 * TileSum.LANES;

    /** Lanes that are checked or not. */
    private static final int PIECE = 2 * TileSum.LANES;

    private final long[][] rows;
    private final long[] weights;
    private final long[] checkWeights;
    private final BitSet checked;
    private final long[] pieceFactors;
    private final TileSum tile = new TileSum();
    private final long[] check = TileSum.newSums();

    WeightedSum(
            ResidueVector[] answers, BitSet removed, FaultModel faults, RandomGenerator random) {
        int kept = faults.workers() - removed.cardinality();
        rows = new long[kept][];
        weights = new long[kept];
        checkWeights = new long[kept];
        long[] g = PrimeField.draw(random, 2 * faults.adversaries() - removed.cardinality());
        int next = 0;
        for (int worker = 0; worker < answers.length; worker++) {
            if (removed.get(worker)) {
                continue;
            }
            long node = ExactCyclicCode.node(worker);
            long v = 1;
            for (int r = removed.nextSetBit(0); r >= 0; r = removed.nextSetBit(r + 1)) {
                long ratio = PrimeField.multiply(node, PrimeField.inverse(ExactCyclicCode.node(r)));
                v = PrimeField.multiply(v, PrimeField.subtract(1, ratio));
            }
            long multiple = 0;
            for (long coefficient : g) {
                multiple = PrimeField.multiply(PrimeField.add(multiple, coefficient), node);
            }
            rows[next] = answers[worker].lanes();
            weights[next] = v;
            checkWeights[next] = PrimeField.multiply(v, multiple);
            next++;
        }
        int pieces = rows[0].length / PIECE + 1;
        double share = Math.max(0, 1 - 3.0 / faults.adversaries());
        checked = new BitSet(pieces);
        for (int piece = 0; piece < pieces; piece++) {
            checked.set(piece, random.nextDouble() < share);
        }
        pieceFactors = PrimeField.draw(random, checked.isEmpty() ? 0 : 4 * pieces);
    }

    /**
     * Writes the sum.
     *
     * @param sum receives the packed sum
     * @return false if the random check shows that the answers are inconsistent
     */
    boolean into(long[] sum) {
        Arrays.fill(sum, 0);
        for (int from = 0; from < sum.length; from = end(from, STRETCH, sum.length)) {
            int to = end(from, STRETCH, sum.length);
            for (int row = 0; row < rows.length; row++) {
                for (int start = from; start < to; start = end(start, CHUNK, to)) {
                    int end = end(start, CHUNK, to);
                    PackedSum.addTimes(sum, weights[row], rows[row], start, end);
                    check(row, start, end);
                }
            }
        }
        PackedSum.reduce(sum, 0, sum.length);
        TileSum.reduce(check);
        return TileSum.isZero(check);
    }

    private static int end(int from, int count, int limit) {
        return (int) Math.min(limit, (long) from + count);
    }

    private void check(int row, int from, int to) {
        for (int piece = checked.nextSetBit(from / PIECE);
                piece >= 0 && piece * PIECE < to;
                piece = checked.nextSetBit(piece + 1)) {
            int start = piece * PIECE;
            tile.load(rows[row], start, end(start, PIECE, to), 0);
            tile.addLow(factor(row, 4 * piece), factor(row, 4 * piece + 1), check);
            tile.addHigh(factor(row, 4 * piece + 2), factor(row, 4 * piece + 3), check);
        }
    }

    private long factor(int row, int place) {
        return PrimeField.multiply(checkWeights[row], pieceFactors[place]);
    }
}
