package org.draco.layout.telemetry;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.metrics2.MetricsCollector;
import org.apache.hadoop.metrics2.MetricsRecordBuilder;
import org.apache.hadoop.metrics2.MetricsSource;
import org.apache.hadoop.metrics2.lib.Interns;

/**
 * What the process holds of the machine's memory beside its heap, which Hadoop's {@code JvmMetrics} tell: a container is killed for
 * the sum. Thread-safe.
 */
final class ProcessMemory implements MetricsSource {

    private static final double MEGABYTE = 1 << 20;
    private static final String RESIDENT = "VmRSS:";

    private final Path status;
    private final String job;

    /**
     * @param status the process's own, in Linux's form
     * @param job the job's name
     */
    ProcessMemory(Path status, String job) {
        this.status = status;
        this.job = job;
    }

    @Override
    public void getMetrics(MetricsCollector collector, boolean all) {
        MetricsRecordBuilder record =
                collector
                        .addRecord("DracoMemory")
                        .setContext(ProcessMetrics.CONTEXT)
                        .tag(Interns.info("Job", "Name of the job"), job);
        resident()
                .ifPresent(
                        kilobytes ->
                                record.addGauge(
                                        Interns.info(
                                                "ResidentMB",
                                                "Megabytes of memory that the process holds"),
                                        kilobytes * 1024 / MEGABYTE));
        long direct = 0;
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            direct += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
        }
        record.addGauge(
                Interns.info("DirectBuffersMB", "Megabytes of Java's buffers outside of the heap"),
                direct / MEGABYTE);
    }

    /** In kB; empty where the system does not say. */
    private OptionalLong resident() {
        List<String> lines;
        try {
            lines = Files.readAllLines(status, StandardCharsets.UTF_8);
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
        return lines.stream()
                .filter(line -> line.startsWith(RESIDENT))
                .map(line -> line.replaceAll("\\D", ""))
                .filter(digits -> !digits.isEmpty())
                .mapToLong(Long::parseLong)
                .findFirst();
    }
}
