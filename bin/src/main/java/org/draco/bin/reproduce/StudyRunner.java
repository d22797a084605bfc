package org.draco.bin.reproduce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.draco.layout.job.JobSpec;

/**
 * Makes the runs that are not in the store, several at the same time. They share nothing, so how many there are, and where they are
 * made ({@link RunMaker}), changes their times and nothing else.
 *
 * <p>Used once, by one thread.
 */
public final class StudyRunner {

    /** Who is told how it goes; called by several threads, by one at a time. */
    public interface Listener {

        /**
         * A run has come so far; not every step is told of.
         *
         * @param step from 1
         */
        void step(PlannedRun run, long step);

        /**
         * A run is over.
         *
         * @param error why it could not be made, which is not kept; empty if it was made, well or not
         */
        void ended(PlannedRun run, String error);

        /** Something that a person should know. */
        void notice(PlannedRun run, String message);
    }

    private final RunMaker maker;
    private final int jobs;
    private final Map<String, String> errors = new ConcurrentHashMap<>();

    /**
     * @param maker makes each of them
     * @param jobs how many are made at the same time, at least 1
     */
    public StudyRunner(RunMaker maker, int jobs) {
        this.maker = maker;
        this.jobs = jobs;
    }

    /** The runs among these that are still to be made, each once, in the same order. */
    public static List<PlannedRun> pending(List<PlannedRun> runs, RunStore store)
            throws IOException {
        Map<String, PlannedRun> pending = new LinkedHashMap<>();
        for (PlannedRun run : runs) {
            if (run.job().isPresent() && !store.isOver(run.job().get())) {
                pending.putIfAbsent(run.job().get().job(), run);
            }
        }
        return List.copyOf(pending.values());
    }

    /**
     * Makes runs, from their last checkpoints where they were interrupted. A run that fails is a result; one that cannot be made
     * for reasons that are not its own (a full disk, a killed application) leaves no result, and the others go on.
     *
     * @param pending as {@link #pending} gives them
     * @return why runs could not be made, by the names of their jobs
     * @throws InterruptedException if this thread is interrupted; what was made is kept
     */
    public Map<String, String> run(List<PlannedRun> pending, Listener listener)
            throws InterruptedException {
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        jobs,
                        task -> {
                            Thread thread = new Thread(task, "run");
                            thread.setDaemon(true);
                            thread.setContextClassLoader(
                                    Thread.currentThread().getContextClassLoader());
                            return thread;
                        });
        Listener oneAtATime = new Turns(listener);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (PlannedRun run : pending) {
                running.add(threads.submit(() -> make(run, oneAtATime)));
            }
            for (Future<?> run : running) {
                run.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
        return Map.copyOf(errors);
    }

    private void make(PlannedRun run, Listener listener) {
        JobSpec job = run.job().orElseThrow();
        String error = "";
        try {
            maker.make(run, listener);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            error = String.valueOf(e.getMessage());
            errors.put(job.job(), error);
        }
        listener.ended(run, error);
    }

    private record Turns(Listener listener) implements Listener {

        @Override
        public synchronized void step(PlannedRun run, long step) {
            listener.step(run, step);
        }

        @Override
        public synchronized void ended(PlannedRun run, String error) {
            listener.ended(run, error);
        }

        @Override
        public synchronized void notice(PlannedRun run, String message) {
            listener.notice(run, message);
        }
    }
}
