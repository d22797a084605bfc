package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same job gives the same model, to the bit, whatever the number of threads and wherever it was interrupted. The pictures are
 * noise in the shape of CIFAR-10 and under its name, so that they are augmented.
 */
class ResumedSimulationTest {

    @TempDir private static Path directory;

    @BeforeAll
    static void prepareNoise() throws IOException {
        NoisePictures.prepare(
                FileSystem.getLocal(new Configuration()),
                new org.apache.hadoop.fs.Path(directory.toUri()));
    }

    private static CommandLineRun simulate(Path results, int steps, String options) {
        List<String> words = new ArrayList<>(List.of("simulate", "--json", "--seed", "5"));
        words.addAll(
                List.of("--root", directory.toUri().toString(), "--dataset", NoisePictures.NAME));
        words.addAll(List.of("--workers", "5", "--declared-byz", "1", "--batch-size", "3"));
        words.addAll(List.of("--max-steps", "" + steps, "--eval-freq", "4"));
        words.addAll(List.of("--train-dir", results.toString()));
        words.addAll(List.of(options.split(" ")));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private static CommandLineRun resume(Path results, String... more) {
        List<String> words =
                new ArrayList<>(List.of("simulate", "--json", "--resume", results.toString()));
        words.addAll(List.of(more));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private static Path fresh() throws IOException {
        return Files.createTempDirectory(directory, "run");
    }

    /** As after a crash in step 11: the last checkpoint is that of step 8, and there are rows of later steps. */
    private static void loseWhatCameAfterStep8(Path results) throws IOException {
        Files.delete(results.resolve("checkpoints/step-000000010.ckpt"));
        Files.delete(results.resolve("outcome.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--approach baseline --mode median --momentum-at update --nesterov",
                "--approach baseline --mode median --momentum-at server --dampening 0.1",
                "--approach baseline --mode krum --momentum-at worker --nesterov --worker-fail 1 --err-mode alie",
                "--approach baseline --mode centered-clipping --optimizer adam --weight-decay 0.01",
                "--approach cyclic --lr-schedule cosine --lr-args period=99 --local-steps 3",
                "--approach baseline --mode median --l2 0.01 --l1 0.001 --gradient-clip 0.5 --label-smoothing 0.1",
            })
    void anInterruptedRunEndsWithTheModelOfAnUndisturbedOne(String options) throws IOException {
        String network = "--network logistic --parallel 1 " + options;
        String undisturbed = simulate(fresh(), 12, network).sha256();
        Path interrupted = fresh();
        CommandLineRun first = simulate(interrupted, 10, network);
        assertEquals(0, first.exitCode(), first.err());
        assertNotEquals(undisturbed, first.sha256());
        loseWhatCameAfterStep8(interrupted);
        CommandLineRun second = resume(interrupted, "--max-steps", "12", "--parallel", "2");
        assertEquals(0, second.exitCode(), second.err());
        assertEquals(undisturbed, second.sha256());
        List<String> rows = Files.readAllLines(interrupted.resolve("metrics/steps.csv"));
        assertEquals(
                IntStream.rangeClosed(1, 12)
                        .mapToObj(Long::valueOf)
                        .map(Number::longValue)
                        .toList(),
                rows.subList(1, rows.size()).stream().map(r -> StepRow.parse(r).step()).toList());
    }

    /** A convolutional network with dropout and batch normalisation, its statistics in the model. */
    @Test
    void dropoutAndAugmentationDependOnSeedStepAndBatchAlone() throws IOException {
        String options =
                "--network empire-cnn --approach repetition --group-size 5 --momentum-at update";
        String undisturbed = simulate(fresh(), 6, options + " --parallel 2").sha256();
        assertEquals(undisturbed, simulate(fresh(), 6, options + " --parallel 1").sha256());
        Path interrupted = fresh();
        simulate(interrupted, 4, options);
        assertEquals(undisturbed, resume(interrupted, "--max-steps", "6").sha256());
        assertNotEquals(undisturbed, simulate(fresh(), 6, options + " --augment none").sha256());
    }

    @Test
    void suspectsOfBothPartsAreCounted() throws IOException {
        Path interrupted = fresh();
        simulate(
                interrupted,
                4,
                "--network logistic --approach repetition --group-size 5 --worker-fail 1");
        CommandLineRun second = resume(interrupted, "--max-steps", "7");
        int lies = 0;
        for (var times : second.json().get("suspects")) {
            lies += times.intValue();
        }
        assertEquals(7, lies);
    }

    @Test
    void refusesWhatTheRunDoesNotSay() throws IOException {
        Path run = fresh();
        simulate(run, 4, "--network logistic --approach baseline --mode median");
        String lr = refused(resume(run, "--max-steps", "9", "--lr", "0.5"));
        assertTrue(lr.contains("expected no such option with --resume"), lr);
        assertTrue(lr.contains("--learning-rate"), lr);
        String done = refused(resume(run));
        assertTrue(done.contains("--max-steps: expected more than the 4 steps"), done);
        String nothing = refused(resume(fresh(), "--max-steps", "9"));
        assertTrue(nothing.contains("found no job.json in "), nothing);
    }

    /** 50 samples, 5 batches of 3 a step: 4 steps show 60, at least once and a fifth of an epoch. */
    @Test
    void epochsBecomeSteps() throws IOException {
        CommandLineRun run =
                simulate(
                        fresh(),
                        99,
                        "--network logistic --approach baseline --mode median --epochs 1.2");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(4, run.json().get("final_step").intValue());
        String none =
                refused(
                        simulate(
                                fresh(),
                                99,
                                "--network logistic --approach baseline --mode median --epochs 0"));
        assertTrue(none.contains("--epochs: expected a number above 0, found 0.0"), none);
    }

    private static String refused(CommandLineRun run) {
        assertEquals(2, run.exitCode(), run.out());
        return run.err();
    }

    @Test
    void aDamagedCheckpointIsSetAsideAndTheOneBeforeItIsTaken() throws IOException {
        String network = "--network logistic --approach baseline --mode median";
        Path run = fresh();
        String model = simulate(run, 6, network).sha256();
        damage(run.resolve("checkpoints/step-000000006.ckpt"));
        CommandLineRun resumed = resume(run);
        assertEquals(0, resumed.exitCode(), resumed.err());
        assertEquals(model, resumed.sha256());
        assertTrue(Files.exists(run.resolve("checkpoints/.step-000000006.ckpt.damaged")));
        assertTrue(Files.exists(run.resolve("checkpoints/step-000000006.ckpt")));
    }

    @Test
    void aRunWhoseCheckpointsAreAllDamagedIsNotBegunAnew() throws IOException {
        Path run = fresh();
        simulate(run, 4, "--network logistic --approach baseline --mode median");
        damage(run.resolve("checkpoints/step-000000000.ckpt"));
        damage(run.resolve("checkpoints/step-000000004.ckpt"));
        CommandLineRun resumed = resume(run, "--max-steps", "9");
        assertEquals(1, resumed.exitCode());
        assertTrue(resumed.err().contains("step-000000004.ckpt is damaged"), resumed.err());
    }

    private static void damage(Path checkpoint) throws IOException {
        byte[] bytes = Files.readAllBytes(checkpoint);
        bytes[bytes.length / 2] ^= 1;
        Files.write(checkpoint, bytes);
    }
}
