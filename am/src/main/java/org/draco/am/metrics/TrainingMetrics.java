package org.draco.am.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.metrics2.MetricsCollector;
import org.apache.hadoop.metrics2.MetricsSource;
import org.apache.hadoop.metrics2.lib.MetricsRegistry;
import org.apache.hadoop.metrics2.lib.MutableCounterLong;
import org.apache.hadoop.metrics2.lib.MutableGaugeFloat;
import org.apache.hadoop.metrics2.lib.MutableGaugeLong;
import org.apache.hadoop.metrics2.lib.MutableQuantiles;
import org.draco.layout.job.JobSpec;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;
import org.draco.layout.telemetry.ProcessMetrics;

/**
 * A training in numbers: gauges of the last step, counters since this ApplicationMaster began, and the time of steps by phase, as sums and as
 * quantiles of the last minute. Sums and not means, for a mean since the last look is spoilt by who else looks. Thread-safe: told by the training's threads, asked by Metrics2's.
 */
public final class TrainingMetrics implements MetricsSource {

    private static final int QUANTILE_SECONDS = 60;
    private static final double MICROS = 1e6;

    /** The parts of a step's time. */
    private enum Phase {
        STEP("Step", "a step", StepRow::seconds),
        WAIT("Wait", "waiting for answers", StepRow::waitSeconds),
        COMPUTE("Compute", "a worker's gradients", StepRow::computeSeconds),
        TRANSFER("Transfer", "moving gradients", StepRow::transferSeconds),
        DECODE("Decode", "decoding", StepRow::decodeSeconds),
        UPDATE("Update", "moving the model", StepRow::updateSeconds);

        private final String title;
        private final String says;
        private final ToDoubleFunction<StepRow> seconds;

        Phase(String title, String says, ToDoubleFunction<StepRow> seconds) {
            this.title = title;
            this.says = says;
            this.seconds = seconds;
        }
    }

    private record Timing(MutableCounterLong sum, MutableQuantiles quantiles) {}

    private final MetricsRegistry registry = new MetricsRegistry("DracoTraining");
    private final IntSupplier replacements;
    private final MutableGaugeLong step = gauge("Step", "Last step that was made");
    private final MutableGaugeLong maxSteps = gauge("MaxSteps", "Steps that are to be made");
    private final MutableGaugeLong answers =
            gauge("Answers", "Workers that answered the last step");
    private final MutableGaugeLong lost = gauge("Lost", "Workers that were lost to the last step");
    private final MutableGaugeLong replaced =
            gauge("Replacements", "Containers that were replaced");
    private final MutableGaugeFloat loss = real("TrainLoss", "Loss of the last step's batches");
    private final MutableGaugeFloat rate = real("LearningRate", "Learning rate of the last step");
    private final MutableGaugeFloat redundancy =
            real("Redundancy", "Gradients asked for in the last step, for each batch");
    private final MutableGaugeLong evaluatedStep = gauge("EvaluatedStep", "Last step evaluated");
    private final MutableGaugeFloat accuracy = real("Accuracy", "Of the last evaluation, 0 to 1");
    private final MutableGaugeFloat testLoss = real("TestLoss", "Loss of the last evaluation");
    private final MutableCounterLong steps = counter("Steps", "Steps made");
    private final MutableCounterLong erasures = counter("Erasures", "Answers that did not come");
    private final MutableCounterLong lies = counter("LiesProven", "Answers proven to be lies");
    private final MutableCounterLong bytesIn = counter("BytesIn", "Bytes received from workers");
    private final MutableCounterLong bytesOut = counter("BytesOut", "Bytes sent to workers");
    private final MutableCounterLong notices =
            counter("Notices", "Notices and warnings in the log");
    private final Map<Phase, Timing> timings = new LinkedHashMap<>();

    /**
     * @param spec the job
     * @param replacements how many containers have been replaced by now; asked by Metrics2's thread
     */
    public TrainingMetrics(JobSpec spec, IntSupplier replacements) {
        this.replacements = replacements;
        registry.setContext(ProcessMetrics.CONTEXT);
        registry.tag("Job", "Name of the job", spec.job());
        maxSteps.set(spec.training().maxSteps());
        for (Phase phase : Phase.values()) {
            String name = phase.title + "Micros";
            timings.put(
                    phase,
                    new Timing(
                            counter(name, "Microseconds of " + phase.says),
                            registry.newQuantiles(
                                    name + QUANTILE_SECONDS + "s",
                                    "Microseconds of " + phase.says,
                                    "Steps",
                                    "Micros",
                                    QUANTILE_SECONDS)));
        }
    }

    private MutableGaugeLong gauge(String name, String says) {
        return registry.newGauge(name, says, 0L);
    }

    private MutableGaugeFloat real(String name, String says) {
        return registry.newGauge(name, says, 0f);
    }

    private MutableCounterLong counter(String name, String says) {
        return registry.newCounter(name, says, 0L);
    }

    /** A step was made. */
    public void stepEnded(StepRow row) {
        step.set(row.step());
        answers.set(row.answers());
        lost.set(row.lost());
        loss.set((float) row.trainLoss());
        rate.set((float) row.learningRate());
        redundancy.set((float) row.redundancy());
        steps.incr();
        erasures.incr(row.lost());
        lies.incr(row.suspects().size());
        bytesIn.incr(row.bytesIn());
        bytesOut.incr(row.bytesOut());
        timings.forEach(
                (phase, timing) -> {
                    long micros = Math.round(MICROS * phase.seconds.applyAsDouble(row));
                    timing.sum().incr(micros);
                    timing.quantiles().add(micros);
                });
    }

    /** A checkpoint was evaluated. */
    public void evaluated(EvaluationRow row) {
        evaluatedStep.set(row.step());
        accuracy.set((float) row.accuracy());
        testLoss.set((float) row.loss());
    }

    /** A person should know something. */
    public void noticed() {
        notices.incr();
    }

    @Override
    public void getMetrics(MetricsCollector collector, boolean all) {
        replaced.set(replacements.getAsInt());
        registry.snapshot(collector.addRecord(registry.info()), all);
    }
}
