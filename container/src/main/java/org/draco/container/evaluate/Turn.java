package org.draco.container.evaluate;

import org.draco.layout.evaluation.CheckpointScore;

/** What one {@link CheckpointEvaluator#poll} did. Closed: whoever adds a case must visit every reader. */
public sealed interface Turn {

    /** A checkpoint was evaluated; there may be more to do at once. */
    record Scored(CheckpointScore score) implements Turn {}

    /** A checkpoint that was there cannot be evaluated; there may be more to do at once. */
    record Passed(long step, String why) implements Turn {}

    /** There was nothing to do; the training goes on. */
    record Waiting() implements Turn {}

    /**
     * All that was this evaluator's to do is done.
     *
     * @param idle whether that is only since the training has written no checkpoint for long
     */
    record Finished(boolean idle) implements Turn {}
}
