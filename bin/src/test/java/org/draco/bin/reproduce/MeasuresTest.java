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

    /** A step of 10 s, of which one worker computes for 1, 2, 9, 1 and 1.5 s, with half a second of decoding and a quarter of updating. */
    private static RecordedRun run() {
        double[] computed = {1, 2, 9, 1, 1.5};
        List<StepRow> steps = new ArrayList<>();
        for (int i = 0; i < computed.length; i++) {
            steps.add(
                    new StepRow(
                            i + 1,
                            9,
                            0,
                            List.of(),
                            3,
                            0,
                            2,
                            10,
                            9,
                            computed[i],
                            0,
                            0.5,
                            0.25,
                            0,
                            0,
                            0.1,
                            Map.of()));
        }
        List<EvaluationRow> evaluations =
                List.of(
                        new EvaluationRow(0, 2, 0.1, 100, 1),
                        new EvaluationRow(2, 1, 0.8, 100, 1),
                        new EvaluationRow(4, 1, 0.9, 100, 1),
                        new EvaluationRow(5, 1, 0.9, 100, 1));
        return new RecordedRun("run", JobSpecs.sound(), steps, evaluations, Optional.empty());
    }

    @Test
    void timesAreTheStepsTimesTheMedianOfWhatAClusterWouldTake() {
        Measures measures = Measures.of(run(), OptionalDouble.of(0.8));
        assertEquals(2, measures.atTarget().orElseThrow().step());
        assertEquals(2 * 2.25, measures.clusterSecondsToTarget().orElseThrow());
        assertEquals(5 * 2.25, measures.clusterSeconds());
        assertEquals(50, measures.loopSeconds());
    }

    @Test
    void theEarliestOfTheBestAndTheLastAreTaken() {
        Measures measures = Measures.of(run(), OptionalDouble.of(0.95));
        assertEquals(4, measures.best().orElseThrow().step());
        assertEquals(5, measures.last().orElseThrow().step());
        assertTrue(measures.atTarget().isEmpty());
        assertTrue(measures.clusterSecondsToTarget().isEmpty());
    }
}
