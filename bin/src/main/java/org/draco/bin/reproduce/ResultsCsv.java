package org.draco.bin.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;

/** {@code results.csv}: a row a run, its attributes first, what was measured in seconds last. */
final class ResultsCsv {

    private ResultsCsv() {}

    static String of(List<ResultRow> rows) {
        Set<String> attributes = new LinkedHashSet<>();
        rows.forEach(row -> attributes.addAll(row.configuration().attributes().keySet()));
        List<String> header = new ArrayList<>(List.of(Configuration.PART));
        header.addAll(attributes);
        header.addAll(
                List.of(
                        "seed",
                        "run",
                        "state",
                        "steps",
                        "samples_per_step",
                        "best_accuracy",
                        "best_step",
                        "last_accuracy",
                        "last_loss",
                        "steps_to_target",
                        "lies_caught",
                        "model_sha256",
                        "why",
                        "loop_seconds",
                        "cluster_seconds",
                        "cluster_seconds_to_target"));
        StringBuilder csv = new StringBuilder(String.join(",", header)).append('\n');
        for (ResultRow row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.configuration().part()));
            attributes.forEach(name -> cells.add(shown(row.configuration().get(name))));
            cells.addAll(measured(row));
            csv.append(String.join(",", cells)).append('\n');
        }
        return csv.toString();
    }

    private static List<String> measured(ResultRow row) {
        Optional<Measures> of = row.measures();
        Optional<EvaluationRow> best = of.flatMap(Measures::best);
        Optional<EvaluationRow> last = of.flatMap(Measures::last);
        Optional<Outcome> outcome = row.recorded().flatMap(run -> run.outcome());
        return List.of(
                Long.toString(row.run().seed()),
                row.run().job().map(job -> job.job()).orElse(""),
                row.state().word(),
                shown(of.map(Measures::steps)),
                shown(of.map(Measures::samplesPerStep)),
                shown(best.map(EvaluationRow::accuracy)),
                shown(best.map(EvaluationRow::step)),
                shown(last.map(EvaluationRow::accuracy)),
                shown(last.map(EvaluationRow::loss)),
                shown(of.flatMap(Measures::atTarget).map(EvaluationRow::step)),
                shown(
                        outcome.map(
                                end ->
                                        end.suspects().values().stream()
                                                .mapToLong(Long::longValue)
                                                .sum())),
                shown(outcome.map(Outcome::modelSha256)),
                quoted(row.why()),
                shown(of.map(measures -> seconds(measures.loopSeconds()))),
                shown(of.map(measures -> seconds(measures.clusterSeconds()))),
                of.isPresent() && of.get().clusterSecondsToTarget().isPresent()
                        ? seconds(of.get().clusterSecondsToTarget().getAsDouble())
                        : "");
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String shown(Optional<?> value) {
        return value.map(String::valueOf).orElse("");
    }

    private static String shown(String value) {
        return value == null ? "" : value;
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : '"' + text.replace("\"", "\"\"").replaceAll("\\R", " ") + '"';
    }
}
