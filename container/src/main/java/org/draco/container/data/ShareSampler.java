package org.draco.container.data;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Batch b of every step draws from share b of a {@link Partition} alone, in a {@link SampleStream} of its own: its batches, step after step,
 * go through the share epoch after epoch.
 *
 * <p>A batch whose number is beyond the shares, b &gt;= n, draws from share b mod n in yet another order; only a study of more
 * gradients than the code has asks for such.
 */
public final class ShareSampler implements BatchSampler {

    private final SampleOrder order;
    private final long seed;
    private final int[][] shares;
    private final int batchSize;
    private final ConcurrentHashMap<Integer, SampleStream> streams = new ConcurrentHashMap<>();

    /**
     * @param order of the samples in each share
     * @param seed the job's seed
     * @param shares of {@link Partition#shares}; not copied, and not to be changed any more
     * @param batchSize how many samples one batch has; it may exceed those of a share
     */
    public ShareSampler(SampleOrder order, long seed, int[][] shares, int batchSize) {
        this.order = order;
        this.seed = seed;
        this.shares = shares;
        this.batchSize = StreamSampler.atLeastOne("batch size", batchSize);
    }

    @Override
    public int[] indices(long step, int batch) {
        StreamSampler.requirePlace(step, batch);
        int[] share = shares[batch % shares.length];
        int[] indices =
                streams.computeIfAbsent(
                                batch, b -> new SampleStream(order, share.length, seed, "share", b))
                        .read(Math.multiplyExact(step, (long) batchSize), batchSize);
        for (int i = 0; i < indices.length; i++) {
            indices[i] = share[indices[i]];
        }
        return indices;
    }
}
