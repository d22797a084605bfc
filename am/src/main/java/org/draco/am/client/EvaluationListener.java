package org.draco.am.client;

import org.draco.layout.evaluation.CheckpointScore;
import org.draco.layout.evaluation.PassedOver;
import org.draco.layout.evaluation.ScoreList;

/** Hears of an evaluation while {@link RunningEvaluation#follow} runs, on the thread that called it. */
public interface EvaluationListener extends ApplicationListener {

    /**
     * A checkpoint was evaluated, by this application or one before it.
     *
     * @param all that were so far, this one included
     */
    default void scored(CheckpointScore score, ScoreList all) {}

    /** A checkpoint was passed over. */
    default void passedOver(PassedOver over) {}
}
