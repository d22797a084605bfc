package org.draco.container.data;

/**
 * Which samples are in which batch: a pure function of the job and of (step, batch), so that every worker of a group
 * takes the same ones and a resumed job continues where it was.
 *
 * <p>Samplers are thread-safe.
 */
public interface BatchSampler {

    /**
     * The samples of one batch, in the order in which they are computed.
     *
     * @param step at least 0
     * @param batch at least 0; an implementation may bound it
     * @return a new array of the batch's size, each an index of a sample
     * @throws IllegalArgumentException if step or batch is out of range, with the bound
     */
    int[] indices(long step, int batch);
}
