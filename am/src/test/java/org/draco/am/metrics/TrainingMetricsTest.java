package org.draco.am.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.draco.am.yarn.Jobs;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;
import org.draco.layout.telemetry.ProcessMetrics;
import org.junit.jupiter.api.Test;

class TrainingMetricsTest {

    private static StepRow row(long step, int lost, List<Integer> suspects) {
        return new StepRow(
                step, 9 - lost, lost, suspects, 3, 0, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.002,
                0.001, 3_000_000, 1_000_000, 0.1, Map.of());
    }

    /** Name and value of each number of a training, as a scrape has them. */
    private static Map<String, Double> scraped(ProcessMetrics metrics, double untilSteps)
            throws IOException {
        Map<String, Double> found = new TreeMap<>();
        for (int i = 0; i < 1000; i++) { // a round of Metrics2's own may be on its way
            StringWriter text = new StringWriter();
            metrics.writePrometheus(text);
            for (String line : text.toString().split("\n")) {
                if (line.startsWith("draco_training_")) {
                    assertTrue(line.contains("job=\"trial\""), line);
                    int brace = line.indexOf('{');
                    found.put(
                            line.substring("draco_training_".length(), brace),
                            Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
                }
            }
            if (found.getOrDefault("steps", -1.0) == untilSteps) {
                return found;
            }
        }
        throw new AssertionError("expected " + untilSteps + " steps, found " + found);
    }

    @Test
    void aScrapeHasTheLastStepAndTheSums() throws IOException {
        try (ProcessMetrics process = ProcessMetrics.start("ApplicationMaster", "trial")) {
            TrainingMetrics training = new TrainingMetrics(Jobs.withWorkers(9), () -> 5);
            process.register("Training", "A training", training);
            Map<String, Double> before = scraped(process, 0);
            training.stepEnded(row(41, 1, List.of(3)));
            training.stepEnded(row(42, 2, List.of(3, 4)));
            training.evaluated(new EvaluationRow(40, 0.75, 0.875, 100, 1));
            training.noticed();
            Map<String, Double> after = scraped(process, 2);
            assertEquals(before.keySet(), after.keySet(), "the names never change");
            Map<String, Double> expected = new TreeMap<>();
            expected.put("step", 42.0);
            expected.put("max_steps", 30.0);
            expected.put("answers", 7.0);
            expected.put("lost", 2.0);
            expected.put("replacements", 5.0);
            expected.put("train_loss", 0.5);
            expected.put("learning_rate", (double) 0.1f);
            expected.put("redundancy", 3.0);
            expected.put("evaluated_step", 40.0);
            expected.put("accuracy", 0.875);
            expected.put("test_loss", 0.75);
            expected.put("steps", 2.0);
            expected.put("erasures", 3.0);
            expected.put("lies_proven", 3.0);
            expected.put("bytes_in", 6e6);
            expected.put("bytes_out", 2e6);
            expected.put("notices", 1.0);
            expected.put("step_micros", 500_000.0);
            expected.put("decode_micros", 4000.0);
            expected.forEach((name, value) -> assertEquals(value, after.get(name), 1e-6, name));
        }
    }
}
