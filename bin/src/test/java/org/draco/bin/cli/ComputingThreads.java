package org.draco.bin.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.draco.container.worker.WorkerMain;

/**
 * How much processor time the threads take in which this machine's workers compute, looked at once a second while they run. It is the same minute's as the
 * steps that it is compared with; in it are what a worker does with a gradient before it is sent, too, and what a gradient takes longer because others are computed beside it.
 */
final class ComputingThreads implements AutoCloseable {

    /** The name of the thread in which a worker computes. */
    private static final String NAME = "worker";

    /** Fields of a thread's {@code stat} after its name: what it has run in the program and in the system, in hundredths of a second. */
    private static final int USER_FIELD = 11;

    private static final int SYSTEM_FIELD = 12;
    private static final double TICKS_PER_SECOND = 100;

    private record Sample(long nanos, double seconds, int processes) {}

    private final int workers;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread looking = new Thread(this::look, "computing-threads");

    /** @param workers a look that finds fewer does not count */
    ComputingThreads(int workers) {
        this.workers = workers;
        looking.setDaemon(true);
        looking.start();
    }

    private void look() {
        try {
            while (true) {
                Sample sample = sample();
                if (sample.processes() == workers) {
                    samples.add(sample);
                }
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException closed) {
            // that is all
        }
    }

    private static Sample sample() {
        List<ProcessHandle> found =
                ProcessHandle.allProcesses().filter(ComputingThreads::isWorker).toList();
        double seconds = found.stream().mapToDouble(p -> secondsOf(p.pid())).sum();
        return new Sample(System.nanoTime(), seconds, found.size());
    }

    /** Not the shell that has started one. */
    private static boolean isWorker(ProcessHandle process) {
        return process.info().command().filter(command -> command.endsWith("/java")).isPresent()
                && process.info()
                        .commandLine()
                        .filter(line -> line.contains(WorkerMain.class.getName()))
                        .isPresent();
    }

    private static double secondsOf(long process) {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process + "/task"))) {
            return threads.mapToDouble(ComputingThreads::secondsOf).sum();
        } catch (IOException | UncheckedIOException ended) {
            return 0;
        }
    }

    private static double secondsOf(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            int end = stat.lastIndexOf(')');
            if (!stat.substring(stat.indexOf('(') + 1, end).equals(NAME)) {
                return 0;
            }
            String[] fields = stat.substring(end + 2).split(" ");
            long ticks = Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[SYSTEM_FIELD]);
            return ticks / TICKS_PER_SECOND;
        } catch (IOException ended) {
            return 0;
        }
    }

    /**
     * The share of all cores' time that went there, from so many seconds before the end to a second before it.
     *
     * @throws IllegalStateException if it was not looked for so long
     */
    double share(double seconds) throws InterruptedException {
        close();
        looking.join();
        int last = samples.size() - 2;
        int first = last - (int) seconds;
        if (first < 0) {
            throw new IllegalStateException(
                    "expected %.0f looks at %d workers, found %d"
                            .formatted(seconds, workers, samples.size()));
        }
        double computing = samples.get(last).seconds() - samples.get(first).seconds();
        double passed = (samples.get(last).nanos() - samples.get(first).nanos()) / 1e9;
        return computing / passed / Runtime.getRuntime().availableProcessors();
    }

    @Override
    public void close() {
        looking.interrupt();
    }
}
