package org.draco.am.client;

import java.util.List;
import java.util.Optional;
import org.draco.layout.evaluation.EvaluationOutcome;

/**
 * How an evaluation's application ended.
 *
 * @param applicationId as {@code yarn logs -applicationId} wants it
 * @param trackingUrl the application's page
 * @param state one that {@link TrainingState#isEnd is an end}
 * @param diagnostics why, in the words of the ApplicationMaster or of YARN; may be empty after success
 * @param outcome what the ApplicationMaster has left; empty if it died before it could
 * @param seconds from submission to the end
 */
public record EvaluationReport(
        String applicationId,
        String trackingUrl,
        TrainingState state,
        String diagnostics,
        Optional<EvaluationOutcome> outcome,
        double seconds) {

    /** Whether everything that could be evaluated is. */
    public boolean succeeded() {
        return state == TrainingState.SUCCEEDED
                && outcome.map(EvaluationOutcome::succeeded).orElse(false);
    }

    /** Everything a person needs who asks what went wrong; empty after success. */
    public Optional<String> failure() {
        return succeeded()
                ? Optional.empty()
                : Optional.of(
                        FailureText.of(
                                applicationId,
                                state,
                                seconds,
                                diagnostics,
                                List.of(),
                                "yarn logs -applicationId " + applicationId,
                                trackingUrl));
    }
}
