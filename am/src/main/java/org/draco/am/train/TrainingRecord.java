package org.draco.am.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.draco.am.optimizer.Optimizer;
import org.draco.am.step.CheckpointSink;
import org.draco.am.step.ModelState;
import org.draco.am.step.StepListener;
import org.draco.am.step.StepReport;
import org.draco.codec.code.GradientCode;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.JobSpec;
import org.draco.layout.metrics.PatientCsv;
import org.draco.layout.metrics.StepRow;
import org.draco.layout.metrics.StudyColumn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the loop leaves in the job's directory while it runs: a row a step, and checkpoints. Owned by the loop's thread. */
public final class TrainingRecord implements StepListener, CheckpointSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingRecord.class);

    private final Optimizer optimizer;
    private final CheckpointStore checkpoints;
    private final KeptCheckpoints kept;
    private final PatientStorage storage;
    private final PatientCsv steps;
    private final TrainingWatcher watcher;
    private final byte[] jobDigest;
    private final SortedMap<Integer, Long> caught = new TreeMap<>();
    private final long fromStep;
    private long lastDurableStep;

    /**
     * Opens the job's files, and goes on with the rows that are there.
     *
     * @param watcher told of the rows that are there, and of each when it is written
     * @param fromStep the step whose checkpoint training goes on from: later rows are dropped, since they will come again
     */
    public TrainingRecord(
            FileSystem fs, JobLayout job, JobSpec spec, TrainingWatcher watcher, long fromStep)
            throws IOException {
        this(fs, job, spec, watcher, fromStep, storage(spec, watcher));
    }

    /** The storage of a job, with the patience that it asks for; the watcher is told of trouble, and the log. */
    public static PatientStorage storage(JobSpec spec, TrainingWatcher watcher) {
        return PatientStorage.ofSeconds(
                spec.timeouts().storageSeconds(),
                trouble -> {
                    LOG.warn(trouble);
                    watcher.notice(trouble);
                });
    }

    /** As above, over a storage of another patience. */
    TrainingRecord(
            FileSystem fs,
            JobLayout job,
            JobSpec spec,
            TrainingWatcher watcher,
            long fromStep,
            PatientStorage storage)
            throws IOException {
        this.optimizer = JobParts.optimizer(spec);
        this.checkpoints = new CheckpointStore(fs, job);
        this.kept = new KeptCheckpoints(fs, job, spec.recovery().keepCheckpoints());
        this.storage = storage;
        this.steps =
                new PatientCsv(
                        new PatientCsv.Table(
                                fs, job.stepsCsv(), StepRow.header(spec.metrics().isFull())),
                        storage,
                        row -> StepRow.parse(row).step() <= fromStep);
        for (String kept : steps.keptRows()) {
            StepRow row = StepRow.parse(kept);
            count(row.suspects());
            watcher.stepFound(row);
        }
        this.fromStep = fromStep;
        this.lastDurableStep = fromStep;
        this.watcher = watcher;
        this.jobDigest = spec.digest();
    }

    /** Waits for the storage if need be; when it fails, the last durable step's checkpoint is as it was. */
    @Override
    public void save(ModelState state) throws IOException {
        Checkpoint checkpoint =
                new Checkpoint(
                        state.step(),
                        jobDigest,
                        state.parameters(),
                        state.trained(),
                        state.memory(),
                        carried(state));
        storage.run(
                "the checkpoint of step " + state.step(),
                () -> {
                    checkpoints.removeLeftovers(state.step());
                    checkpoints.write(checkpoint);
                });
        lastDurableStep = state.step();
        watcher.checkpointWritten(state.step());
        tidy();
    }

    /** That there are more checkpoints than should be is no reason to end a training. */
    private void tidy() {
        try {
            kept.tidy();
        } catch (IOException e) {
            notice("old checkpoints are not deleted: " + e.getMessage());
        }
    }

    /** No code has both. */
    private static float[] carried(ModelState state) {
        if (state.last().length > 0) {
            return state.last();
        }
        float[] exponents = new float[state.exponents().length];
        for (int i = 0; i < exponents.length; i++) {
            exponents[i] = state.exponents()[i];
        }
        return exponents;
    }

    /**
     * The model that a checkpoint holds; its arrays are not copied.
     *
     * @param code that of the job, which says what the checkpoint carries
     */
    public static ModelState state(Checkpoint checkpoint, GradientCode code) {
        float[] carried = checkpoint.carried();
        int[] exponents = new int[code.continues() ? 0 : carried.length];
        Arrays.setAll(exponents, i -> (int) carried[i]);
        return new ModelState(
                checkpoint.step(),
                checkpoint.parameters(),
                checkpoint.trained(),
                checkpoint.memory(),
                exponents,
                code.continues() ? carried : new float[0]);
    }

    /** The step whose checkpoint training goes on from. */
    public long fromStep() {
        return fromStep;
    }

    /** The last step whose checkpoint this object has written; the one it goes on from before the first. */
    public long lastDurableStep() {
        return lastDurableStep;
    }

    /** In how many of the steps told until now each worker was caught; a copy. */
    public SortedMap<Integer, Long> suspects() {
        return new TreeMap<>(caught);
    }

    /** @throws UncheckedIOException if the row cannot be written */
    @Override
    public void stepEnded(StepReport report) {
        stepEnded(report, Map.of());
    }

    /**
     * As {@link #stepEnded(StepReport)}, of a job with full metrics.
     *
     * @param study of the step's gradients, all columns
     */
    public void stepEnded(StepReport report, Map<StudyColumn, Double> study) {
        count(report.suspects());
        StepRow row = row(report, study);
        try {
            steps.append(
                    "row " + row.step() + " of steps.csv",
                    row.toCsv(),
                    there -> StepRow.parse(there).step() < row.step());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write steps.csv: " + e.getMessage(), e);
        }
        watcher.stepEnded(report, row);
    }

    private void count(Collection<Integer> suspects) {
        suspects.forEach(worker -> caught.merge(worker, 1L, Long::sum));
    }

    private StepRow row(StepReport report, Map<StudyColumn, Double> study) {
        return new StepRow(
                report.step(),
                report.answers(),
                report.lost().size(),
                List.copyOf(report.suspects()),
                report.redundancy(),
                report.saturated(),
                report.trainLoss(),
                seconds(report.stepNanos()),
                seconds(report.waitNanos()),
                seconds(report.computeNanos()),
                seconds(report.transferNanos()),
                seconds(report.decodeNanos()),
                seconds(report.updateNanos()),
                report.bytesIn(),
                report.bytesOut(),
                optimizer.learningRate(report.step() - 1),
                study);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    @Override
    public void notice(String message) {
        LOG.warn(message);
        watcher.notice(message);
    }

    /** After the storage has failed for good, that the rows cannot be made durable is only told. */
    @Override
    public void close() throws IOException {
        tidy();
        try {
            steps.close();
        } catch (IOException e) {
            if (!storage.gaveUp()) {
                throw e;
            }
            notice(e.getMessage());
        }
    }
}
