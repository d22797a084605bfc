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
 * bytes travel in no time: what a worker computes (all its batches), decoding, updating.
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
        return new Measures(
                run.steps().size(),
                run.samplesPerStep(),
                evaluations.stream()
                        .max(
                                Comparator.comparing(EvaluationRow::accuracy)
                                        .thenComparing(row -> -row.step())),
                evaluations.stream().max(Comparator.comparing(EvaluationRow::step)),
                reached,
                sum(run, Long.MAX_VALUE, StepRow::seconds),
                sum(run, Long.MAX_VALUE, Measures::onACluster),
                reached.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(sum(run, reached.get().step(), Measures::onACluster)));
    }

    /** What a step would take on a cluster, without the network. */
    static double onACluster(StepRow row) {
        return row.computeSeconds() + row.decodeSeconds() + row.updateSeconds();
    }

    private static double sum(RecordedRun run, long until, ToDoubleFunction<StepRow> seconds) {
        return run.steps().stream().filter(row -> row.step() <= until).mapToDouble(seconds).sum();
    }
}
