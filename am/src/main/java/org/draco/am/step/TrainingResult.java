package org.draco.am.step;

import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A training that went to its end.
 *
 * @param state the final model
 * @param stepsNanos from the first broadcast to the last checkpoint
 * @param suspects for each worker that was caught lying, in how many steps
 * @param divergedAtStep the first step whose gradient was not finite, if the plan lets training go on after it
 */
public record TrainingResult(
        ModelState state,
        long stepsNanos,
        SortedMap<Integer, Long> suspects,
        OptionalLong divergedAtStep) {

    /** Copies the map. */
    public TrainingResult {
        suspects = new TreeMap<>(suspects);
    }
}
