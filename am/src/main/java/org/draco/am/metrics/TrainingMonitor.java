package org.draco.am.metrics;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.hadoop.fs.FileSystem;
import org.draco.am.step.StepReport;
import org.draco.am.train.TrainingWatcher;
import org.draco.am.web.JobServer.Endpoint;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;
import org.draco.layout.metrics.CsvTail;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;
import org.draco.layout.telemetry.ProcessMetrics;

/**
 * The ApplicationMaster's Metrics2: is told how the training goes, and tells monitoring systems, over HTTP as well. Thread-safe.
 * One to a process.
 */
public final class TrainingMonitor implements TrainingWatcher, AutoCloseable {

    private final ProcessMetrics process;
    private final TrainingMetrics training;
    private final CsvTail<EvaluationRow> evaluations;

    /**
     * Begins.
     *
     * @param fs where the job's directory is
     * @param job its layout
     * @param spec the job
     * @param replacements how many containers have been replaced by now
     */
    public TrainingMonitor(FileSystem fs, JobLayout job, JobSpec spec, IntSupplier replacements) {
        this.evaluations =
                new CsvTail<>(
                        fs, job.evaluationCsv(), EvaluationRow.header(), EvaluationRow::parse);
        this.training = new TrainingMetrics(spec, replacements);
        this.process = ProcessMetrics.start("ApplicationMaster", spec.job());
        process.register(
                "Training",
                "A training",
                (collector, all) -> {
                    readEvaluations();
                    training.getMetrics(collector, all);
                });
    }

    /** The evaluator is another process: its rows are looked for when somebody asks. What cannot be read now can be the next time. */
    private void readEvaluations() {
        synchronized (evaluations) {
            try {
                evaluations.poll().forEach(training::evaluated);
            } catch (IOException later) {
                return;
            }
        }
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
