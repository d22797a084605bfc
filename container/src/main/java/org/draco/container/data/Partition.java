package org.draco.container.data;

/**
 * How the samples of a data set are dealt out among the batches of a step, where they are not all of one kind: batch b then
 * draws from its own share alone, as a worker of federated learning has data of its own.
 *
 * <p><b>Guarantee.</b> Every sample is in exactly one share, and no share is empty. The shares are a pure function of the
 * seed, the labels and the number of shares.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public interface Partition {

    /** Name in job files and on the command line; never changed once released. */
    String name();

    /**
     * Deals the samples out.
     *
     * @param seed the job's seed
     * @param labels the class of each sample, at least as many samples as shares; not kept and not changed
     * @param batches how many shares, at least 1
     * @return for each batch the indices of its samples, ascending; new arrays
     * @throws IllegalArgumentException if there are fewer samples than shares
     */
    int[][] shares(long seed, int[] labels, int batches);
}
