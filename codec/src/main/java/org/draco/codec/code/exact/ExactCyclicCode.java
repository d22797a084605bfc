package org.draco.codec.code.exact;

import java.util.Arrays;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.FaultModel;
import org.draco.codec.vector.ResidueVector;

/**
 * The cyclic code in exact arithmetic: worker j computes 2s + 1 consecutive batches and sends one linear combination of
 * their residues.
 *
 * <p>Worker j has the node a_j = j + 1. Batch k is held by the workers U_k = {k, ..., k + 2s} (mod P), and its
 * coefficient at worker j is the Lagrange basis of U_k at zero, the product of a_i / (a_i - a_j) over the other i in U_k. So
 * each batch's coefficients add up to 1, hence the sum of the answers is the sum of the batches; and a batch's
 * coefficients are orthogonal to every polynomial of degree 1 to 2s without constant term, hence honest answers satisfy
 * sum_j y_j a_j^t = 0 for t = 1 .. 2s, the checks of a Reed-Solomon code.
 *
 * <p><b>Cost.</b> Each gradient is computed 2s + 1 times; P answers of d residues reach the parameter server. Nothing
 * must divide P.
 *
 * <p><b>Source.</b> Chen, Wang, Charles, Papailiopoulos, <i>DRACO</i>, ICML 2018, section on the cyclic code.
 * <b>Departures.</b> A prime field where the paper has complex numbers: no threshold, no tolerance, and a sum that does not
 * depend on the order of addition.
 *
 * <p>Immutable and thread-safe.
 */
public final class ExactCyclicCode {

    private final FaultModel faults;
    private final Assignment assignment;
    private final long[][] coefficients;

    /** Any P and s that a fault model can have. */
    public ExactCyclicCode(FaultModel faults) {
        this.faults = faults;
        int workers = faults.workers();
        int held = 2 * faults.adversaries() + 1;
        int[][] batches = new int[workers][held];
        coefficients = new long[workers][held];
        for (int worker = 0; worker < workers; worker++) {
            for (int i = 0; i < held; i++) {
                int batch = Math.floorMod(worker - held + 1 + i, workers);
                batches[worker][i] = batch;
                coefficients[worker][i] = coefficient(worker, batch, held, workers);
            }
        }
        assignment = Assignment.ofOwnTasks(workers, batches);
    }

    private static long coefficient(int worker, int batch, int held, int workers) {
        long above = 1;
        long below = 1;
        for (int i = 0; i < held; i++) {
            int other = (batch + i) % workers;
            if (other != worker) {
                above = PrimeField.multiply(above, node(other));
                below = PrimeField.multiply(below, PrimeField.subtract(node(other), node(worker)));
            }
        }
        return PrimeField.multiply(above, PrimeField.inverse(below));
    }

    /** a_j. */
    static long node(int worker) {
        return worker + 1L;
    }

    /** P and s. */
    public FaultModel faults() {
        return faults;
    }

    /** P batches; worker j computes the batches j - 2s .. j (mod P), in that order. */
    public Assignment assignment() {
        return assignment;
    }

    /** The coefficients of a worker's batches, in the order of {@link #assignment()}; a new array. */
    public long[] coefficientsOf(int worker) {
        return coefficients[worker].clone();
    }

    /**
     * A worker's answer straight from its gradients, in one pass.
     *
     * @param gradients one row for each of its batches, d components each, of any value; only read
     * @param fixed how they are rounded; made for at least P terms
     * @param exponents one for each block
     * @param answer receives d residues
     * @return how many components saturated or were not a number
     */
    public long encode(
            int worker,
            float[][] gradients,
            FixedPoint fixed,
            int[] exponents,
            ResidueVector answer) {
        if (fixed.terms() < faults.workers()) {
            throw new IllegalArgumentException(
                    "fixed point: expected one for at least "
                            + faults.workers()
                            + " terms, found "
                            + fixed.terms());
        }
        long[] factors = coefficientsOf(worker, gradients.length);
        // Rounding gives units + limit; this takes factor * limit off again for every row.
        long bias = 0;
        for (long factor : factors) {
            bias -= factor * fixed.limit();
        }
        long saturated = 0;
        RoundedTile tile = new RoundedTile(fixed);
        long[][] even = RoundedTile.newStretch();
        long[][] odd = RoundedTile.newStretch();
        int to;
        for (int from = 0; from < answer.length(); from = to) {
            to = RoundedTile.end(from, answer.length());
            for (int i = 0; i < RoundedTile.TILES; i++) {
                Arrays.fill(even[i], bias);
                Arrays.fill(odd[i], bias);
            }
            for (int row = 0; row < factors.length; row++) {
                saturated += tile.load(gradients[row], from, to, exponents);
                // No fold is needed: (2s + 1) rows * limit is below 2^30, so all products together
                // stay below 2^62.
                tile.addTimes(factors[row], even, odd);
            }
            for (int i = 0; i < tile.tiles(); i++) {
                int start = tile.start(i);
                pack(even[i], odd[i], tile.end(i) - start, answer.lanes(), start / 2);
            }
        }
        return saturated;
    }

    private static void pack(long[] even, long[] odd, int count, long[] lanes, int at) {
        if (count % 2 != 0) {
            odd[count / 2] = 0;
        }
        reduce(even);
        reduce(odd);
        for (int i = 0; i < RoundedTile.LANES; i++) {
            even[i] |= odd[i] << 32;
        }
        System.arraycopy(even, 0, lanes, at, (count + 1) / 2);
    }

    private static void reduce(long[] sums) {
        for (int i = 0; i < RoundedTile.LANES; i++) {
            sums[i] = PrimeField.reduceSigned(sums[i]);
        }
    }

    private long[] coefficientsOf(int worker, int rows) {
        if (rows != coefficients[worker].length) {
            throw new IllegalArgumentException(
                    "worker "
                            + worker
                            + ": expected "
                            + coefficients[worker].length
                            + " gradients, found "
                            + rows);
        }
        return coefficients[worker];
    }
}
