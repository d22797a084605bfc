package org.draco.bin.scaling;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The most memory that this process has had, looked at a hundred times a second and after each collection. */
final class MemoryWatch {

    private static final long LOOK_MILLIS = 10;

    private final AtomicLong heapAfterCollection = new AtomicLong();
    private final AtomicLong heap = new AtomicLong();
    private final AtomicLong direct = new AtomicLong();

    private MemoryWatch() {}

    static MemoryWatch start() {
        MemoryWatch watch = new MemoryWatch();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener((note, any) -> watch.collected(note), null, null);
        }
        Thread looking = new Thread(watch::look, "memory-watch");
        looking.setDaemon(true);
        looking.start();
        return watch;
    }

    private void collected(Notification note) {
        if (note.getType()
                .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            Map<String, MemoryUsage> pools =
                    GarbageCollectionNotificationInfo.from((CompositeData) note.getUserData())
                            .getGcInfo()
                            .getMemoryUsageAfterGc();
            long used =
                    ManagementFactory.getMemoryPoolMXBeans().stream()
                            .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                            .mapToLong(pool -> pools.get(pool.getName()).getUsed())
                            .sum();
            heapAfterCollection.accumulateAndGet(used, Math::max);
        }
    }

    private void look() {
        try {
            while (true) {
                heap.accumulateAndGet(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                        Math::max);
                direct.accumulateAndGet(directNow(), Math::max);
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** Netty takes its memory from the JVM, or past it, and then counts it itself. */
    private static long directNow() {
        long ofTheJvm =
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
        return Math.max(ofTheJvm, PlatformDependent.usedDirectMemory());
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    void print() throws IOException {
        ServerProcess.Line.MEMORY.print(
                heapAfterCollection.get(), heap.get(), direct.get(), resident());
    }
}
