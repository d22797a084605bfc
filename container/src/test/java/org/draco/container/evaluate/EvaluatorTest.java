package org.draco.container.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.container.data.BatchReader;
import org.draco.container.data.ListedSamples;
import org.draco.container.data.Normalisation;
import org.draco.layout.DamagedFileException;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.file.PlainFileSystem;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {

    private static final byte[] JOB = new byte[32];
    private static final int[] LABELS = {3, 4, 4, 5, 4};

    @TempDir private java.nio.file.Path directory;

    private final OneClassModel model = new OneClassModel();
    private final AtomicLong nanos = new AtomicLong();
    private FileSystem fs;
    private JobLayout job;
    private CheckpointStore store;

    @BeforeEach
    void makeAJob() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        job = new JobLayout(new Path(directory.toUri()));
        store = new CheckpointStore(fs, job);
    }

    private EvaluatorFiles files() throws IOException {
        return new EvaluatorFiles(fs, job, JOB);
    }

    private Evaluator evaluator(EvaluatorFiles files) {
        ListedSamples samples = new ListedSamples(1);
        for (int label : LABELS) {
            samples.add(label, new byte[1]);
        }
        BatchReader reader = new BatchReader(samples, 1, 1, 1, Normalisation.of("made up", 1));
        return new Evaluator(
                files, model, new TestSet(reader, 2), () -> nanos.getAndAdd(1_500_000_000L));
    }

    private void checkpoint(long step, float parameter) throws IOException {
        store.write(new Checkpoint(step, JOB, new float[] {parameter}, new float[1], new float[0]));
    }

    private void over(boolean succeeded, long finalStep) throws IOException {
        new Outcome(succeeded, finalStep, "", "", 1, 0, 0, Map.of()).write(fs, job);
    }

    private static long evaluatedStep(Progress progress) {
        return assertInstanceOf(Progress.Evaluated.class, progress).row().step();
    }

    private List<String> csv() throws IOException {
        return Files.readAllLines(directory.resolve("metrics").resolve("evaluation.csv"));
    }

    @Test
    void writesTheInitialParametersAtRestAsCheckpointZeroAndJudgesThem() throws IOException {
        try (EvaluatorFiles files = files()) {
            Evaluator evaluator = evaluator(files);
            Progress progress = evaluator.poll();
            assertEquals(new Progress.Evaluated(new EvaluationRow(0, 0.4, 0.6, 5, 1.5)), progress);
            assertEquals(
                    new Checkpoint(0, JOB, new float[] {4}, new float[0], new float[0]),
                    store.read(0));
            assertInstanceOf(Progress.Waiting.class, evaluator.poll());
        }
    }

    @Test
    void leavesACheckpointZeroThatIsThere() throws IOException {
        checkpoint(0, 3);
        try (EvaluatorFiles files = files()) {
            assertEquals(
                    new Progress.Evaluated(new EvaluationRow(0, 1, 0.2, 5, 1.5)),
                    evaluator(files).poll());
        }
        assertArrayEquals(new float[] {3}, store.read(0).parameters());
    }

    @Test
    void anInterruptedTrainingIsNotOver() throws IOException {
        checkpoint(0, 3);
        new Outcome(false, true, 0, 0, "told to end", "", 1, 0, 0, Map.of(), 0).write(fs, job);
        try (EvaluatorFiles files = files()) {
            Evaluator evaluator = evaluator(files);
            assertEquals(0, evaluatedStep(evaluator.poll()));
            assertInstanceOf(Progress.Waiting.class, evaluator.poll());
            over(false, 0);
            assertInstanceOf(Progress.Finished.class, evaluator.poll());
        }
    }

    @Test
    void followsTheCheckpointsInOrderAndWaitsInBetween() throws IOException {
        try (EvaluatorFiles files = files()) {
            Evaluator evaluator = evaluator(files);
            assertEquals(0, evaluatedStep(evaluator.poll()));
            assertInstanceOf(Progress.Waiting.class, evaluator.poll());
            checkpoint(20, 5);
            checkpoint(10, 3);
            assertEquals(10, evaluatedStep(evaluator.poll()));
            assertEquals(20, evaluatedStep(evaluator.poll()));
            assertInstanceOf(Progress.Waiting.class, evaluator.poll());
            checkpoint(30, 4);
            over(true, 30);
            assertEquals(30, evaluatedStep(evaluator.poll()));
            assertInstanceOf(Progress.Finished.class, evaluator.poll());
        }
        assertEquals(
                List.of(
                        EvaluationRow.header(),
                        "0,0.4,0.6,5,1.5",
                        "10,1.0,0.2,5,1.5",
                        "20,1.0,0.2,5,1.5",
                        "30,0.4,0.6,5,1.5"),
                csv());
    }

    @Test
    void aRowIsVisibleToOthersAtOnceAndItsModelIsThere() throws IOException {
        try (EvaluatorFiles files = files()) {
            evaluator(files).poll();
            assertEquals(2, csv().size());
            assertEquals(
                    "class 4.0",
                    Files.readString(directory.resolve("models").resolve("step-000000000.zip")));
        }
    }

    @Test
    void aRestartedEvaluatorGoesOnAfterTheRowsThatAreThere() throws IOException {
        checkpoint(0, 3);
        checkpoint(10, 4);
        try (EvaluatorFiles files = files()) {
            assertEquals(0, evaluatedStep(evaluator(files).poll()));
        }
        try (EvaluatorFiles files = files()) {
            assertEquals(10, evaluatedStep(evaluator(files).poll()));
        }
        assertEquals(List.of(EvaluationRow.header(), "0,1.0,0.2,5,1.5", "10,0.4,0.6,5,1.5"), csv());
    }

    @Test
    void anEvaluatorThatDiedBetweenModelAndRowDoesBothAgain() throws IOException {
        checkpoint(0, 3);
        Files.createDirectories(directory.resolve("models"));
        Files.writeString(directory.resolve("models").resolve("step-000000000.zip"), "of the dead");
        try (EvaluatorFiles files = files()) {
            assertEquals(0, evaluatedStep(evaluator(files).poll()));
        }
        assertEquals(
                "class 3.0",
                Files.readString(directory.resolve("models").resolve("step-000000000.zip")));
    }

    @Test
    void aFailedTrainingEndsTheEvaluationOnceItsCheckpointsAreJudged() throws IOException {
        checkpoint(0, 3);
        over(false, 7);
        try (EvaluatorFiles files = files()) {
            Evaluator evaluator = evaluator(files);
            assertEquals(0, evaluatedStep(evaluator.poll()));
            assertInstanceOf(Progress.Finished.class, evaluator.poll());
        }
    }

    @Test
    void aTrainingThatFailedBeforeItBeganIsGivenNoCheckpoint() throws IOException {
        over(false, 0);
        try (EvaluatorFiles files = files()) {
            assertInstanceOf(Progress.Finished.class, evaluator(files).poll());
        }
        assertEquals(List.of(), store.steps());
    }

    @Test
    void aTrainingThatSucceededMustHaveLeftItsLastCheckpoint() throws IOException {
        checkpoint(0, 3);
        over(true, 7);
        try (EvaluatorFiles files = files()) {
            Evaluator evaluator = evaluator(files);
            evaluator.poll();
            FileNotFoundException missing =
                    assertThrows(FileNotFoundException.class, evaluator::poll);
            assertTrue(missing.getMessage().contains("step 7"), missing.getMessage());
        }
    }

    @Test
    void aDamagedCheckpointIsNamedAndLeavesNoRow() throws IOException {
        checkpoint(10, 3);
        java.nio.file.Path file = directory.resolve("checkpoints").resolve("step-000000010.ckpt");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        try (EvaluatorFiles files = files()) {
            Evaluator evaluator = evaluator(files);
            DamagedFileException damaged =
                    assertThrows(DamagedFileException.class, evaluator::poll);
            assertTrue(damaged.getMessage().contains("step-000000010.ckpt"), damaged.getMessage());
        }
        assertEquals(List.of(EvaluationRow.header()), csv());
    }

    @Test
    void theCheckpointOfAnotherJobIsRefused() throws IOException {
        byte[] other = JOB.clone();
        other[0] = 1;
        store.write(new Checkpoint(10, other, new float[] {3}, new float[1], new float[0]));
        try (EvaluatorFiles files = files()) {
            assertThrows(DamagedFileException.class, () -> evaluator(files).poll());
        }
    }

    @Test
    void anEvaluationTableOfAnotherKindIsRefused() throws IOException {
        Files.createDirectories(directory.resolve("metrics"));
        Files.writeString(directory.resolve("metrics").resolve("evaluation.csv"), "a,b\n1,2\n");
        assertThrows(DamagedFileException.class, this::files);
    }

    @Test
    void scoresTheTestSetInBatchesOfTheSizeGiven() throws IOException {
        try (EvaluatorFiles files = files()) {
            evaluator(files).poll();
        }
        assertEquals(2, model.largestBatch);
    }

    @Test
    void aTrainingThatEndsWhileTheEvaluatorLooksIsStillJudgedToItsLastCheckpoint()
            throws IOException {
        checkpoint(0, 3);
        FileSystem endsTheTrainingAtTheSecondLook =
                new FilterFileSystem(PlainFileSystem.of(fs)) {
                    private int looks;

                    @Override
                    public FileStatus[] listStatus(Path path) throws IOException {
                        FileStatus[] seen = super.listStatus(path);
                        if (++looks == 2) {
                            checkpoint(10, 4);
                            over(true, 10);
                        }
                        return seen;
                    }
                };
        try (EvaluatorFiles files = new EvaluatorFiles(endsTheTrainingAtTheSecondLook, job, JOB)) {
            Evaluator evaluator = evaluator(files);
            assertEquals(0, evaluatedStep(evaluator.poll()));
            assertInstanceOf(Progress.Waiting.class, evaluator.poll());
            assertEquals(10, evaluatedStep(evaluator.poll()));
            assertInstanceOf(Progress.Finished.class, evaluator.poll());
        }
    }
}
