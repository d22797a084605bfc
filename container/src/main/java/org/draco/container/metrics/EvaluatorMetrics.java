package org.draco.container.metrics;

import org.apache.hadoop.metrics2.MetricsCollector;
import org.apache.hadoop.metrics2.MetricsSource;
import org.apache.hadoop.metrics2.lib.MetricsRegistry;
import org.apache.hadoop.metrics2.lib.MutableCounterLong;
import org.apache.hadoop.metrics2.lib.MutableGaugeFloat;
import org.apache.hadoop.metrics2.lib.MutableGaugeLong;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.telemetry.ProcessMetrics;

/** An evaluator in numbers. Thread-safe: told by the evaluator's thread, asked by Metrics2's. */
public final class EvaluatorMetrics implements MetricsSource {

    private static final double MILLIS = 1e3;

    private final MetricsRegistry registry = new MetricsRegistry("DracoEvaluator");
    private final MutableGaugeLong step = registry.newGauge("Step", "Last step evaluated", 0L);
    private final MutableGaugeFloat accuracy =
            registry.newGauge("Accuracy", "Of the last evaluation, 0 to 1", 0f);
    private final MutableGaugeFloat loss = registry.newGauge("Loss", "Of the last evaluation", 0f);
    private final MutableCounterLong evaluations =
            registry.newCounter("Evaluations", "Checkpoints evaluated", 0L);
    private final MutableCounterLong time =
            registry.newCounter("EvaluationMillis", "Milliseconds of all evaluations", 0L);

    /** @param job the job's name */
    public EvaluatorMetrics(String job) {
        registry.setContext(ProcessMetrics.CONTEXT);
        registry.tag("Job", "Name of the job", job);
    }

    /** A checkpoint was evaluated. */
    public void evaluated(EvaluationRow row) {
        step.set(row.step());
        accuracy.set((float) row.accuracy());
        loss.set((float) row.loss());
        evaluations.incr();
        time.incr(Math.round(MILLIS * row.seconds()));
    }

    @Override
    public void getMetrics(MetricsCollector collector, boolean all) {
        registry.snapshot(collector.addRecord(registry.info()), all);
    }
}
