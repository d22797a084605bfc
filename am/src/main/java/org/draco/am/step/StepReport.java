package org.draco.am.step;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one step did: one row of {@code steps.csv}.
 *
 * <p>The phases overlap and are those of the step as the parameter server sees it; what workers say of themselves is for
 * display only.
 *
 * @param step 1 for the first step: the number of steps applied after it
 * @param answered workers that answered
 * @param lost workers from which nothing came, or nothing in time
 * @param suspects workers that are proven to have lied in this step
 * @param redundancy gradients that workers were asked for, for each batch of the step: the r that the step cost
 * @param saturated components that were too large for the fixed point, as far as is known; else the median of what workers say
 * @param trainLoss median of the losses that workers report
 * @param stepNanos from the broadcast to the end of the update
 * @param waitNanos of these, waiting for workers
 * @param computeNanos median of the gradient times that workers report
 * @param transferNanos of the wait, the longest from asking for a gradient to having it; 0 where none is asked for
 * @param decodeNanos votes, checks and sums
 * @param updateNanos the optimizer
 * @param bytesIn from workers, during the step
 * @param bytesOut to workers, during the step
 */
public record StepReport(
        long step,
        Set<Integer> answered,
        Set<Integer> lost,
        Set<Integer> suspects,
        double redundancy,
        long saturated,
        float trainLoss,
        long stepNanos,
        long waitNanos,
        long computeNanos,
        long transferNanos,
        long decodeNanos,
        long updateNanos,
        long bytesIn,
        long bytesOut) {

    /** Copies the sets, which then iterate in order. */
    public StepReport {
        answered = Collections.unmodifiableSet(new TreeSet<>(answered));
        lost = Collections.unmodifiableSet(new TreeSet<>(lost));
        suspects = Collections.unmodifiableSet(new TreeSet<>(suspects));
    }

    /** How many workers answered. */
    public int answers() {
        return answered.size();
    }
}
