package org.draco.container.data;

/**
 * All batches of all steps, one after the other, read one {@link SampleStream} of the whole data set. With N samples, B
 * per batch and a stride of b batches per step, place i of a batch is at
 *
 * <pre>    p = (step * b + batch) * B + i,      epoch = p / N,      sample = order of that epoch at p mod N.</pre>
 *
 * <p>So the batches {@code 0 .. b - 1} of a step are disjoint within an epoch, and a batch at the end of an epoch goes on
 * into the next. A batch of number b or more simply reads on, into what the next step begins with: in the experiments of
 * Distributed Momentum a step advances by the honest workers' samples although more workers than that compute.
 */
public final class StreamSampler implements BatchSampler {

    private final SampleStream stream;
    private final int batchSize;
    private final int batchesPerStep;

    /** In {@link SampleOrder#SHUFFLED}; see the other constructor. */
    public StreamSampler(long seed, int samples, int batchSize, int batchesPerStep) {
        this(SampleOrder.SHUFFLED, seed, samples, batchSize, batchesPerStep);
    }

    /**
     * @param order of the samples
     * @param seed the job's seed; of no account when the order is {@link SampleOrder#STORED}
     * @param samples N, how many samples the data set has
     * @param batchSize B, how many samples one batch has; it may exceed N
     * @param batchesPerStep b, by how many batches a step advances; usually as many as the job's code has
     */
    public StreamSampler(
            SampleOrder order, long seed, int samples, int batchSize, int batchesPerStep) {
        this.stream = new SampleStream(order, atLeastOne("samples", samples), seed, "epoch");
        this.batchSize = atLeastOne("batch size", batchSize);
        this.batchesPerStep = atLeastOne("batches per step", batchesPerStep);
    }

    static int atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + ": expected at least 1, found " + value);
        }
        return value;
    }

    /** Refuses a step or a batch below 0. */
    static void requirePlace(long step, int batch) {
        if (step < 0) {
            throw new IllegalArgumentException("step: expected at least 0, found " + step);
        }
        if (batch < 0) {
            throw new IllegalArgumentException("batch: expected at least 0, found " + batch);
        }
    }

    @Override
    public int[] indices(long step, int batch) {
        requirePlace(step, batch);
        long batches = Math.addExact(Math.multiplyExact(step, (long) batchesPerStep), batch);
        return stream.read(Math.multiplyExact(batches, batchSize), batchSize);
    }
}
