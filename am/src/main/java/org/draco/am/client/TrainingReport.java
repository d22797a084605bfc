package org.draco.am.client;

import java.util.Locale;
import java.util.Optional;
import org.draco.am.yarn.ReadableDiagnostics;
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
 * @param outcome what the ApplicationMaster has left beside the job; empty if it died before it could
 * @param lastEvaluation the newest one; empty if none was made
 * @param seconds from submission to the end
 */
public record TrainingReport(
        String applicationId,
        String trackingUrl,
        TrainingState state,
        String diagnostics,
        Optional<Outcome> outcome,
        Optional<EvaluationRow> lastEvaluation,
        double seconds) {

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
        String why =
                diagnostics.isBlank()
                        ? "no diagnosis was left"
                        : ReadableDiagnostics.of(diagnostics);
        return Optional.of(
                applicationId
                        + " "
                        + state.name().toLowerCase(Locale.ROOT)
                        + " after "
                        + Math.round(seconds)
                        + " s: "
                        + why
                        + "\nlogs of all containers: "
                        + logs
                        + "\napplication: "
                        + trackingUrl);
    }
}
