package org.draco.am.client;

import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;

/**
 * Hears of a job while {@link RunningTraining#follow} runs, on the thread that called it. Rows arrive in order, a
 * moment after they were written; none is left out, and after a restart of their writer some may come again.
 */
public interface TrainingListener extends ApplicationListener {

    /** A training step was made. */
    default void step(StepRow row) {}

    /** A checkpoint was evaluated. */
    default void evaluation(EvaluationRow row) {}
}
