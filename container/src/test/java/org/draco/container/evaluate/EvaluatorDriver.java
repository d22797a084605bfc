package org.draco.container.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.container.data.BatchReader;
import org.draco.container.data.ListedSamples;
import org.draco.container.data.Normalisation;
import org.draco.container.model.GradientModel;
import org.draco.container.model.InputShape;
import org.draco.container.model.ModelOptions;
import org.draco.container.model.Network;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;

/**
 * Runs the real evaluator over checkpoints and samples that a test makes up, in MRUnit's manner:
 *
 * <pre>
 * EvaluatorDriver.newDriver(new MyNetwork(), shape, classes, seed)
 *         .withInput(3, pixelsOfAThree)          // the test set, sample by sample
 *         .withInput(5, pixelsOfAFive)
 *         .withCheckpoint(100, parameters)       // without one, the evaluator writes and judges checkpoint 0
 *         .withOutput(100, 0.5)                  // step and accuracy, in the order of steps
 *         .runTest();
 * </pre>
 *
 * <p>The job's directory is a real one, on the local file system; it is deleted when the run ends. The training is over
 * from the start, with the last checkpoint given. A driver is for one run. Not thread-safe.
 */
public final class EvaluatorDriver {

    private static final byte[] JOB = new byte[Checkpoint.DIGEST_BYTES];

    private final GradientModel model;
    private final InputShape shape;
    private final ListedSamples samples;
    private final Map<Long, float[]> checkpoints = new TreeMap<>();
    private final List<EvaluationRow> expected = new ArrayList<>();
    private int batchSize = 2;

    private EvaluatorDriver(GradientModel model, InputShape shape) {
        this.model = model;
        this.shape = shape;
        this.samples = new ListedSamples(shape.size());
    }

    /** A driver for a network's model, on samples of that shape and with so many classes. */
    public static EvaluatorDriver newDriver(
            Network network, InputShape shape, int classes, long seed) {
        return newDriver(network.create(shape, classes, ModelOptions.seeded(seed)), shape);
    }

    /** A driver for any model, with samples of this shape. */
    public static EvaluatorDriver newDriver(GradientModel model, InputShape shape) {
        return new EvaluatorDriver(model, shape);
    }

    /**
     * Adds a sample to the test set.
     *
     * @param label its class
     * @param bytes as many as the shape has, channel by channel, row by row; the model is shown them from -1 (0) to 1 (255)
     */
    public EvaluatorDriver withInput(int label, byte... bytes) {
        samples.add(label, bytes);
        return this;
    }

    /** How many samples are scored at once; 2 unless given. */
    public EvaluatorDriver withBatchSize(int size) {
        batchSize = size;
        return this;
    }

    /** Adds a checkpoint that the training has left. */
    public EvaluatorDriver withCheckpoint(long step, float... parameters) {
        checkpoints.put(step, parameters.clone());
        return this;
    }

    /** Expects a row for this step with this accuracy, from 0 to 1; rows are expected in the order given. */
    public EvaluatorDriver withOutput(long step, double accuracy) {
        return withOutput(step, accuracy, Double.NaN);
    }

    /** As {@link #withOutput(long, double)}, and expects this mean loss within a millionth of it. */
    public EvaluatorDriver withOutput(long step, double accuracy, double loss) {
        expected.add(new EvaluationRow(step, loss, accuracy, samples.count(), 0));
        return this;
    }

    /** Runs the evaluator to its end and returns the rows that it wrote, for tests that ask more of them. */
    public List<EvaluationRow> run() throws IOException {
        java.nio.file.Path directory = Files.createTempDirectory("evaluator-driver");
        try {
            return runIn(new JobLayout(new Path(directory.toUri())));
        } finally {
            delete(directory);
        }
    }

    /**
     * Runs the evaluator and compares.
     *
     * @throws AssertionError if the rows are not those expected, or a checkpoint was left without its zip
     */
    public void runTest() throws IOException {
        List<EvaluationRow> rows = run();
        assertEquals(
                expected.stream().map(EvaluationRow::step).toList(),
                rows.stream().map(EvaluationRow::step).toList(),
                "steps that were evaluated");
        for (int i = 0; i < rows.size(); i++) {
            EvaluationRow found = rows.get(i);
            double loss = expected.get(i).loss();
            assertEquals(
                    expected.get(i).accuracy(),
                    found.accuracy(),
                    1e-9,
                    "accuracy at step " + found.step());
            if (!Double.isNaN(loss)) {
                assertEquals(
                        loss, found.loss(), Math.abs(loss) * 1e-6, "loss at step " + found.step());
            }
            assertEquals(samples.count(), found.samples(), "samples at step " + found.step());
        }
    }

    private List<EvaluationRow> runIn(JobLayout job) throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        CheckpointStore store = new CheckpointStore(fs, job);
        for (Map.Entry<Long, float[]> checkpoint : checkpoints.entrySet()) {
            float[] parameters = checkpoint.getValue();
            store.write(
                    new Checkpoint(
                            checkpoint.getKey(),
                            JOB,
                            parameters,
                            new float[parameters.length],
                            new float[0]));
        }
        List<EvaluationRow> rows = new ArrayList<>();
        PatientStorage storage = PatientStorage.ofSeconds(0, notice -> {});
        try (EvaluatorFiles files = new EvaluatorFiles(fs, job, JOB, storage)) {
            Evaluator evaluator =
                    new Evaluator(
                            files,
                            model,
                            new TestSet(reader(), batchSize, storage),
                            System::nanoTime);
            if (checkpoints.isEmpty()) {
                collect(evaluator, rows);
            }
            new Outcome(
                            true,
                            store.steps().get(store.steps().size() - 1),
                            "",
                            "",
                            0,
                            0,
                            0,
                            Map.of())
                    .write(fs, job);
            collect(evaluator, rows);
        }
        for (EvaluationRow row : rows) {
            assertTrue(fs.exists(job.model(row.step())), "no model of step " + row.step());
        }
        return rows;
    }

    private BatchReader reader() {
        return new BatchReader(
                samples,
                shape.channels(),
                shape.height(),
                shape.width(),
                Normalisation.of("made up", 1));
    }

    private static void collect(Evaluator evaluator, List<EvaluationRow> rows) throws IOException {
        while (evaluator.poll() instanceof Progress.Evaluated evaluated) {
            rows.add(evaluated.row());
        }
    }

    private static void delete(java.nio.file.Path directory) throws IOException {
        try (Stream<java.nio.file.Path> files = Files.walk(directory)) {
            for (java.nio.file.Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
