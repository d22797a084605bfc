package org.draco.bin.reproduce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.draco.bin.report.RecordedRun;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;

/** How long runs take, judged by those that were made: the mean time of a step, of each network on each data set. Immutable. */
public final class Pace {

    private final Map<String, Spread> secondsPerStep = new HashMap<>();

    private Pace() {}

    /** Measures the runs that are over, among these. */
    public static Pace of(List<PlannedRun> runs, RunStore store) throws IOException {
        Map<String, List<Double>> measured = new HashMap<>();
        for (PlannedRun run : runs) {
            if (run.job().isEmpty()) {
                continue;
            }
            JobSpec job = run.job().get();
            Optional<Outcome> outcome = store.read("", job).flatMap(RecordedRun::outcome);
            outcome.filter(end -> end.succeeded() && end.stepsPerSecond() > 0)
                    .ifPresent(
                            end ->
                                    measured.computeIfAbsent(kind(job), none -> new ArrayList<>())
                                            .add(1 / end.stepsPerSecond()));
        }
        Pace pace = new Pace();
        measured.forEach((kind, seconds) -> pace.secondsPerStep.put(kind, Spread.of(seconds)));
        return pace;
    }

    /** Seconds that runs would take one after the other; empty if one of them is of a kind that was not measured. */
    public OptionalDouble seconds(List<PlannedRun> pending) {
        double seconds = 0;
        for (PlannedRun run : pending) {
            JobSpec job = run.job().orElseThrow();
            Spread known = secondsPerStep.get(kind(job));
            if (known == null) {
                return OptionalDouble.empty();
            }
            seconds += known.mean() * job.training().maxSteps();
        }
        return OptionalDouble.of(seconds);
    }

    private static String kind(JobSpec job) {
        return job.network() + " " + job.data().dataset() + " " + job.resilience().workers();
    }
}
