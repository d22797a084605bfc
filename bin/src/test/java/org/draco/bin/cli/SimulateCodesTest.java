package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.DracoLayout;
import org.draco.layout.idx.FewDigits;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every code in the company of the real loop, real workers and LeNet on digits. */
class SimulateCodesTest {

    private static final int STEPS = 4;

    @TempDir private static Path root;
    @TempDir private Path directory;

    private int runs;

    @BeforeAll
    static void prepareTheDigits() throws IOException {
        FewDigits.prepare(
                FileSystem.getLocal(new Configuration()),
                new DracoLayout(new org.apache.hadoop.fs.Path(root.toUri())));
    }

    private CommandLineRun simulate(String options) throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                ("simulate --json --seed 7 --eval-freq 100 --eval-batch-size 500 --max-steps "
                                                + STEPS)
                                        .split(" ")));
        runs++;
        words.addAll(List.of("--root", root.toUri().toString()));
        words.addAll(List.of("--train-dir", lastRun().toString()));
        words.addAll(List.of(options.split(" ")));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private Path lastRun() {
        return directory.resolve("run-" + runs);
    }

    private List<StepRow> stepsOfLastRun() throws IOException {
        return Files.readAllLines(lastRun().resolve("metrics/steps.csv")).stream()
                .skip(1)
                .map(StepRow::parse)
                .toList();
    }

    private String model(String options) throws IOException {
        CommandLineRun run = simulate(options);
        assertEquals(0, run.exitCode(), run.err());
        return run.sha256();
    }

    @Test
    void theExactModelIsOneAndTheSameWhateverTheCodeAndWhoeverLies() throws IOException {
        String honest = model("--approach baseline --arithmetic exact --workers 5");
        for (String attack : List.of("rev_grad", "constant", "random", "collude", "drop")) {
            String cyclic = "--approach cyclic --workers 5 --declared-byz 2 --worker-fail 2";
            assertEquals(honest, model(cyclic + " --err-mode " + attack), attack);
        }
        assertEquals(honest, model("--approach cyclic --workers 5 --declared-byz 1"));
        assertEquals(5, stepsOfLastRun().get(0).answers());
        assertEquals(3, stepsOfLastRun().get(0).redundancy());
        assertEquals(
                honest,
                model(
                        "--approach repetition --arithmetic exact --workers 15 --group-size 3 --worker-fail 1"));
        assertEquals(
                honest,
                model(
                        "--approach reactive --arithmetic exact --workers 10 --declared-byz 1 --worker-fail 1"));
        assertNotEquals(honest, model("--approach baseline --workers 5"), "floats round otherwise");
    }

    @Test
    void anEvenNumberOfWorkersIsFineToo() throws IOException {
        String honest = model("--approach baseline --arithmetic exact --workers 4");
        assertEquals(
                honest, model("--approach cyclic --workers 4 --declared-byz 1 --worker-fail 1"));
    }

    @Test
    void theReactiveModelIsThatOfRepetitionAtLessRedundancy() throws IOException {
        String repetition = model("--approach repetition --workers 9");
        assertEquals(3, stepsOfLastRun().get(0).redundancy());
        assertEquals(repetition, model("--approach reactive --workers 6 --declared-byz 1"));
        for (StepRow step : stepsOfLastRun()) {
            assertEquals(2, step.redundancy(), "s + 1 while nobody lies");
        }
        String attacked = "--approach reactive --workers 6 --declared-byz 1 --worker-fail 1";
        assertEquals(repetition, model(attacked));
        for (StepRow step : stepsOfLastRun()) {
            assertEquals(1, step.suspects().size());
            assertEquals(2 + 1 / 3.0, step.redundancy(), 1e-9, "one group of three asked one more");
        }
    }

    @Test
    void anExpelledLiarIsNotHeardAgain() throws IOException {
        String honest = model("--approach baseline --workers 3");
        assertEquals(
                honest,
                model(
                        "--approach reactive --workers 6 --declared-byz 1 --worker-fail 1 --fixed-liars --on-proven-liar expel"));
        List<StepRow> steps = stepsOfLastRun();
        assertEquals(1, steps.get(0).suspects().size());
        for (StepRow step : steps.subList(1, STEPS)) {
            assertEquals(List.of(), step.suspects());
            assertEquals(1, step.lost());
            assertEquals(5, step.answers());
            assertEquals(2, step.redundancy(), "five workers, and one of them does two tasks");
        }
        CommandLineRun others =
                simulate(
                        "--approach reactive --workers 6 --declared-byz 1 --worker-fail 1 --on-proven-liar expel");
        assertEquals(1, others.exitCode());
        String why = others.json().get("diagnosis").textValue();
        assertTrue(why.contains("more than the declared s = 1"), why);
    }

    @Test
    void theFloatCodesComeNearTheHonestModelAndCatchTheLiars() throws IOException {
        CommandLineRun honest = simulate("--approach baseline --workers 5");
        for (String numbers :
                List.of(
                        "--arithmetic float",
                        "--arithmetic complex",
                        "--arithmetic float --wire float64")) {
            CommandLineRun run =
                    simulate(
                            "--approach cyclic --workers 5 --declared-byz 1 --worker-fail 1 "
                                    + numbers);
            assertEquals(0, run.exitCode(), run.err());
            long lies = 0;
            for (var times : run.json().get("suspects")) {
                lies += times.longValue();
            }
            assertEquals(STEPS, lies, numbers);
            assertEquals(
                    honest.json().get("test_accuracy").doubleValue(),
                    run.json().get("test_accuracy").doubleValue(),
                    0.01,
                    numbers);
        }
    }

    @Test
    void aMarginAboveTheToleranceIsRefusedWithTheNumbers() throws IOException {
        CommandLineRun run =
                simulate("--approach cyclic --arithmetic float --workers 45 --declared-byz 3");
        assertEquals(2, run.exitCode());
        for (String part : List.of("error-tolerance", "P = 45, s = 3", "--wire float64", "0.001")) {
            assertTrue(run.err().contains(part), run.err());
        }
    }

    @Test
    void votesWithinATolerance() throws IOException {
        String exact = model("--approach repetition --workers 6");
        assertEquals(
                exact,
                model("--approach repetition --workers 6 --vote tolerance --worker-fail 1"),
                "machines that round alike agree to the bit");
        CommandLineRun wide =
                simulate("--approach repetition --workers 6 --vote tolerance --vote-tolerance 1");
        assertEquals(2, wide.exitCode());
        assertTrue(
                wide.err().contains("vote-tolerance: expected above 0 and at most 0.1"),
                wide.err());
    }

    @Test
    void detoxOutvotesWhatTheRedundancyCannotBear() throws IOException {
        String honest = model("--approach repetition --workers 15 --group-size 3");
        CommandLineRun few =
                simulate(
                        "--approach detox --workers 15 --declared-byz 1 --worker-fail 1 --mode average");
        assertEquals(honest, few.sha256(), "one liar is outvoted wherever it sits");
        CommandLineRun many =
                simulate(
                        "--approach detox --workers 15 --declared-byz 4 --worker-fail 4 --mode median");
        assertEquals(0, many.exitCode(), many.err());
        assertEquals(STEPS, many.json().get("final_step").intValue());
        CommandLineRun mean =
                simulate("--approach detox --workers 15 --declared-byz 4 --mode average");
        assertEquals(2, mean.exitCode());
        assertTrue(mean.err().contains("mode \"average\" bears no turned group"), mean.err());
    }

    @Test
    void rulesTakeTheirParametersFromTheCommandLine() throws IOException {
        String krum = "--approach baseline --workers 7 --declared-byz 2 --worker-fail 2 --mode ";
        assertEquals(model(krum + "krum"), model(krum + "krum --mode-args neighbours=n-s-2"));
        assertEquals(model(krum + "krum"), model(krum + "multi-krum --mode-args m=1"));
        CommandLineRun wrong = simulate(krum + "krum --mode-args neighbors=3");
        assertEquals(2, wrong.exitCode());
        assertTrue(wrong.err().contains("mode-args: krum"), wrong.err());
    }

    @Test
    void whatMustBeDeclaredIsAskedFor() throws IOException {
        CommandLineRun run = simulate("--approach cyclic --workers 9");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("declared-byz: expected to be told"), run.err());
        CommandLineRun uneven = simulate("--approach reactive --workers 10 --declared-byz 2");
        assertTrue(
                uneven.err().contains("workers: expected a multiple of s + 1 = 3"), uneven.err());
    }
}
