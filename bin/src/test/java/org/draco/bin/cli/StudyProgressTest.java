package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.draco.am.yarn.Jobs;
import org.draco.bin.reproduce.Configuration;
import org.draco.bin.reproduce.PlannedRun;
import org.draco.layout.job.JobSpec;
import org.junit.jupiter.api.Test;

class StudyProgressTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private long nowNanos;

    private static PlannedRun run(String name) {
        JobSpec job = Jobs.withWorkers(3);
        return PlannedRun.of(new Configuration("part", Map.of("name", name), List.of()), 1, job);
    }

    private StudyProgress of(PlannedRun... pending) {
        return new StudyProgress(
                new PrintStream(shown, true, StandardCharsets.UTF_8),
                false,
                List.of(pending),
                () -> nowNanos);
    }

    /** Six steps in ten seconds, and one more run of thirty. */
    @Test
    void whatWasMadeBeforeSaysNothingOfThePace() {
        PlannedRun goneOnWith = run("a");
        assertEquals(30, goneOnWith.job().orElseThrow().training().maxSteps());
        StudyProgress progress = of(goneOnWith, run("b"));
        progress.step(goneOnWith, 25);
        progress.step(goneOnWith, 25);
        nowNanos = TimeUnit.SECONDS.toNanos(10);
        progress.step(goneOnWith, 30);
        progress.ended(goneOnWith, "");
        String line = shown.toString(StandardCharsets.UTF_8).strip();
        assertEquals("1 of 2: name=a, seed=1; about 50 s left", line);
    }

    @Test
    void whoIsToldToEndSaysWhatRemains() {
        of(run("a")).interrupted("; applications killed: 2");
        assertTrue(
                shown.toString(StandardCharsets.UTF_8)
                        .contains(
                                "interrupted; applications killed: 2; the same command goes on where this one was"));
    }
}
