package org.draco.container.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.container.data.BatchReader;
import org.draco.container.data.ListedSamples;
import org.draco.container.data.Normalisation;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.evaluation.CheckpointScore;
import org.draco.layout.evaluation.CheckpointScore.ClassScore;
import org.draco.layout.evaluation.EvaluationSpec.Course;
import org.draco.layout.file.AsideFile;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointEvaluatorTest {

    private static final byte[] JOB = new byte[32];
    private static final int[] LABELS = {3, 4, 4, 5, 9, 4};

    @TempDir private java.nio.file.Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private FileSystem fs;
    private JobLayout job;
    private EvaluationLayout evaluation;
    private CheckpointStore store;

    @BeforeEach
    void makeAJob() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        job = new JobLayout(new Path(directory.resolve("job").toUri()));
        evaluation = new EvaluationLayout(new Path(directory.resolve("evaluation").toUri()));
        store = new CheckpointStore(fs, job);
    }

    private static Course course(long evalFreq, long lastStep, int idleSeconds, int evaluators) {
        return new Course(evalFreq, 10, lastStep, idleSeconds, evaluators, 2);
    }

    private CheckpointEvaluator evaluator(Course course, int index) {
        ListedSamples samples = new ListedSamples(1);
        for (int label : LABELS) {
            samples.add(label, new byte[1]);
        }
        PatientStorage storage = PatientStorage.ofSeconds(0, notice -> {});
        List<String> labels = IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();
        return new CheckpointEvaluator(
                course,
                index,
                new CheckpointReader(fs, job, JOB, storage),
                new ScoreFiles(fs, evaluation, labels, storage),
                new OneClassModel(),
                new TestSet(
                        new BatchReader(samples, 1, 1, 1, Normalisation.of("made up", 1)),
                        course.evalBatchSize(),
                        storage),
                nanos::get);
    }

    private void checkpoint(long step, float... parameters) throws IOException {
        store.write(
                new Checkpoint(step, JOB, parameters, new float[parameters.length], new float[0]));
    }

    private void over() throws IOException {
        new Outcome(true, 1, "", "", 1, 0, 0, Map.of()).write(fs, job);
    }

    private java.nio.file.Path checkpointFile(long step) {
        return java.nio.file.Path.of(job.checkpoint(step).toUri());
    }

    private void damage(long step) throws IOException {
        byte[] bytes = Files.readAllBytes(checkpointFile(step));
        bytes[bytes.length - 1] ^= 1;
        Files.write(checkpointFile(step), bytes);
    }

    private static CheckpointScore scored(Turn turn) {
        return assertInstanceOf(Turn.Scored.class, turn).score();
    }

    private Map<String, byte[]> filesOfTheJob() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<java.nio.file.Path> all = Files.walk(directory.resolve("job"))) {
            for (java.nio.file.Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** All samples are taken for class 4; the ranks of the labels are 1, 0, 0, 1, 5, 0. */
    @Test
    void countsExactly() throws IOException {
        checkpoint(10, 4);
        CheckpointScore score = scored(evaluator(course(1, 10, 0, 1), 0).poll());
        assertEquals(7 / 6.0, score.loss(), 1e-9);
        assertEquals(6, score.samples());
        assertEquals(3, score.correct());
        assertEquals(5, score.topK());
        assertEquals(5, score.correctTopK());
        Map<Integer, ClassScore> classes = new TreeMap<>();
        for (int label = 0; label < 10; label++) {
            if (!score.classes().get(label).equals(new ClassScore(0, 0, 0))) {
                classes.put(label, score.classes().get(label));
            }
        }
        assertEquals(
                Map.of(
                        3, new ClassScore(1, 0, 0),
                        4, new ClassScore(3, 3, 6),
                        5, new ClassScore(1, 0, 0),
                        9, new ClassScore(1, 0, 0)),
                classes);
        List<String> confusion =
                Files.readAllLines(java.nio.file.Path.of(evaluation.confusion(10).toUri()));
        assertEquals("class 4,0,0,0,0,3,0,0,0,0,0,0", confusion.get(5));
        assertEquals("class 9,0,0,0,0,1,0,0,0,0,0,0", confusion.get(10));
        assertEquals(score, CheckpointScore.read(fs, evaluation, 10));
    }

    @Test
    void followsTheTrainingAndChangesNothingOfIt() throws IOException {
        CheckpointEvaluator evaluator = evaluator(course(20, Course.UNTIL_OVER, 0, 1), 0);
        assertInstanceOf(Turn.Waiting.class, evaluator.poll(), "no checkpoint yet");
        checkpoint(0, 4);
        checkpoint(10, 4);
        checkpoint(20, 5);
        over();
        Map<String, byte[]> before = filesOfTheJob();
        assertEquals(0, scored(evaluator.poll()).step());
        assertEquals(20, scored(evaluator.poll()).step());
        assertEquals(new Turn.Finished(false), evaluator.poll());
        Map<String, byte[]> after = filesOfTheJob();
        assertEquals(before.keySet(), after.keySet());
        before.forEach((file, bytes) -> assertEquals(0, compare(bytes, after.get(file)), file));
        assertTrue(fs.exists(evaluation.candidate(0)));
        assertFalse(fs.exists(evaluation.candidate(20)), "it was worse when it was evaluated");
    }

    private static int compare(byte[] one, byte[] other) {
        return java.util.Arrays.compare(one, other);
    }

    @Test
    void onceEndsWithTheCheckpointsThatWereThere() throws IOException {
        checkpoint(10, 4);
        CheckpointEvaluator evaluator = evaluator(course(1, 10, 0, 1), 0);
        checkpoint(20, 4);
        assertEquals(10, scored(evaluator.poll()).step());
        assertEquals(new Turn.Finished(false), evaluator.poll());
    }

    @Test
    void whoIsStartedAgainGoesOnAfterWhatIsThere() throws IOException {
        checkpoint(10, 4);
        checkpoint(20, 5);
        over();
        assertEquals(10, scored(evaluator(course(1, -1, 0, 1), 0).poll()).step());
        CheckpointEvaluator next = evaluator(course(1, -1, 0, 1), 0);
        assertEquals(20, scored(next.poll()).step());
        assertEquals(new Turn.Finished(false), next.poll());
    }

    @Test
    void whoIsKilledWhileItWritesLeavesNothingBehind() throws IOException {
        checkpoint(10, 4);
        over();
        for (Path target :
                new Path[] {
                    evaluation.confusion(10), evaluation.score(10), evaluation.candidate(10)
                }) {
            fs.create(AsideFile.aside(target), false).close();
        }
        scored(evaluator(course(1, -1, 0, 1), 0).poll());
        try (Stream<java.nio.file.Path> files = Files.walk(directory.resolve("evaluation"))) {
            assertEquals(
                    List.of(),
                    files.map(java.nio.file.Path::toString)
                            .filter(file -> file.endsWith(".aside"))
                            .toList());
        }
    }

    @Test
    void severalShareTheCheckpoints() throws IOException {
        for (int step = 0; step <= 50; step += 10) {
            checkpoint(step, 4);
        }
        over();
        CheckpointEvaluator first = evaluator(course(1, -1, 0, 2), 0);
        CheckpointEvaluator second = evaluator(course(1, -1, 0, 2), 1);
        for (int step = 0; step <= 50; step += 20) {
            assertEquals(step, scored(first.poll()).step());
            assertEquals(step + 10, scored(second.poll()).step());
        }
        assertEquals(new Turn.Finished(false), first.poll());
        assertEquals(new Turn.Finished(false), second.poll());
    }

    @Test
    void whatIsDamagedIsPassedOverUntilItIsWrittenAgain() throws IOException {
        checkpoint(10, 4);
        checkpoint(20, 5);
        damage(10);
        CheckpointEvaluator evaluator = evaluator(course(1, -1, 0, 1), 0);
        Turn.Passed passed = assertInstanceOf(Turn.Passed.class, evaluator.poll());
        assertEquals(10, passed.step());
        assertTrue(passed.why().contains("step-000000010.ckpt"), passed.why());
        assertEquals(20, scored(evaluator.poll()).step());
        assertInstanceOf(Turn.Waiting.class, evaluator.poll(), "said once");
        Files.setLastModifiedTime(
                checkpointFile(10), java.nio.file.attribute.FileTime.fromMillis(1));
        checkpoint(10, 3);
        assertEquals(1, scored(evaluator.poll()).correct());
    }

    @Test
    void aTrainingThatWritesNothingForLongIsTakenForOver() throws IOException {
        checkpoint(10, 4);
        CheckpointEvaluator evaluator = evaluator(course(1, -1, 60, 1), 0);
        assertEquals(10, scored(evaluator.poll()).step());
        nanos.addAndGet(59_000_000_000L);
        assertInstanceOf(Turn.Waiting.class, evaluator.poll());
        checkpoint(20, 4);
        assertEquals(20, scored(evaluator.poll()).step());
        nanos.addAndGet(59_000_000_000L);
        assertInstanceOf(Turn.Waiting.class, evaluator.poll());
        nanos.addAndGet(1_000_000_000L);
        assertEquals(new Turn.Finished(true), evaluator.poll());
    }

    @Test
    void aNetworkOfAnotherSizeIsRefused() throws IOException {
        checkpoint(10, 4, 4);
        IOException refused =
                assertThrows(IOException.class, () -> evaluator(course(1, 10, 0, 1), 0).poll());
        assertTrue(refused.getMessage().contains("expected 1 parameters"), refused.getMessage());
    }
}
