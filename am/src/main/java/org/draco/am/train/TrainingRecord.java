package org.draco.am.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
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
import org.draco.layout.job.JobSpec;
import org.draco.layout.metrics.CsvAppender;
import org.draco.layout.metrics.StepRow;
import org.draco.layout.metrics.StudyColumn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the loop leaves in the job's directory while it runs: a row a step, and checkpoints. Owned by the loop's thread. */
public final class TrainingRecord implements StepListener, CheckpointSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingRecord.class);

    private final Optimizer optimizer;
    private final CheckpointStore checkpoints;
    private final CsvAppender steps;
    private final Consumer<StepRow> watcher;
    private final byte[] jobDigest;
    private final SortedMap<Integer, Long> caught = new TreeMap<>();
    private final long fromStep;
    private long lastDurableStep;

    /**
     * Opens the job's files, and goes on with the rows that are there.
     *
     * @param watcher told each row when it is written
     * @param fromStep the step whose checkpoint training goes on from: later rows are dropped, since they will come again
     */
    public TrainingRecord(
            FileSystem fs, JobLayout job, JobSpec spec, Consumer<StepRow> watcher, long fromStep)
            throws IOException {
        this.optimizer = JobParts.optimizer(spec);
        this.checkpoints = new CheckpointStore(fs, job);
        this.steps =
                CsvAppender.open(
                        fs,
                        job.stepsCsv(),
                        StepRow.header(spec.metrics().isFull()),
                        row -> StepRow.parse(row).step() <= fromStep);
        steps.keptRows().forEach(row -> count(StepRow.parse(row).suspects()));
        this.fromStep = fromStep;
        this.lastDurableStep = fromStep;
        this.watcher = watcher;
        this.jobDigest = spec.digest();
    }

    @Override
    public void save(ModelState state) throws IOException {
        checkpoints.write(
                new Checkpoint(
                        state.step(),
                        jobDigest,
                        state.parameters(),
                        state.trained(),
                        state.memory(),
                        carried(state)));
        lastDurableStep = state.step();
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
            steps.append(row.toCsv());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write steps.csv: " + e.getMessage(), e);
        }
        watcher.accept(row);
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
    }

    @Override
    public void close() throws IOException {
        steps.close();
    }
}
