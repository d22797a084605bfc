package org.draco.codec.code;

import java.util.Arrays;

/**
 * Which worker computes the gradients of which batches of a step; fixed for a job.
 *
 * <p>Immutable and thread-safe.
 */
public final class Assignment {

    private final int batches;
    private final int[][] batchesByWorker;

    /**
     * @param batches how many distinct batches a step has, at least 1
     * @param batchesByWorker for each worker the batches it computes, each in {@code 0 .. batches - 1}; copied
     * @throws IllegalArgumentException if a batch is out of range or nobody's
     */
    public Assignment(int batches, int[][] batchesByWorker) {
        this.batches = batches;
        this.batchesByWorker = new int[batchesByWorker.length][];
        boolean[] computed = new boolean[batches];
        for (int worker = 0; worker < batchesByWorker.length; worker++) {
            this.batchesByWorker[worker] = batchesByWorker[worker].clone();
            for (int batch : batchesByWorker[worker]) {
                if (batch < 0 || batch >= batches) {
                    throw new IllegalArgumentException(
                            "worker "
                                    + worker
                                    + ": expected batches 0.."
                                    + (batches - 1)
                                    + ", found "
                                    + batch);
                }
                computed[batch] = true;
            }
        }
        for (int batch = 0; batch < batches; batch++) {
            if (!computed[batch]) {
                throw new IllegalArgumentException("batch " + batch + " is assigned to no worker");
            }
        }
    }

    /** P. */
    public int workers() {
        return batchesByWorker.length;
    }

    /** How many distinct batches a step has. */
    public int batches() {
        return batches;
    }

    /** The batches that this worker computes, in the order of encoding; a new array. */
    public int[] batchesOf(int worker) {
        return batchesByWorker[worker].clone();
    }

    /** The largest number of gradients that one worker computes in a step: the redundancy r that a code costs. */
    public int gradientsPerWorker() {
        return Arrays.stream(batchesByWorker).mapToInt(b -> b.length).max().orElse(0);
    }
}
