package org.draco.bin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.JobSpecs;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.Test;

class RunTableTest {

    private static String caught(JobSpec spec) {
        StepRow step =
                new StepRow(
                        1, 9, 0, List.of(), 3, 0, 1, 1, 1, 0.5, 0.25, 0.125, 0.0625, 0, 0, 0.1,
                        Map.of());
        RecordedRun run = new RecordedRun("one", spec, List.of(step), List.of(), Optional.empty());
        return RunTable.of(List.of(run)).rows().stream()
                .filter(row -> row.get(0).startsWith("caught"))
                .findFirst()
                .orElseThrow()
                .get(1);
    }

    @Test
    void nobodyCaughtMeansNobodyLiedOnlyWhereLiesAreProven() {
        assertEquals("nobody", caught(JobSpecs.sound()));
        assertEquals(
                "not known: a rule does not tell",
                caught(JobSpecs.with(JobSpec.Resilience.of(9, "baseline", 1, 2, "krum"))));
    }
}
