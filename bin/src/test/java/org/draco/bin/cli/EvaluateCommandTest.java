package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.draco.layout.metrics.EvaluationRow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Evaluations in this process, of a simulation's checkpoints. */
class EvaluateCommandTest {

    @TempDir private static Path directory;

    private static Path job;

    @BeforeAll
    static void simulate() throws IOException {
        job = directory.resolve("runs/digits");
        CommandLineRun done =
                CommandLineRun.of(
                        ("simulate --network mnist-100 --workers 3 --max-steps 5 --eval-freq 2 --seed 3 --eval-batch-size 1000"
                                        + " --train-dir "
                                        + job)
                                .split(" "));
        assertEquals(0, done.exitCode(), done.err());
    }

    private static CommandLineRun evaluate(String... more) {
        List<String> words =
                new ArrayList<>(List.of("evaluate", "--local", "--json", "--model-dir"));
        words.addAll(List.of(more));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private static List<String[]> rows(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        return lines.subList(1, lines.size()).stream().map(line -> line.split(",")).toList();
    }

    /** Every path under a directory with its size and time of change. */
    private static List<String> listing(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> all = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                all.add(
                        file
                                + " "
                                + Files.getLastModifiedTime(file)
                                + " "
                                + (Files.isDirectory(file) ? 0 : Files.size(file)));
            }
            return all;
        }
    }

    private static void assertRefused(CommandLineRun run, String... words) {
        assertEquals(2, run.exitCode(), run.err());
        for (String word : words) {
            assertTrue(run.err().contains(word), run.err());
        }
    }

    @Test
    void findsWhatTheJobsOwnEvaluatorHasFound() throws IOException {
        List<String> before = listing(job);
        CommandLineRun run = evaluate(job.toString(), "--evaluators", "2");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(before, listing(job), "the job is only read");
        Path output = directory.resolve("runs/evaluations/digits-mnist-test");
        JsonNode json = run.json();
        assertEquals(output.toString(), place(json));
        List<String> own = Files.readAllLines(job.resolve("metrics/evaluation.csv"));
        List<String[]> found = rows(output.resolve("evaluation.csv"));
        assertEquals(4, found.size());
        assertEquals(4, json.get("evaluated").intValue());
        double best = 0;
        for (int i = 0; i < found.size(); i++) {
            EvaluationRow row = EvaluationRow.parse(own.get(i + 1));
            assertEquals(row.step(), Long.parseLong(found.get(i)[0]));
            assertEquals(row.loss(), Double.parseDouble(found.get(i)[1]), "step " + row.step());
            assertEquals(row.accuracy(), Double.parseDouble(found.get(i)[2]));
            assertTrue(Double.parseDouble(found.get(i)[3]) >= row.accuracy());
            assertEquals(row.samples(), Integer.parseInt(found.get(i)[4]));
            best = Math.max(best, row.accuracy());
            assertCountsAddUp(output, row.step(), row.samples(), Integer.parseInt(found.get(i)[5]));
            assertTrue(run.err().contains("step " + row.step() + "  loss "), run.err());
        }
        assertEquals(best, json.get("best_top1").doubleValue());
        assertEquals(40, rows(output.resolve("classes.csv")).size());
        long step = json.get("best_step").longValue();
        assertEquals(
                parameters(job.resolve("models/step-%09d.zip".formatted(step))),
                parameters(output.resolve("best.zip")));
    }

    private static INDArray parameters(Path zip) throws IOException {
        return MultiLayerNetwork.load(zip.toFile(), false).params();
    }

    private static String place(JsonNode json) {
        return new org.apache.hadoop.fs.Path(json.get("place").textValue()).toUri().getPath();
    }

    private static void assertCountsAddUp(Path output, long step, int samples, int correct)
            throws IOException {
        int all = 0;
        int diagonal = 0;
        List<String[]> confusion = rows(output.resolve("confusion/step-%09d.csv".formatted(step)));
        for (int label = 0; label < 10; label++) {
            assertEquals(12, confusion.get(label).length, "the class, ten classes and none");
            for (int i = 1; i < 12; i++) {
                all += Integer.parseInt(confusion.get(label)[i]);
            }
            diagonal += Integer.parseInt(confusion.get(label)[label + 1]);
        }
        assertEquals(samples, all);
        assertEquals(correct, diagonal);
    }

    @Test
    void goesOnAfterWhatIsThere() throws IOException {
        Path output = directory.resolve("again");
        String[] words = {
            job.toString(), "--output", output.toString(), "--once", "--eval-freq", "4"
        };
        assertEquals(2, evaluate(words).json().get("evaluated").intValue());
        Files.delete(output.resolve("scores/step-000000004.json"));
        List<String> kept = Files.readAllLines(output.resolve("scores/step-000000000.json"));
        CommandLineRun second = evaluate(words);
        assertEquals(2, second.json().get("evaluated").intValue());
        assertEquals(kept, Files.readAllLines(output.resolve("scores/step-000000000.json")));
        assertTrue(Files.exists(output.resolve("best.zip")));
    }

    @Test
    void judgesByTheTrainingSamplesToo() throws IOException {
        Path output = directory.resolve("train");
        CommandLineRun run =
                evaluate(
                        job.toString(),
                        "--output",
                        output.toString(),
                        "--split",
                        "train",
                        "--eval-freq",
                        "4");
        assertEquals(0, run.exitCode(), run.err());
        assertRefused(
                evaluate(job.toString(), "--output", output.toString()),
                "--output: expected a new directory or one of this evaluation",
                "(train); choose another");
    }

    @Test
    void aCheckpointThatIsDamagedIsPassedOverAndSaid() throws IOException {
        Path copy = directory.resolve("damaged");
        Files.createDirectories(copy.resolve("checkpoints"));
        Files.copy(job.resolve("job.json"), copy.resolve("job.json"));
        Files.copy(job.resolve("outcome.json"), copy.resolve("outcome.json"));
        for (String name : List.of("step-000000002.ckpt", "step-000000004.ckpt")) {
            byte[] bytes = Files.readAllBytes(job.resolve("checkpoints").resolve(name));
            boolean whole = name.contains("4");
            Files.write(
                    copy.resolve("checkpoints").resolve(name),
                    whole ? bytes : Arrays.copyOf(bytes, bytes.length - 1));
        }
        CommandLineRun run =
                evaluate(copy.toString(), "--output", directory.resolve("of-damaged").toString());
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(1, run.json().get("evaluated").intValue());
        assertEquals(1, run.json().get("passed_over").intValue());
        assertTrue(run.err().contains("step 2 is passed over: "), run.err());
        assertTrue(
                run.json().get("diagnosis").textValue().startsWith("passed over: step 2 ("),
                run.out());
        Files.write(copy.resolve("checkpoints/step-000000004.ckpt"), new byte[3]);
        CommandLineRun none =
                evaluate(copy.toString(), "--output", directory.resolve("of-none").toString());
        assertEquals(1, none.exitCode(), none.err());
        assertTrue(none.json().get("best_step").isNull());
        assertTrue(
                none.json().get("diagnosis").textValue().contains("no checkpoint could be"),
                none.out());
    }

    @Test
    void whatIsNoJobsDirectoryIsRefusedWithWhatItIs() throws IOException {
        assertRefused(
                evaluate(directory.resolve("nowhere").toString()),
                "--model-dir: expected the directory of a job or run, found nothing at");
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertRefused(evaluate(empty.toString()), "found no job.json in");
        assertRefused(
                evaluate(job.resolve("checkpoints").toString()),
                "checkpoints, which is in one; give file:" + job + "\n");
        Files.createDirectories(empty.resolve("evaluation"));
        Files.writeString(empty.resolve("evaluation/evaluation.json"), "{}");
        assertRefused(
                evaluate(empty.resolve("evaluation").toString()), "which an evaluation has left");
        assertRefused(evaluate(":"), "--model-dir: expected a directory, found");
    }

    @Test
    void everythingElseThatIsWrongIsSaidAtOnce() throws IOException {
        assertRefused(
                evaluate(
                        job.toString(),
                        "--eval-freq",
                        "0",
                        "--evaluators",
                        "0",
                        "--eval-batch-size",
                        "0",
                        "--idle-timeout",
                        "-1",
                        "--split",
                        "tset",
                        "--dataset",
                        "nope",
                        "--output",
                        job.resolve("mine").toString()),
                "--eval-freq: expected at least 1, found 0",
                "--evaluators: expected at least 1, found 0",
                "--eval-batch-size: expected at least 1",
                "--idle-timeout: expected at least 0",
                "--split: expected test or train, found \"tset\"",
                "dataset: expected a data set at",
                "--output: expected a directory outside of the job's");
        assertFalse(Files.exists(job.resolve("mine")));
        Path full = Files.createDirectory(directory.resolve("full"));
        Files.writeString(full.resolve("diary.txt"), "mine");
        assertRefused(evaluate(job.toString(), "--output", full.toString()), "found files in");
        assertRefused(
                evaluate(job.toString(), "--output", full.resolve("diary.txt/mine").toString()),
                "--output: expected a directory that you may write");
        assertRefused(
                evaluate(job.toString(), "--detach", "--queue", "night", "--tags", "a"),
                "--detach: expected on a cluster only, found --local",
                "--queue: expected on a cluster only, found --local",
                "--tags: expected on a cluster only");
    }

    @Test
    void onceWantsACheckpoint() throws IOException {
        Path begun = Files.createDirectory(directory.resolve("begun"));
        Files.copy(job.resolve("job.json"), begun.resolve("job.json"));
        assertRefused(
                evaluate(begun.toString(), "--once"),
                "--once: expected a checkpoint in",
                "found none yet");
    }

    @Test
    void aDataSetOfAnotherShapeIsRefused() throws IOException {
        Path root = directory.resolve("noise");
        NoisePictures.prepare(
                FileSystem.getLocal(new Configuration()),
                new org.apache.hadoop.fs.Path(root.toUri()));
        assertRefused(
                evaluate(
                        job.toString(),
                        "--dataset",
                        NoisePictures.NAME,
                        "--root",
                        root.toUri().toString()),
                "dataset: expected samples of 1 x 28 x 28 in 10 classes, as \"mnist\" has",
                "found samples of 3 x 32 x 32");
    }
}
