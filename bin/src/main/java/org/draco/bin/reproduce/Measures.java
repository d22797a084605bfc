package org.draco.bin.reproduce;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.draco.bin.report.RecordedRun;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;

/**
 * What a run comes to. Times are of two kinds. <i>Loop</i> seconds are what this machine took: all workers' gradients one after the
 * other, each batch once. <i>Cluster</i> seconds are what a step would take where each worker has a processor like this one's and
 * bytes travel in no time: what a worker computes (all its batches), decoding, updating. They are the steps times the
 * lower decile of a step (a tenth is faster): sums and medians tell of what else this machine did meanwhile.
 *
 * @param steps that were made
 * @param samplesPerStep different ones
 * @param best evaluation, the earliest of the best
 * @param last evaluation
 * @param atTarget the first evaluation that reaches the target
 * @param loopSeconds of all steps
 * @param clusterSeconds of all steps
 * @param clusterSecondsToTarget until it, if it is reached
 */
record Measures(
        long steps,
        long samplesPerStep,
        Optional<EvaluationRow> best,
        Optional<EvaluationRow> last,
        Optional<EvaluationRow> atTarget,
        double loopSeconds,
        double clusterSeconds,
        OptionalDouble clusterSecondsToTarget) {

    static Measures of(RecordedRun run, OptionalDouble target) {
        List<EvaluationRow> evaluations = run.evaluations();
        Optional<EvaluationRow> reached =
                target.isEmpty()
                        ? Optional.empty()
                        : evaluations.stream()
                                .filter(row -> row.accuracy() >= target.getAsDouble())
                                .min(Comparator.comparing(EvaluationRow::step));
        double clusterSecondsPerStep =
                run.steps().isEmpty() ? 0 : lowerDecile(run, Measures::onACluster);
        return new Measures(
                run.steps().size(),
                run.samplesPerStep(),
                evaluations.stream()
                        .max(
                                Comparator.comparing(EvaluationRow::accuracy)
                                        .thenComparing(row -> -row.step())),
                evaluations.stream().max(Comparator.comparing(EvaluationRow::step)),
                reached,
                run.steps().stream().mapToDouble(StepRow::seconds).sum(),
                run.steps().size() * clusterSecondsPerStep,
                reached.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(reached.get().step() * clusterSecondsPerStep));
    }

    /** What a step would take on a cluster, without the network. */
    static double onACluster(StepRow row) {
        return row.computeSeconds() + row.decodeSeconds() + row.updateSeconds();
    }

    /** The lower decile of something over a run's steps; NaN if there are none. */
    static double lowerDecile(RecordedRun run, ToDoubleFunction<StepRow> value) {
        double[] sorted = run.steps().stream().mapToDouble(value).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 10];
    }
}
