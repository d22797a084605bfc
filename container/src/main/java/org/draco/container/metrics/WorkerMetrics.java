package org.draco.container.metrics;

import org.apache.hadoop.metrics2.MetricsCollector;
import org.apache.hadoop.metrics2.MetricsSource;
import org.apache.hadoop.metrics2.lib.MetricsRegistry;
import org.apache.hadoop.metrics2.lib.MutableCounterLong;
import org.apache.hadoop.metrics2.lib.MutableGaugeFloat;
import org.apache.hadoop.metrics2.lib.MutableGaugeLong;
import org.apache.hadoop.metrics2.lib.MutableQuantiles;
import org.draco.layout.telemetry.ProcessMetrics;

/** A worker in numbers. Thread-safe: told by the worker's thread, asked by Metrics2's. */
public final class WorkerMetrics implements MetricsSource {

    private static final int QUANTILE_SECONDS = 60;
    private static final long NANOS_PER_MICRO = 1000;

    private final MetricsRegistry registry = new MetricsRegistry("DracoWorker");
    private final MutableGaugeLong step = registry.newGauge("Step", "Last step answered", 0L);
    private final MutableGaugeFloat loss = registry.newGauge("Loss", "Of the last answer", 0f);
    private final MutableCounterLong answers = registry.newCounter("Answers", "Answers sent", 0L);
    private final MutableCounterLong losses =
            registry.newCounter("LostConnections", "Connections to a parameter server lost", 0L);
    private final MutableCounterLong compute =
            registry.newCounter("ComputeMicros", "Microseconds of all answers' gradients", 0L);
    private final MutableQuantiles computeQuantiles =
            registry.newQuantiles(
                    "ComputeMicros" + QUANTILE_SECONDS + "s",
                    "Microseconds of an answer's gradients",
                    "Answers",
                    "Micros",
                    QUANTILE_SECONDS);

    /**
     * @param job the job's name
     * @param rank the worker's
     */
    public WorkerMetrics(String job, int rank) {
        registry.setContext(ProcessMetrics.CONTEXT);
        registry.tag("Job", "Name of the job", job);
        registry.tag("Rank", "The worker's rank", Integer.toString(rank));
    }

    /**
     * An answer was sent.
     *
     * @param madeStep the step, the first is 1
     * @param itsLoss of its batches
     * @param computeNanos that its gradients took
     */
    public void answered(long madeStep, float itsLoss, long computeNanos) {
        step.set(madeStep);
        loss.set(itsLoss);
        answers.incr();
        compute.incr(computeNanos / NANOS_PER_MICRO);
        computeQuantiles.add(computeNanos / NANOS_PER_MICRO);
    }

    /** The connection to the parameter server was lost. */
    public void disconnected() {
        losses.incr();
    }

    @Override
    public void getMetrics(MetricsCollector collector, boolean all) {
        registry.snapshot(collector.addRecord(registry.info()), all);
    }
}
