package org.draco.container.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.apache.hadoop.util.Progressable;
import org.draco.container.data.BatchReader;
import org.draco.container.data.ListedSamples;
import org.draco.container.data.Normalisation;
import org.draco.layout.DamagedFileException;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.file.PatientStorage;
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
    private final List<String> notices = new ArrayList<>();
    private FileSystem fs;
    private JobLayout job;
    private CheckpointStore store;
    private PatientStorage storage;
    private int troubles;

    @BeforeEach
    void makeAJob() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        job = new JobLayout(new Path(directory.toUri()));
        store = new CheckpointStore(fs, job);
        long[] now = {0};
        storage =
                new PatientStorage(
                        60_000_000_000L, () -> now[0], pause -> now[0] += pause, notices::add);
    }

    private EvaluatorFiles files() throws IOException {
        return new EvaluatorFiles(fs, job, JOB, storage);
    }

    private Evaluator evaluator(EvaluatorFiles files) {
        ListedSamples samples = new ListedSamples(1);
        for (int label : LABELS) {
            samples.add(label, new byte[1]);
        }
        BatchReader reader = new BatchReader(samples, 1, 1, 1, Normalisation.of("made up", 1));
        return new Evaluator(
                files,
                model,
                new TestSet(reader, 2, storage),
                () -> nanos.getAndAdd(1_500_000_000L));
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

    private void damage(long step) throws IOException {
        java.nio.file.Path file =
                directory.resolve("checkpoints").resolve(JobLayout.checkpointName(step));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void aDamagedCheckpointIsPassedOverAndTheNextOnesAreJudged() throws IOException {
        checkpoint(0, 3);
        checkpoint(10, 3);
        checkpoint(20, 4);
        damage(10);
        try (EvaluatorFiles files = files()) {
            Evaluator evaluator = evaluator(files);
            assertEquals(0, evaluatedStep(evaluator.poll()));
            assertEquals(20, evaluatedStep(evaluator.poll()));
            assertInstanceOf(Progress.Waiting.class, evaluator.poll());
            over(true, 20);
            assertInstanceOf(Progress.Finished.class, evaluator.poll());
        }
        assertEquals(List.of(EvaluationRow.header(), "0,1.0,0.2,5,1.5", "20,0.4,0.6,5,1.5"), csv());
    }

    /** As the next ApplicationMaster does, which goes on from the checkpoint before. */
    @Test
    void whatIsWrittenInThePlaceOfADamagedCheckpointIsJudged() throws IOException {
        checkpoint(0, 3);
        checkpoint(10, 3);
        damage(10);
        java.nio.file.Path file =
                directory.resolve("checkpoints").resolve(JobLayout.checkpointName(10));
        try (EvaluatorFiles files = files()) {
            Evaluator evaluator = evaluator(files);
            assertEquals(0, evaluatedStep(evaluator.poll()));
            assertInstanceOf(Progress.Waiting.class, evaluator.poll());
            FileTime damaged = Files.getLastModifiedTime(file);
            checkpoint(10, 4);
            Files.setLastModifiedTime(
                    file, FileTime.fromMillis(damaged.toMillis() + 1)); // clocks may be coarse
            assertEquals(10, evaluatedStep(evaluator.poll()));
        }
    }

    @Test
    void theFinalCheckpointMustNotBeDamaged() throws IOException {
        checkpoint(0, 3);
        checkpoint(10, 3);
        damage(10);
        over(true, 10);
        try (EvaluatorFiles files = files()) {
            Evaluator evaluator = evaluator(files);
            assertEquals(0, evaluatedStep(evaluator.poll()));
            DamagedFileException damaged =
                    assertThrows(DamagedFileException.class, evaluator::poll);
            assertTrue(damaged.getMessage().contains("step-000000010.ckpt"), damaged.getMessage());
        }
        assertEquals(List.of(EvaluationRow.header(), "0,1.0,0.2,5,1.5"), csv());
    }

    @Test
    void theCheckpointOfAnotherJobIsRefused() throws IOException {
        byte[] other = JOB.clone();
        other[0] = 1;
        store.write(new Checkpoint(10, other, new float[] {3}, new float[1], new float[0]));
        over(true, 10);
        try (EvaluatorFiles files = files()) {
            assertThrows(DamagedFileException.class, () -> evaluator(files).poll());
        }
        assertEquals(List.of(EvaluationRow.header()), csv());
    }

    /** A storage in which each of these fails once. */
    private FileSystem troubled() {
        Set<String> failed = new HashSet<>();
        return new FilterFileSystem(PlainFileSystem.of(fs)) {

            private void once(String what) throws IOException {
                if (failed.add(what)) {
                    troubles++;
                    throw new ConnectException("no " + what + " just now");
                }
            }

            @Override
            public FileStatus[] listStatus(Path path) throws IOException {
                once("list of " + path.getName());
                return super.listStatus(path);
            }

            @Override
            public FileStatus getFileStatus(Path path) throws IOException {
                once("status of " + path.getName());
                return super.getFileStatus(path);
            }

            @Override
            public FSDataInputStream open(Path path, int bufferBytes) throws IOException {
                once("reading of " + path.getName());
                return super.open(path, bufferBytes);
            }

            @Override
            public FSDataOutputStream create(
                    Path path,
                    FsPermission permission,
                    boolean overwrite,
                    int bufferBytes,
                    short replication,
                    long blockBytes,
                    Progressable progress)
                    throws IOException {
                once("writing in " + path.getParent().getName());
                return super.create(
                        path,
                        permission,
                        overwrite,
                        bufferBytes,
                        replication,
                        blockBytes,
                        progress);
            }

            @Override
            public boolean rename(Path from, Path to) throws IOException {
                once("name " + to.getName());
                return super.rename(from, to);
            }
        };
    }

    @Test
    void whateverTroubleTheStorageHasIsWaitedFor() throws IOException {
        try (EvaluatorFiles files = new EvaluatorFiles(troubled(), job, JOB, storage)) {
            Evaluator evaluator = evaluator(files);
            assertEquals(0, evaluatedStep(evaluator.poll()));
            checkpoint(10, 3);
            over(true, 10);
            assertEquals(10, evaluatedStep(evaluator.poll()));
            assertInstanceOf(Progress.Finished.class, evaluator.poll());
        }
        assertEquals(List.of(EvaluationRow.header(), "0,0.4,0.6,5,1.5", "10,1.0,0.2,5,1.5"), csv());
        assertTrue(troubles >= 8, notices::toString);
        try (Stream<java.nio.file.Path> models = Files.list(directory.resolve("models"))) {
            assertEquals(
                    List.of("step-000000000.zip", "step-000000010.zip"),
                    models.map(file -> file.getFileName().toString())
                            .filter(name -> !name.endsWith(".crc"))
                            .sorted()
                            .toList());
        }
    }

    /** A storage from which checkpoint 0 cannot be read. */
    private FileSystem without0(IOException trouble) {
        return new FilterFileSystem(PlainFileSystem.of(fs)) {
            @Override
            public FSDataInputStream open(Path path, int bufferBytes) throws IOException {
                if (path.equals(job.checkpoint(0))) {
                    throw trouble;
                }
                return super.open(path, bufferBytes);
            }
        };
    }

    @Test
    void aTroubleThatStaysEndsTheEvaluationWithItsReason() throws IOException {
        checkpoint(0, 3);
        FileSystem away = without0(new ConnectException("refused"));
        try (EvaluatorFiles files = new EvaluatorFiles(away, job, JOB, storage)) {
            IOException failure = assertThrows(IOException.class, () -> evaluator(files).poll());
            assertEquals(
                    "the checkpoint of step 0 could not be read within 60 s (--storage-timeout): ConnectException: refused",
                    failure.getMessage());
        }
    }

    /** Nobody knows whether its DataNode comes back; the next checkpoint has blocks of its own. */
    @Test
    void aCheckpointWhoseBlockIsGoneForTooLongIsPassedOver() throws IOException {
        checkpoint(0, 3);
        checkpoint(10, 4);
        FileSystem lost = without0(new BlockMissingException("step 0", "no node has it", 0));
        try (EvaluatorFiles files = new EvaluatorFiles(lost, job, JOB, storage)) {
            Evaluator evaluator = evaluator(files);
            assertEquals(10, evaluatedStep(evaluator.poll()));
            assertEquals(1, notices.size(), notices::toString);
            assertInstanceOf(Progress.Waiting.class, evaluator.poll());
        }
        assertEquals(1, notices.size(), notices::toString);
    }

    @Test
    void anEvaluationTableOfAnotherKindIsRefused() throws IOException {
        Files.createDirectories(directory.resolve("metrics"));
        Files.writeString(directory.resolve("metrics").resolve("evaluation.csv"), "a,b\n1,2\n");
        assertThrows(DamagedFileException.class, this::files);
    }

    @Test
    void aRowThatCannotBeReadIsNamedWithItsFile() throws IOException {
        Files.createDirectories(directory.resolve("metrics"));
        Files.writeString(
                directory.resolve("metrics").resolve("evaluation.csv"),
                EvaluationRow.header() + "\nten,1,1,1,1\n");
        DamagedFileException damaged = assertThrows(DamagedFileException.class, this::files);
        assertTrue(damaged.getMessage().contains("evaluation.csv"), damaged.getMessage());
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
        try (EvaluatorFiles files =
                new EvaluatorFiles(endsTheTrainingAtTheSecondLook, job, JOB, storage)) {
            Evaluator evaluator = evaluator(files);
            assertEquals(0, evaluatedStep(evaluator.poll()));
            assertInstanceOf(Progress.Waiting.class, evaluator.poll());
            assertEquals(10, evaluatedStep(evaluator.poll()));
            assertInstanceOf(Progress.Finished.class, evaluator.poll());
        }
    }
}
