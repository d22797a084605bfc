package org.draco.layout.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.hadoop.metrics2.lib.Interns;
import org.apache.hadoop.metrics2.lib.MetricsRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMetricsTest {

    @TempDir private Path directory;

    private static String prometheus(ProcessMetrics metrics) throws IOException {
        StringWriter text = new StringWriter();
        metrics.writePrometheus(text);
        return text.toString();
    }

    @Test
    void whatIsRegisteredIsInPrometheusFormatAndInJmx() throws IOException, JMException {
        MetricsRegistry registry = new MetricsRegistry("Training").setContext("draco");
        try (ProcessMetrics metrics = ProcessMetrics.start("worker", "lenet-1")) {
            var step = registry.newGauge("Step", "the step", 42L);
            metrics.register(
                    "Training",
                    "numbers",
                    (collector, all) ->
                            registry.snapshot(
                                    collector
                                            .addRecord(Interns.info("Training", "numbers"))
                                            .setContext("draco"),
                                    all));
            awaitStep(metrics, 42);
            step.set(43);
            String text = awaitStep(metrics, 43);
            assertTrue(text.contains("jvm_metrics_mem_heap_used_m{"), text);
            assertTrue(text.contains("draco_memory_direct_buffers_mb{"), text);
            assertTrue(
                    ManagementFactory.getPlatformMBeanServer()
                            .isRegistered(new ObjectName("Hadoop:service=draco,name=Training")));
        }
    }

    /** A round of Metrics2's own may be on its way. */
    private static String awaitStep(ProcessMetrics metrics, long step) throws IOException {
        String text = "";
        for (int i = 0; i < 1000; i++) {
            text = prometheus(metrics);
            if (text.matches("(?s).*\ntraining_step\\{[^}]*\\} " + step + "\n.*")) {
                return text;
            }
        }
        throw new AssertionError("expected step " + step + ", found " + text);
    }

    @Test
    void theMemoryThatTheSystemSaysIsTold() throws IOException {
        Path status = directory.resolve("status");
        Files.writeString(status, "Name:\tjava\nVmPeak:\t 9999999 kB\nVmRSS:\t  358400 kB\n");
        assertEquals("350.0", memory(status));
        assertFalse(
                text(directory.resolve("not there")).contains("resident"),
                "a system without it says nothing");
    }

    private static String memory(Path status) throws IOException {
        String text = text(status);
        int at = text.indexOf("\ndraco_memory_resident_mb{");
        assertTrue(at >= 0, text);
        return text.substring(text.indexOf("} ", at) + 2, text.indexOf('\n', at + 1));
    }

    private static String text(Path status) throws IOException {
        try (ProcessMetrics metrics = ProcessMetrics.start("worker", "lenet-1", status)) {
            return prometheus(metrics);
        }
    }
}
