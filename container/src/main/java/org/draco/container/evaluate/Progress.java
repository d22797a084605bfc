package org.draco.container.evaluate;

import org.draco.layout.metrics.EvaluationRow;

/** What one {@link Evaluator#poll} did. Closed: whoever adds a case must visit every reader. */
public sealed interface Progress {

    /** A checkpoint was evaluated; there may be more to do at once. */
    record Evaluated(EvaluationRow row) implements Progress {}

    /** There was nothing to do; the training goes on. */
    record Waiting() implements Progress {}

    /** The training is over, and every checkpoint is evaluated: there will never be more to do. */
    record Finished() implements Progress {}
}
