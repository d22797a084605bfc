package org.draco.am.client;

import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;

/**
 * Hears of a job while {@link RunningTraining#follow} runs, on the thread that called it. Rows arrive in order, a
 * moment after they were written; none is left out, and after a restart of their writer some may come again.
 */
public interface TrainingListener {

    /**
     * The application's state is new; the first call tells the first state.
     *
     * @param detail YARN's word on it, perhaps of several lines, perhaps empty: why it waits, how it ended
     */
    default void state(TrainingState state, String detail) {}

    /** An ApplicationMaster runs, and this is the job's page; said again if another one takes over. */
    default void page(String url) {}

    /** A training step was made. */
    default void step(StepRow row) {}

    /** A checkpoint was evaluated. */
    default void evaluation(EvaluationRow row) {}
}
