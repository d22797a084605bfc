package org.draco.container.data;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.draco.codec.seed.StepRandom;

/**
 * Which samples are in which batch: a pure function of (seed, step, batch), so that every worker of a group takes the
 * same ones and a resumed job continues where it was.
 *
 * <p>All batches of all steps, one after the other, walk through epoch after epoch; an epoch is a random order of the
 * whole data set, drawn without replacement. With N samples, B per batch and b batches per step, place i of a batch is
 * at
 *
 * <pre>    p = (step * b + batch) * B + i,      epoch = p / N,      sample = order of that epoch at p mod N.</pre>
 *
 * <p>So within an epoch no sample is seen twice, the batches of a step are disjoint, and a batch at the end of an epoch
 * goes on into the next.
 *
 * <p>Thread-safe. The orders of two successive epochs are remembered (4 N bytes each).
 */
public final class BatchSampler {

    private record Epoch(long number, int[] order) {}

    private final long seed;
    private final int samples;
    private final int batchSize;
    private final int batchesPerStep;
    private final AtomicReferenceArray<Epoch> remembered = new AtomicReferenceArray<>(2);

    /**
     * @param seed the job's seed
     * @param samples N, how many samples the data set has
     * @param batchSize B, how many samples one batch has; it may exceed N
     * @param batchesPerStep b, how many different batches a step has, over all workers
     */
    public BatchSampler(long seed, int samples, int batchSize, int batchesPerStep) {
        this.seed = seed;
        this.samples = atLeastOne("samples", samples);
        this.batchSize = atLeastOne("batch size", batchSize);
        this.batchesPerStep = atLeastOne("batches per step", batchesPerStep);
    }

    private static int atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + ": expected at least 1, found " + value);
        }
        return value;
    }

    /**
     * The samples of one batch, in the order in which they are computed.
     *
     * @param step at least 0
     * @param batch {@code 0 .. batchesPerStep - 1}
     * @return a new array of {@code batchSize} indices, each {@code 0 .. samples - 1}
     */
    public int[] indices(long step, int batch) {
        if (step < 0) {
            throw new IllegalArgumentException("step: expected at least 0, found " + step);
        }
        if (batch < 0 || batch >= batchesPerStep) {
            throw new IllegalArgumentException(
                    "batch: expected 0 to " + (batchesPerStep - 1) + ", found " + batch);
        }
        long position =
                Math.multiplyExact(
                        Math.addExact(Math.multiplyExact(step, (long) batchesPerStep), batch),
                        batchSize);
        int[] indices = new int[batchSize];
        int filled = 0;
        while (filled < batchSize) {
            int from = (int) ((position + filled) % samples);
            int length = Math.min(batchSize - filled, samples - from);
            System.arraycopy(order((position + filled) / samples), from, indices, filled, length);
            filled += length;
        }
        return indices;
    }

    private int[] order(long number) {
        int slot = (int) (number & 1);
        Epoch epoch = remembered.get(slot);
        if (epoch == null || epoch.number != number) {
            epoch = new Epoch(number, new StepRandom(seed, "epoch", number).permutation(samples));
            remembered.set(slot, epoch);
        }
        return epoch.order;
    }
}
