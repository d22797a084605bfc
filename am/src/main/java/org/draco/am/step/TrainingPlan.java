package org.draco.am.step;

/**
 * How long to train and how long to wait.
 *
 * @param maxSteps number of steps, at least 1
 * @param evalFreq a checkpoint every that many steps, at least 1; the last step always has one
 * @param gatherNanos how long workers may take to join
 * @param stepNanos how long a step's answers may take
 * @param stopWhenDiverged whether a gradient that is not finite ends the training, as it should for a model that is
 *     wanted, or is applied like any other, as in experiments that show what a liar can do
 * @param onProvenLiar what becomes of a worker that is proven to have lied
 */
public record TrainingPlan(
        long maxSteps,
        long evalFreq,
        long gatherNanos,
        long stepNanos,
        boolean stopWhenDiverged,
        ProvenLiarPolicy onProvenLiar) {

    /** @throws IllegalArgumentException naming the value that is out of range */
    public TrainingPlan {
        if (maxSteps < 1 || evalFreq < 1 || gatherNanos < 1 || stepNanos < 1) {
            throw new IllegalArgumentException(
                    "plan: expected positive numbers, found maxSteps %d, evalFreq %d, gatherNanos %d, stepNanos %d"
                            .formatted(maxSteps, evalFreq, gatherNanos, stepNanos));
        }
    }
}
