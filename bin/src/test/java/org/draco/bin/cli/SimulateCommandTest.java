package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import org.draco.layout.DracoLayout;
import org.draco.layout.idx.BundledDigits;
import org.draco.layout.idx.FewDigits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

    private static final int STEPS = 6;

    @TempDir private static Path root;
    @TempDir private Path directory;

    @BeforeAll
    static void prepareTheDigits() throws IOException {
        FewDigits.prepare(
                FileSystem.getLocal(new Configuration()),
                new DracoLayout(new org.apache.hadoop.fs.Path(root.toUri())));
    }

    private CommandLineRun simulate(String... more) {
        List<String> words = new ArrayList<>(List.of("--root", root.toUri().toString()));
        words.addAll(List.of(more));
        return simulateOnBundledDigits(words.toArray(String[]::new));
    }

    private CommandLineRun simulateOnBundledDigits(String... more) {
        List<String> words = new ArrayList<>(List.of("simulate", "--json", "--seed", "7"));
        words.addAll(
                List.of(
                        "--max-steps",
                        "" + STEPS,
                        "--eval-freq",
                        "100",
                        "--eval-batch-size",
                        "500"));
        words.addAll(
                List.of(
                        "--train-dir",
                        directory
                                .resolve("run" + words.hashCode() + System.nanoTime())
                                .toString()));
        words.addAll(List.of(more));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    @Test
    void theModelUnderEveryAttackIsTheHonestOneToTheBit() throws IOException {
        CommandLineRun honest = simulate("--approach", "repetition");
        assertEquals(0, honest.exitCode(), honest.err());
        assertEquals(0, honest.json().get("suspects").size());
        assertEquals(64, honest.sha256().length());
        for (String attack : List.of("rev_grad", "constant", "random")) {
            CommandLineRun attacked =
                    simulate(
                            "--approach", "repetition", "--worker-fail", "1", "--err-mode", attack);
            assertEquals(honest.sha256(), attacked.sha256(), attack);
            assertEquals(
                    STEPS,
                    lies(attacked.json()),
                    attack + ": one lie in each step, the last one included");
        }
    }

    private static long lies(JsonNode summary) {
        long lies = 0;
        for (JsonNode times : summary.get("suspects")) {
            lies += times.longValue();
        }
        return lies;
    }

    @Test
    void theModelDoesNotDependOnTheNumberOfThreads() throws IOException {
        assertEquals(simulate("--parallel", "1").sha256(), simulate("--parallel", "3").sha256());
    }

    @Test
    void theAttackIsReal() throws IOException {
        CommandLineRun honest = simulate("--approach", "baseline", "--mode", "average");
        CommandLineRun attacked =
                simulate("--approach", "baseline", "--mode", "average", "--worker-fail", "1");
        assertEquals(0, attacked.exitCode(), attacked.err());
        assertNotEquals(honest.sha256(), attacked.sha256());
        String warning = attacked.json().get("diagnosis").textValue();
        assertTrue(
                warning.startsWith(
                        "warning: --worker-fail 1 (rev_grad) is more than mode average bears"),
                warning);
    }

    /** What an omniscient liar sends does not depend on who computed what it saw, or when. */
    @Test
    void anOmniscientAttackIsRealAndTheSameWithAnyNumberOfThreads() throws IOException {
        for (String attack :
                List.of(
                        "--mode krum --err-mode alie --err-args factor=search",
                        "--mode trimmed-mean --err-mode ipm --err-args epsilon=search,evaluations=8",
                        "--mode median --err-mode label-flip")) {
            String job = "--approach baseline --workers 5 --declared-byz 1 " + attack;
            String honest = simulate(job.split(" ")).sha256();
            CommandLineRun attacked = simulate((job + " --worker-fail 1 --parallel 1").split(" "));
            assertEquals(0, attacked.exitCode(), attacked.err());
            assertEquals(STEPS, attacked.json().get("final_step").intValue());
            assertNotEquals(honest, attacked.sha256(), attack);
            assertEquals(
                    attacked.sha256(),
                    simulate((job + " --worker-fail 1 --parallel 2").split(" ")).sha256(),
                    attack);
        }
    }

    @Test
    void whatIsWrongWithAnAttackIsSaid() {
        for (String[] wrong :
                new String[][] {
                    {"--err-mode bribe", "err-mode: expected one of [honest, rev_grad,"},
                    {"--err-mode alie --err-args z=1", "found \"z\""},
                    {"--err-mode alie --err-args factor=search", "expected approach \"baseline\""},
                    {"--err-mode nan --adversarial 3", "nan: expected no arguments"},
                    {"--adversarial 3 --err-args magnitude=4", "found \"magnitude\" twice"}
                }) {
            CommandLineRun run = simulate(("--worker-fail 1 " + wrong[0]).split(" "));
            assertEquals(2, run.exitCode(), wrong[0]);
            assertTrue(run.err().contains(wrong[1]), run.err());
        }
    }

    @Test
    void aModelThatDivergesUnderAttackIsCarriedOnAndSaidToHaveDiverged() throws IOException {
        CommandLineRun attacked =
                simulate("--approach", "baseline", "--worker-fail", "3", "--adversarial", "-1e9");
        assertEquals(0, attacked.exitCode(), attacked.err());
        assertEquals(STEPS, attacked.json().get("final_step").intValue());
        assertEquals(0, attacked.json().get("suspects").size(), "no honest worker is accused");
        String warning = attacked.json().get("diagnosis").textValue();
        assertTrue(warning.contains("the model diverged at step "), warning);
    }

    @Test
    void aModelThatDivergesByItselfEndsTheTraining() throws IOException {
        CommandLineRun diverged = simulate("--approach", "baseline", "--lr", "1e30");
        assertEquals(1, diverged.exitCode());
        String why = diverged.json().get("diagnosis").textValue();
        assertTrue(
                why.matches(
                        "step \\d+: the decoded gradient is not finite: training has diverged; .*"),
                why);
    }

    @Test
    void aGroupWithoutAMajorityEndsInAnErrorThatNamesStepAndGroup() throws IOException {
        CommandLineRun beyond =
                simulate("--workers", "3", "--worker-fail", "2", "--err-mode", "random");
        assertEquals(1, beyond.exitCode());
        JsonNode json = beyond.json();
        assertTrue(json.get("model_sha256").isNull(), "no model is passed off as right");
        String why = json.get("diagnosis").textValue();
        assertTrue(why.startsWith("step 1: group 0 (workers 0..2): no majority"), why);
    }

    @Test
    void liarsThatAgreeBeyondTheCodesBoundAreAnnounced() throws IOException {
        CommandLineRun beyond =
                simulate("--workers", "3", "--worker-fail", "2", "--err-mode", "constant");
        String word = beyond.json().get("diagnosis").textValue();
        assertTrue(
                word.contains(
                        "--worker-fail 2 (constant) is more than repetition with groups of 3 bears"),
                word);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() throws IOException {
        CommandLineRun wrong =
                CommandLineRun.of(
                        "simulate",
                        "--workers",
                        "10",
                        "--network",
                        "Foo",
                        "--lr",
                        "-1",
                        "--dataset",
                        "nope",
                        "--err-mode",
                        "x",
                        "--worker-fail",
                        "20",
                        "--momentum",
                        "1");
        assertEquals(2, wrong.exitCode());
        for (String option :
                List.of(
                        "lr:",
                        "momentum",
                        "worker-fail",
                        "group-size",
                        "err-mode",
                        "network",
                        "dataset")) {
            assertTrue(wrong.err().contains(option), option + " is missing in:\n" + wrong.err());
        }
        assertEquals("", wrong.out());
    }

    @Test
    void aMissingDataSetSaysHowToMakeIt() {
        CommandLineRun wrong =
                CommandLineRun.of("simulate", "--root", directory.toUri().toString());
        assertEquals(2, wrong.exitCode());
        assertTrue(wrong.err().contains("draco prepare --dataset mnist"), wrong.err());
    }

    @Test
    void aFileOfTheDataSetThatIsShorterThanItShouldBeIsRefused() throws IOException {
        String root = directory.resolve("root").toUri().toString();
        Path source = digits();
        CommandLineRun prepared =
                CommandLineRun.of(
                        "prepare",
                        "--dataset",
                        "mnist",
                        "--source",
                        source.toString(),
                        "--root",
                        root);
        assertEquals(0, prepared.exitCode(), prepared.err());
        Path part = directory.resolve("root/datasets/mnist/train/part-00000");
        byte[] bytes = Files.readAllBytes(part);
        Files.write(part, Arrays.copyOf(bytes, bytes.length - 1));
        CommandLineRun wrong = CommandLineRun.of("simulate", "--root", root);
        assertEquals(2, wrong.exitCode());
        assertTrue(
                wrong.err()
                        .contains(
                                "expected " + bytes.length + " bytes, found " + (bytes.length - 1)),
                wrong.err());
    }

    private Path digits() throws IOException {
        Path source = Files.createDirectory(directory.resolve("idx"));
        for (String name :
                List.of(
                        "train-images-idx3-ubyte",
                        "train-labels-idx1-ubyte",
                        "t10k-images-idx3-ubyte",
                        "t10k-labels-idx1-ubyte")) {
            try (var in = BundledDigits.class.getResourceAsStream("mnist/" + name + ".gz")) {
                Files.copy(in, source.resolve(name + ".gz"));
            }
        }
        return source;
    }

    @Test
    void prepareNamesEveryFileThatIsMissing() {
        CommandLineRun wrong =
                CommandLineRun.of(
                        "prepare",
                        "--dataset",
                        "mnist",
                        "--source",
                        directory.toString(),
                        "--root",
                        directory.resolve("root").toUri().toString());
        assertEquals(2, wrong.exitCode());
        assertTrue(wrong.err().contains("train-images-idx3-ubyte"), wrong.err());
        assertTrue(wrong.err().contains("t10k-labels-idx1-ubyte"), wrong.err());
    }

    @Test
    void aRunLeavesCheckpointsModelsAndMetrics() throws IOException {
        CommandLineRun bundled = simulateOnBundledDigits();
        assertEquals(simulate().sha256(), bundled.sha256(), "the same digits to train on");
        Path run = Path.of(bundled.json().get("place").textValue());
        try (Stream<Path> files = Files.walk(run)) {
            List<String> names =
                    files.filter(Files::isRegularFile)
                            .map(f -> run.relativize(f).toString())
                            .sorted()
                            .toList();
            assertEquals(
                    List.of(
                            "checkpoints/step-000000000.ckpt",
                            "checkpoints/step-000000006.ckpt",
                            "datasets/mnist/manifest.json",
                            "datasets/mnist/test/part-00000",
                            "datasets/mnist/train/part-00000",
                            "job.json",
                            "metrics/evaluation.csv",
                            "metrics/steps.csv",
                            "models/step-000000000.zip",
                            "models/step-000000006.zip",
                            "outcome.json"),
                    names);
        }
        assertEquals(1 + STEPS, Files.readAllLines(run.resolve("metrics/steps.csv")).size());
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Files.writeString(directory.resolve("mine.txt"), "mine");
        CommandLineRun wrong = CommandLineRun.of("simulate", "--train-dir", directory.toString());
        assertEquals(2, wrong.exitCode());
        assertTrue(
                wrong.err().contains("train-dir: expected a new or empty directory"), wrong.err());
        assertFalse(Files.exists(directory.resolve("job.json")));
    }

    @Test
    void aJobOnGpusIsRefusedByABuildWithoutCudaBeforeAnythingIsWritten() {
        for (String command : List.of("simulate", "train --embedded")) {
            Path results = directory.resolve("of-" + command.hashCode());
            CommandLineRun run =
                    CommandLineRun.of(
                            (command + " --enable-gpu --train-dir " + results).split(" "));
            assertEquals(2, run.exitCode(), run.err());
            assertTrue(
                    run.err()
                            .contains(
                                    "gpu: --enable-gpu expected ND4J's CUDA backend on the class path"),
                    run.err());
            assertFalse(Files.exists(results), command);
        }
    }
}
