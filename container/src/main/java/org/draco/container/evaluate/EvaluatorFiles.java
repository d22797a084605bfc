package org.draco.container.evaluate;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.draco.container.model.GradientModel;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.file.AsideFile;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.CsvAppender;
import org.draco.layout.metrics.CsvTail;
import org.draco.layout.metrics.EvaluationRow;

/**
 * The evaluator's side of a job's directory: what it reads there and what it writes. Not thread-safe, and one process at
 * a time: it owns {@code evaluation.csv} and {@code models/}.
 */
public final class EvaluatorFiles implements AutoCloseable {

    private final FileSystem fs;
    private final JobLayout job;
    private final byte[] jobDigest;
    private final CheckpointStore checkpoints;
    private final Set<Long> evaluated;
    private final CsvAppender rows;

    /**
     * Opens the directory, and takes up {@code evaluation.csv} with the rows that are there.
     *
     * @param jobDigest of the job's specification, which its checkpoints must carry
     * @throws org.draco.layout.DamagedFileException if {@code evaluation.csv} is not one of ours
     */
    public EvaluatorFiles(FileSystem fs, JobLayout job, byte[] jobDigest) throws IOException {
        this.fs = fs;
        this.job = job;
        this.jobDigest = jobDigest.clone();
        this.checkpoints = new CheckpointStore(fs, job);
        String header = EvaluationRow.header();
        this.evaluated =
                new CsvTail<>(fs, job.evaluationCsv(), header, EvaluationRow::parse)
                        .poll().stream()
                                .map(EvaluationRow::step)
                                .collect(Collectors.toCollection(TreeSet::new));
        this.rows = CsvAppender.open(fs, job.evaluationCsv(), header);
    }

    /** The steps that have a checkpoint now, ascending. */
    List<Long> checkpoints() throws IOException {
        return checkpoints.steps();
    }

    /** Reads the parameters of one checkpoint; refuses a damaged file and the checkpoint of another job. */
    float[] parameters(long step) throws IOException {
        return checkpoints.read(step, jobDigest).parameters();
    }

    /** The parameters that the job brings to start from, if it does. */
    Optional<float[]> start() throws IOException {
        CheckpointStore start = new CheckpointStore(fs, job.start());
        return start.steps().isEmpty()
                ? Optional.empty()
                : Optional.of(start.read(0, jobDigest).parameters());
    }

    /**
     * Writes checkpoint 0: these parameters, at rest.
     *
     * @param trained how many of them are trained, the first
     */
    void writeFirst(float[] parameters, int trained) throws IOException {
        checkpoints.write(
                new Checkpoint(0, jobDigest, parameters, trained, new float[0], new float[0]));
    }

    /** How the training ended; empty while it goes on, or may go on. */
    Optional<Outcome> outcome() throws IOException {
        return Outcome.readIfPresent(fs, job).filter(outcome -> !outcome.interrupted());
    }

    /** Whether a step has its row. */
    boolean isEvaluated(long step) {
        return evaluated.contains(step);
    }

    /** Appends a row, visible to readers at once. */
    void append(EvaluationRow row) throws IOException {
        rows.append(row.toCsv());
        evaluated.add(row.step());
    }

    /** Writes the model of a step in Deeplearning4j's format; one that is there is replaced. */
    void save(long step, GradientModel model, float[] parameters) throws IOException {
        try (AsideFile zip = AsideFile.create(fs, job.model(step))) {
            model.save(parameters, zip.stream());
            zip.commit();
        }
    }

    /** Makes the rows durable. */
    @Override
    public void close() throws IOException {
        rows.close();
    }
}
