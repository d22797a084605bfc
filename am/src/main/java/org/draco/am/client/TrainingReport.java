package org.draco.am.client;

import java.util.List;
import java.util.Optional;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;

/**
 * How an application ended.
 *
 * @param applicationId as {@code yarn logs -applicationId} wants it
 * @param trackingUrl the application's page
 * @param state one that {@link TrainingState#isEnd is an end}
 * @param diagnostics why, in the words of the ApplicationMaster or of YARN; names containers and hosts where any is to
 *     blame; may be empty after success
 * @param masters a line for each ApplicationMaster, if none could say itself why the job has failed
 * @param outcome what the ApplicationMaster has left beside the job; empty if it died before it could
 * @param lastEvaluation the newest one; empty if none was made
 * @param seconds from submission to the end
 */
public record TrainingReport(
        String applicationId,
        String trackingUrl,
        TrainingState state,
        String diagnostics,
        List<String> masters,
        Optional<Outcome> outcome,
        Optional<EvaluationRow> lastEvaluation,
        double seconds) {

    /** Copies the list. */
    public TrainingReport {
        masters = List.copyOf(masters);
    }

    /** Whether there is a trained model. */
    public boolean succeeded() {
        return state == TrainingState.SUCCEEDED && outcome.map(Outcome::succeeded).orElse(false);
    }

    /** Everything a person needs who asks what went wrong; empty after success. */
    public Optional<String> failure() {
        return failure("yarn logs -applicationId " + applicationId);
    }

    /**
     * As {@link #failure()}, where the logs are elsewhere.
     *
     * @param logs where, or how to see them
     */
    public Optional<String> failure(String logs) {
        if (succeeded()) {
            return Optional.empty();
        }
        return Optional.of(
                FailureText.of(
                        applicationId, state, seconds, diagnostics, masters, logs, trackingUrl));
    }
}
