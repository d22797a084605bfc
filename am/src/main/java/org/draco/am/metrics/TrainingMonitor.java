package org.draco.am.metrics;

import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntSupplier;
import org.draco.am.step.StepReport;
import org.draco.am.train.TrainingWatcher;
import org.draco.am.web.JobFiles;
import org.draco.am.web.JobServer.Endpoint;
import org.draco.layout.job.JobSpec;
import org.draco.layout.metrics.StepRow;
import org.draco.layout.telemetry.ProcessMetrics;

/**
 * The ApplicationMaster's Metrics2: is told how the training goes, and tells monitoring systems, over HTTP as well. Thread-safe.
 * One to a process.
 */
public final class TrainingMonitor implements TrainingWatcher, AutoCloseable {

    private final ProcessMetrics process;
    private final TrainingMetrics training;

    /**
     * Begins.
     *
     * @param spec the job
     * @param files where the evaluator, another process, leaves what it finds
     * @param replacements how many containers have been replaced by now
     */
    public TrainingMonitor(JobSpec spec, JobFiles files, IntSupplier replacements) {
        this.training = new TrainingMetrics(spec, replacements);
        this.process = ProcessMetrics.start("ApplicationMaster", spec.job());
        process.register(
                "Training",
                "A training",
                (collector, all) -> {
                    files.newestEvaluation().ifPresent(training::evaluated);
                    training.getMetrics(collector, all);
                });
    }

    @Override
    public void stepEnded(StepReport report, StepRow row) {
        training.stepEnded(row);
    }

    @Override
    public void notice(String message) {
        training.noticed();
    }

    /** What is served beside the job's page: {@code /prom} and {@code /jmx}. */
    public List<Endpoint> endpoints() {
        JmxDocument jmx = new JmxDocument(ManagementFactory.getPlatformMBeanServer());
        return List.of(
                new Endpoint(
                        "/prom",
                        "text/plain; version=0.0.4; charset=utf-8",
                        (query, out) -> {
                            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                            process.writePrometheus(text);
                            text.flush();
                        }),
                new Endpoint("/jmx", "application/json; charset=utf-8", jmx::write));
    }

    /** What was not sent yet is sent. */
    @Override
    public void close() {
        process.close();
    }
}
