package org.draco.bin.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.draco.bin.report.RecordedRun;
import org.draco.layout.job.JobSpecs;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    /** Steps of 10 s, of which a worker computes for 20, 19, ... s, with half a second of decoding and a quarter of updating. */
    private static RecordedRun run() {
        List<StepRow> steps = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            steps.add(
                    new StepRow(
                            i + 1, 9, 0, List.of(), 3, 0, 2, 10, 9, 20 - i, 0, 0.5, 0.25, 0, 0, 0.1,
                            Map.of()));
        }
        List<EvaluationRow> evaluations =
                List.of(
                        new EvaluationRow(0, 2, 0.1, 100, 1),
                        new EvaluationRow(2, 1, 0.8, 100, 1),
                        new EvaluationRow(4, 1, 0.9, 100, 1),
                        new EvaluationRow(20, 1, 0.9, 100, 1));
        return new RecordedRun("run", JobSpecs.sound(), steps, evaluations, Optional.empty());
    }

    @Test
    void timesAreTheStepsTimesTheLowerDecileOfWhatAClusterWouldTake() {
        Measures measures = Measures.of(run(), OptionalDouble.of(0.8));
        assertEquals(2, measures.atTarget().orElseThrow().step());
        assertEquals(2 * 2.75, measures.clusterSecondsToTarget().orElseThrow());
        assertEquals(20 * 2.75, measures.clusterSeconds());
        assertEquals(200, measures.loopSeconds());
    }

    @Test
    void theEarliestOfTheBestAndTheLastAreTaken() {
        Measures measures = Measures.of(run(), OptionalDouble.of(0.95));
        assertEquals(4, measures.best().orElseThrow().step());
        assertEquals(20, measures.last().orElseThrow().step());
        assertTrue(measures.atTarget().isEmpty());
        assertTrue(measures.clusterSecondsToTarget().isEmpty());
    }
}
