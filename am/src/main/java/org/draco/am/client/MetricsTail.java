package org.draco.am.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.metrics.CsvTail;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the rows of a job's metrics on as they appear. They are what a person watches, not what the job rests on: rows
 * that cannot be read are complained of once, and the job is followed all the same. Not thread-safe.
 */
final class MetricsTail {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsTail.class);

    private final CsvTail<StepRow> steps;
    private final CsvTail<EvaluationRow> evaluations;
    private Optional<EvaluationRow> lastEvaluation = Optional.empty();
    private boolean complained;

    /** @param full whether the steps have all columns */
    MetricsTail(FileSystem fs, JobLayout layout, boolean full) {
        this.steps = new CsvTail<>(fs, layout.stepsCsv(), StepRow.header(full), StepRow::parse);
        this.evaluations =
                new CsvTail<>(
                        fs, layout.evaluationCsv(), EvaluationRow.header(), EvaluationRow::parse);
    }

    /** Passes on what has come since the last call. */
    void forward(TrainingListener listener) {
        newRows(steps).forEach(listener::step);
        for (EvaluationRow row : newRows(evaluations)) {
            lastEvaluation = Optional.of(row);
            listener.evaluation(row);
        }
    }

    /** The newest evaluation that was passed on. */
    Optional<EvaluationRow> lastEvaluation() {
        return lastEvaluation;
    }

    private <R> List<R> newRows(CsvTail<R> tail) {
        try {
            return tail.poll();
        } catch (IOException cause) {
            if (!complained) {
                complained = true;
                LOG.warn("The job's progress cannot be read: {}", cause.getMessage());
            }
            return List.of();
        }
    }
}
