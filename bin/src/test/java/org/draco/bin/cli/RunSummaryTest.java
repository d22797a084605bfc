package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.JobSpecs;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.Test;

/** What is said of liars, and of their absence, is no more than is known. */
class RunSummaryTest {

    private static final JobSpec.Resilience REPETITION = JobSpecs.sound().resilience();
    private static final JobSpec.Resilience KRUM =
            JobSpec.Resilience.of(9, "baseline", 1, 2, "krum");
    private static final JobSpec.Resilience MEAN =
            JobSpec.Resilience.of(9, "baseline", 1, 0, "average");

    private static String said(JobSpec.Resilience resilience, Map<Integer, Long> caught) {
        Outcome outcome = new Outcome(true, 6, "", "abc", 3, 1, 1, caught);
        StringWriter text = new StringWriter();
        new RunSummary(resilience, outcome, Optional.empty(), "/runs/one")
                .print(new PrintWriter(text));
        return text.toString();
    }

    private static void assertSays(String line, String text) {
        assertTrue(text.lines().anyMatch(line::equals), text);
    }

    @Test
    void aCodeThatCaughtNobodyHadNoLiar() {
        assertSays("Nobody was caught lying.", said(REPETITION, Map.of()));
        assertSays(
                "Caught 3 lies: worker 1 x2, worker 4 x1.", said(REPETITION, Map.of(1, 2L, 4, 1L)));
    }

    @Test
    void aRuleDoesNotSayThatNobodyLied() {
        assertSays(
                "Who lied, if anybody, is not known: --mode krum bears 2 liars without telling who lied.",
                said(KRUM, Map.of()));
        assertSays(
                "Who lied, if anybody, is not known: --mode average bears no liar, and does not tell who lied.",
                said(MEAN, Map.of()));
    }

    /** What is no finite gradient is a lie under any rule. */
    @Test
    void aRuleNamesOnlyWhoseAnswerWasNoGradient() {
        assertSays(
                "Caught 1 lie: worker 3 x1. Who else lied is not known: --mode krum bears 2 liars without telling who lied.",
                said(KRUM, Map.of(3, 1L)));
    }

    @Test
    void theLineOfProgressIsAsSilent() {
        assertEquals("  caught nobody", caughtInProgress(REPETITION));
        assertEquals("", caughtInProgress(KRUM));
    }

    private static String caughtInProgress(JobSpec.Resilience resilience) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        ProgressLine progress = new ProgressLine(new PrintStream(shown), false, 1);
        JobSpec spec = JobSpecs.with(resilience);
        progress.expect(spec);
        progress.step(
                new StepRow(
                        spec.training().maxSteps(),
                        9,
                        0,
                        List.of(),
                        3,
                        0,
                        1,
                        1,
                        1,
                        0.5,
                        0.25,
                        0.125,
                        0.0625,
                        0,
                        0,
                        0.1,
                        Map.of()));
        String line = shown.toString();
        int from = line.indexOf("accuracy -") + "accuracy -".length();
        return line.substring(from, line.indexOf("  1.00 s/step"));
    }
}
