package org.draco.container.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.telemetry.ProcessMetrics;
import org.junit.jupiter.api.Test;

class ContainerMetricsTest {

    /** The line of a number once it has this value: a round of Metrics2's own may be on its way. */
    private static String awaitLine(ProcessMetrics metrics, String name, String value)
            throws IOException {
        String found = "";
        for (int i = 0; i < 1000; i++) {
            StringWriter text = new StringWriter();
            metrics.writePrometheus(text);
            found =
                    text.toString()
                            .lines()
                            .filter(line -> line.startsWith(name + "{"))
                            .findFirst()
                            .orElse("");
            if (found.endsWith(" " + value)) {
                return found;
            }
        }
        throw new AssertionError("expected " + name + " " + value + ", found " + found);
    }

    @Test
    void aWorkersAnswersAreCountedAndItsRankIsATag() throws IOException {
        try (ProcessMetrics process = ProcessMetrics.start("worker", "lenet-1")) {
            WorkerMetrics worker = new WorkerMetrics("lenet-1", 7);
            process.register("Worker", "A worker", worker);
            worker.answered(41, 0.5f, 2_000_000);
            worker.answered(42, 0.25f, 4_000_000);
            worker.disconnected();
            String step = awaitLine(process, "draco_worker_step", "42");
            assertTrue(step.contains("rank=\"7\"") && step.contains("job=\"lenet-1\""), step);
            awaitLine(process, "draco_worker_loss", "0.25");
            awaitLine(process, "draco_worker_answers", "2");
            awaitLine(process, "draco_worker_lost_connections", "1");
            awaitLine(process, "draco_worker_compute_micros", "6000");
        }
    }

    @Test
    void anEvaluationIsTold() throws IOException {
        try (ProcessMetrics process = ProcessMetrics.start("evaluator", "lenet-1")) {
            EvaluatorMetrics evaluator = new EvaluatorMetrics("lenet-1");
            process.register("Evaluator", "An evaluator", evaluator);
            evaluator.evaluated(new EvaluationRow(100, 0.75, 0.875, 500, 0.25));
            assertEquals(
                    "draco_evaluator_step",
                    awaitLine(process, "draco_evaluator_step", "100").split("\\{")[0]);
            awaitLine(process, "draco_evaluator_accuracy", "0.875");
            awaitLine(process, "draco_evaluator_loss", "0.75");
            awaitLine(process, "draco_evaluator_evaluations", "1");
            awaitLine(process, "draco_evaluator_evaluation_millis", "250");
        }
    }
}
