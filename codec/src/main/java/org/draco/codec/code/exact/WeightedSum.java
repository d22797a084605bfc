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
 * sum; and it vanishes on the removed workers. In the same pass a random multiple a_j g(a_j) v_j, which honest answers
 * take to zero, is added up over secretly chosen tiles of the vector: a share of 1 - 3 / s of them, which makes up for s
 * liars having s chances of escaping the projections. No check is possible once 2s workers are removed.
 */
final class WeightedSum {

    private static final int TILES = 8;

    private final TileSum tile = new TileSum();
    private final long[][] rows;
    private final long[] weights;
    private final long[] checkWeights;
    private final double checkedShare;
    private final RandomGenerator random;

    WeightedSum(
            ResidueVector[] answers, BitSet removed, FaultModel faults, RandomGenerator random) {
        this.random = random;
        this.checkedShare = Math.max(0, 1 - 3.0 / faults.adversaries());
        int kept = faults.workers() - removed.cardinality();
        rows = new long[kept][];
        // Rows are taken two by two.
        weights = new long[kept + 1];
        checkWeights = new long[kept + 1];
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
            long check = 0;
            for (long coefficient : g) {
                check = PrimeField.multiply(PrimeField.add(check, coefficient), node);
            }
            rows[next] = answers[worker].lanes();
            weights[next] = v;
            checkWeights[next] = PrimeField.multiply(v, check);
            next++;
        }
    }

    /**
     * Writes the sum.
     *
     * @param sum receives the packed sum
     * @return false if the random check shows that the answers are inconsistent
     */
    boolean into(long[] sum) {
        // Several tiles for each row: reading one page here and one there is what memory is slowest
        // at.
        long[][][] sums = new long[TILES][][];
        boolean[] checked = new boolean[TILES];
        long failed = 0;
        for (int from = 0; from < sum.length; ) {
            int tiles = Math.min(TILES, (sum.length - from + TileSum.LANES - 1) / TileSum.LANES);
            for (int i = 0; i < tiles; i++) {
                sums[i] = TileSum.newSums();
                checked[i] = random.nextDouble() < checkedShare;
            }
            addRows(from, sum.length, checked, Arrays.copyOf(sums, tiles));
            for (int i = 0; i < tiles; i++) {
                for (long[] part : sums[i]) {
                    TileSum.reduce(part);
                }
                failed |= any(sums[i][2]) | any(sums[i][3]);
                int to = end(from, sum.length);
                tile.store(sums[i][0], sums[i][1], sum, from, to);
                from = to;
            }
        }
        return failed == 0;
    }

    private static int end(int from, int lanes) {
        return (int) Math.min(lanes, (long) from + TileSum.LANES);
    }

    private void addRows(int start, int lanes, boolean[] checked, long[][][] sums) {
        for (int row = 0; row < rows.length; row += 2) {
            long[] second = row + 1 < rows.length ? rows[row + 1] : null;
            int from = start;
            for (int i = 0; i < sums.length; i++) {
                int to = end(from, lanes);
                tile.load(rows[row], second, from, to);
                tile.add(weights, row, sums[i][0], sums[i][1]);
                if (checked[i]) {
                    tile.add(checkWeights, row, sums[i][2], sums[i][3]);
                }
                from = to;
            }
        }
    }

    private static long any(long[] numbers) {
        long any = 0;
        for (long number : numbers) {
            any |= number;
        }
        return any;
    }
}
