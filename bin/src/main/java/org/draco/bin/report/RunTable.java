package org.draco.bin.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.draco.am.train.UntoldLies;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;

/** The runs in numbers: a row for what was asked or measured, a column for each run. */
final class RunTable {

    private static final int SHORT_DIGEST = 12;

    private RunTable() {}

    static Table of(List<RecordedRun> runs) {
        List<List<String>> rows = new ArrayList<>();
        add(rows, runs, "network", run -> run.spec().network());
        add(rows, runs, "data set", run -> run.spec().data().dataset());
        add(rows, runs, "approach", RunTable::approach);
        add(rows, runs, "workers", run -> "" + run.spec().resilience().workers());
        add(rows, runs, "declared liars (s)", run -> "" + run.spec().resilience().declaredByz());
        add(rows, runs, "made to lie", RunTable::attack);
        add(rows, runs, "batch size", run -> "" + run.spec().training().batchSize());
        add(rows, runs, "different samples a step", run -> "" + run.samplesPerStep());
        add(rows, runs, "seed", run -> "" + run.spec().training().seed());
        add(rows, runs, "steps", RunTable::steps);
        add(
                rows,
                runs,
                "last accuracy",
                run -> accuracy(run, Comparator.comparing(EvaluationRow::step)));
        add(
                rows,
                runs,
                "best accuracy",
                run -> accuracy(run, Comparator.comparing(EvaluationRow::accuracy)));
        add(
                rows,
                runs,
                "seconds of steps",
                run -> number("%.1f", run.secondsUntil().lastEntry().getValue()));
        add(rows, runs, "milliseconds a step (median)", RunTable::stepMillis);
        add(rows, runs, "caught (worker: steps)", RunTable::caught);
        add(rows, runs, "model", RunTable::model);
        add(rows, runs, "ended", RunTable::end);
        List<String> header = new ArrayList<>(List.of(""));
        runs.forEach(run -> header.add(run.name()));
        return new Table("", header, rows);
    }

    private static void add(
            List<List<String>> rows,
            List<RecordedRun> runs,
            String title,
            Function<RecordedRun, String> cell) {
        List<String> row = new ArrayList<>(List.of(title));
        runs.forEach(run -> row.add(cell.apply(run)));
        rows.add(row);
    }

    private static String approach(RecordedRun run) {
        JobSpec.Resilience of = run.spec().resilience();
        return switch (of.approach()) {
            case "baseline", "detox" -> of.approach() + ", " + of.mode();
            default -> of.approach();
        };
    }

    private static String attack(RecordedRun run) {
        JobSpec.Experiment of = run.spec().experiment();
        return of.workerFail() == 0
                ? "none"
                : of.workerFail()
                        + (of.fixedLiars() ? " (fixed): " : " (drawn each step): ")
                        + of.errMode();
    }

    private static String steps(RecordedRun run) {
        return run.steps().size() + " of " + run.spec().training().maxSteps();
    }

    private static String accuracy(RecordedRun run, Comparator<EvaluationRow> by) {
        return run.evaluations().stream()
                .max(by)
                .map(row -> number("%.2f %%", 100 * row.accuracy()) + " at step " + row.step())
                .orElse("not evaluated yet");
    }

    private static String stepMillis(RecordedRun run) {
        return run.steps().isEmpty()
                ? ""
                : number("%.1f", 1000 * CostPlots.median(run, StepRow::seconds));
    }

    private static String caught(RecordedRun run) {
        var times =
                run.steps().stream()
                        .flatMap(row -> row.suspects().stream())
                        .collect(
                                Collectors.groupingBy(
                                        worker -> worker, TreeMap::new, Collectors.counting()));
        if (times.isEmpty()) {
            return UntoldLies.reason(run.spec().resilience()).isEmpty()
                    ? "nobody"
                    : "not known: a rule does not tell";
        }
        return times.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String model(RecordedRun run) {
        return run.outcome()
                .map(Outcome::modelSha256)
                .filter(digest -> !digest.isEmpty())
                .map(digest -> digest.substring(0, SHORT_DIGEST))
                .orElse("");
    }

    private static String end(RecordedRun run) {
        return run.outcome()
                .map(
                        outcome ->
                                outcome.succeeded()
                                        ? "well"
                                        : (outcome.interrupted() ? "interrupted: " : "failed: ")
                                                + outcome.diagnosis())
                .orElse("not yet");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
