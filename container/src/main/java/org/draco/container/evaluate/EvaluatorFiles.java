package org.draco.container.evaluate;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.draco.container.model.GradientModel;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.file.AsideFile;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.metrics.CsvTail;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.PatientCsv;

/**
 * The evaluator's side of a job's directory: what it reads there and what it writes, with the storage's patience. Not thread-safe,
 * and one process at a time: it owns {@code evaluation.csv} and {@code models/}.
 */
public final class EvaluatorFiles implements AutoCloseable {

    private final FileSystem fs;
    private final JobLayout job;
    private final byte[] jobDigest;
    private final PatientStorage storage;
    private final CheckpointReader checkpoints;
    private final Set<Long> evaluated = new HashSet<>();
    private final PatientCsv rows;

    /**
     * Opens the directory, and takes up {@code evaluation.csv} with the rows that are there.
     *
     * @param jobDigest of the job's specification, which its checkpoints must carry
     * @throws org.draco.layout.DamagedFileException if {@code evaluation.csv} is not one of ours
     */
    public EvaluatorFiles(FileSystem fs, JobLayout job, byte[] jobDigest, PatientStorage storage)
            throws IOException {
        this.fs = fs;
        this.job = job;
        this.jobDigest = jobDigest.clone();
        this.storage = storage;
        this.checkpoints = new CheckpointReader(fs, job, jobDigest, storage);
        PatientCsv.Table table =
                new PatientCsv.Table(fs, job.evaluationCsv(), EvaluationRow.header());
        CsvTail<EvaluationRow> there =
                new CsvTail<>(fs, table.file(), table.header(), EvaluationRow::parse);
        storage.read("evaluation.csv", there::readOn).forEach(row -> evaluated.add(row.step()));
        this.rows = new PatientCsv(table, storage, row -> true);
    }

    /** The job's checkpoints. */
    CheckpointReader checkpoints() {
        return checkpoints;
    }

    /** The parameters that the job brings to start from, if it does. */
    Optional<float[]> start() throws IOException {
        CheckpointStore start = new CheckpointStore(fs, job.start());
        return storage.read(
                "what the job starts from",
                () ->
                        start.steps().isEmpty()
                                ? Optional.empty()
                                : Optional.of(start.read(0, jobDigest).parameters()));
    }

    /**
     * Writes checkpoint 0: these parameters, at rest.
     *
     * @param trained how many of them are trained, the first
     */
    void writeFirst(float[] parameters, int trained) throws IOException {
        Checkpoint first =
                new Checkpoint(0, jobDigest, parameters, trained, new float[0], new float[0]);
        storage.run(
                "the checkpoint of step 0",
                () -> {
                    CheckpointStore store = new CheckpointStore(fs, job);
                    store.removeLeftovers(0);
                    store.write(first);
                });
    }

    /** Whether a step has its row. */
    boolean isEvaluated(long step) {
        return evaluated.contains(step);
    }

    /** Appends a row, visible to readers at once. */
    void append(EvaluationRow row) throws IOException {
        rows.append(
                "row " + row.step() + " of evaluation.csv",
                row.toCsv(),
                there -> EvaluationRow.parse(there).step() != row.step());
        evaluated.add(row.step());
    }

    /** Writes the model of a step in Deeplearning4j's format; one that is there is replaced. */
    void save(long step, GradientModel model, float[] parameters) throws IOException {
        storage.run(
                "the model of step " + step,
                () -> {
                    AsideFile.removeLeftovers(fs, job.model(step));
                    try (AsideFile zip = AsideFile.create(fs, job.model(step))) {
                        model.save(parameters, zip.stream());
                        zip.commit();
                    }
                });
    }

    /** Makes the rows durable. */
    @Override
    public void close() throws IOException {
        rows.close();
    }
}
