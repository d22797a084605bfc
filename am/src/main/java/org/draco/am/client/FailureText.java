package org.draco.am.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.draco.am.yarn.MasterEnd;
import org.draco.am.yarn.ReadableDiagnostics;

/** What a person is told of an application that did not do what it was for. */
final class FailureText {

    private FailureText() {}

    /**
     * Why, after how long, what YARN knows of ApplicationMasters that left no word, where the logs are, and its page.
     *
     * @param masters how each of them ended, if they have left no word
     * @param logs where, or how to see them
     */
    static String of(
            String applicationId,
            TrainingState state,
            double seconds,
            String diagnostics,
            List<String> masters,
            String logs,
            String trackingUrl) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s %s after %d s: %s"
                        .formatted(
                                applicationId,
                                state.name().toLowerCase(Locale.ROOT),
                                Math.round(seconds),
                                diagnostics.isBlank()
                                        ? "no diagnosis was left"
                                        : ReadableDiagnostics.of(diagnostics)));
        if (!masters.isEmpty()) {
            MasterEnd.explained(diagnostics).ifPresent(lines::add);
            lines.addAll(masters);
        }
        lines.add("logs of all containers: " + logs);
        lines.add("application: " + trackingUrl);
        return String.join("\n", lines);
    }
}
