package org.draco.layout.telemetry;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import org.apache.hadoop.metrics2.MetricsSource;
import org.apache.hadoop.metrics2.MetricsSystem;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;
import org.apache.hadoop.metrics2.sink.PrometheusMetricsSink;
import org.apache.hadoop.metrics2.source.JvmMetrics;

/**
 * The Metrics2 of one process of a job. Sinks are those of {@code hadoop-metrics2-draco.properties} on the class path, if there is
 * one; all that is registered is in JMX as well ({@code Hadoop:service=draco}), and in {@link #writePrometheus}. The process's heap,
 * threads and memory are there from the beginning.
 *
 * <p>One to a process, since Metrics2 is. Thread-safe.
 */
public final class ProcessMetrics implements AutoCloseable {

    /** Of all our records, and the prefix of their names elsewhere. */
    public static final String CONTEXT = "draco";

    private static final Path STATUS = Path.of("/proc/self/status");

    private final MetricsSystem system;
    private final PrometheusMetricsSink prometheus = new PrometheusMetricsSink();

    private ProcessMetrics(MetricsSystem system) {
        this.system = system;
    }

    /**
     * Starts them.
     *
     * @param role of the process, e.g. {@code worker}
     * @param job the job's name
     */
    public static ProcessMetrics start(String role, String job) {
        return start(role, job, STATUS);
    }

    /** @param status what the system says of the process */
    static ProcessMetrics start(String role, String job, Path status) {
        MetricsSystem system = DefaultMetricsSystem.initialize(CONTEXT);
        ProcessMetrics metrics = new ProcessMetrics(system);
        system.register("Memory", "The process's memory", new ProcessMemory(status, job));
        JvmMetrics.create(role, job, system);
        system.register("prometheus", "What is asked for over HTTP", metrics.prometheus);
        return metrics;
    }

    /**
     * Adds a source.
     *
     * @param name unique in the process
     * @param says what it is, for people
     */
    public void register(String name, String says, MetricsSource source) {
        system.register(name, says, source);
    }

    /**
     * Writes what all sources say, in Prometheus's text format: now, or if Metrics2 is just sending another round, what they said in that
     * one.
     */
    public void writePrometheus(Writer out) throws IOException {
        system.publishMetricsNow();
        prometheus.writeMetrics(out);
    }

    /** What was not sent yet is sent; then nothing is any more. */
    @Override
    public void close() {
        system.publishMetricsNow();
        DefaultMetricsSystem.shutdown();
    }
}
