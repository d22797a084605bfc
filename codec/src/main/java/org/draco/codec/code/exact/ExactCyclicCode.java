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

    private static final int TILE = 1024;

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
        long[] biased = new long[TILE];
        long[] sums = new long[TILE];
        int to;
        for (int from = 0; from < answer.length(); from = to) {
            to = (int) Math.min(answer.length(), (long) from + TILE);
            Arrays.fill(sums, bias);
            for (int row = 0; row < factors.length; row++) {
                saturated += fixed.encodeBiased(gradients[row], from, to, exponents, biased);
                addProducts(factors[row], biased, sums);
            }
            pack(sums, from, to, answer.lanes());
        }
        return saturated;
    }

    /** No fold is needed: (2s + 1) rows * limit is below 2^30, so all products together stay below 2^62. */
    private static void addProducts(long factor, long[] biased, long[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += factor * biased[i];
        }
    }

    private static void pack(long[] sums, int from, int to, long[] lanes) {
        int count = to - from;
        Arrays.fill(sums, count, sums.length, 0);
        for (int i = 0; i < count; i += 2) {
            lanes[(from + i) / 2] =
                    PrimeField.reduceSigned(sums[i]) | PrimeField.reduceSigned(sums[i + 1]) << 32;
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
