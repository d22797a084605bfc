package org.draco.bin.simulate;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.draco.codec.code.Digest;
import org.draco.container.worker.BatchGradients;
import org.draco.container.worker.GradientWorker;

/**
 * The honest gradients of one step, each batch computed once although several workers are assigned to it, on several threads. A
 * gradient does not depend on the thread that computes it, so neither does the result.
 *
 * <p>Used by one thread.
 */
final class StepGradients implements BatchGradients, AutoCloseable {

    private final ExecutorService threads;
    private final BatchGradients source;
    private final int batches;
    private final List<BatchGradient> computed = new ArrayList<>();
    private long computedStep = -1;

    /**
     * @param batches how many batches of a step are computed
     * @param threads on how many threads
     * @param source computes them, called by these threads alone
     */
    StepGradients(int batches, int threads, BatchGradients source) {
        this.batches = batches;
        this.source = source;
        this.threads =
                Executors.newFixedThreadPool(
                        threads,
                        task -> {
                            Thread thread = new Thread(task, "gradients");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Computes all batches of a step; {@link #of} answers from the result. */
    void compute(long step, float[] parameters) throws InterruptedException {
        List<Future<BatchGradient>> running = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
            int wanted = batch;
            running.add(threads.submit(() -> source.of(step, wanted, parameters)));
        }
        computed.clear();
        computedStep = step;
        for (Future<BatchGradient> gradient : running) {
            computed.add(result(step, gradient));
        }
    }

    /** The result of a task of one of the threads. */
    private static <T> T result(long step, Future<T> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException(
                    "step " + (step + 1) + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** What this machine makes of the reference batch, by the network itself. */
    Digest reference(BatchGradients network, float[] parameters) throws InterruptedException {
        return result(0, threads.submit(() -> GradientWorker.reference(network, parameters)));
    }

    /** The gradients of the step that was computed last, of all its batches in order; not to be changed. */
    List<BatchGradient> ofStep() {
        return Collections.unmodifiableList(computed);
    }

    @Override
    public BatchGradient of(long step, int batch, float[] parameters) {
        if (step != computedStep) {
            throw new IllegalStateException("expected step " + computedStep + ", found " + step);
        }
        return computed.get(batch);
    }

    /** Computed when a liar asks, and again when it asks again. */
    @Override
    public BatchGradient flipped(long step, int batch, float[] parameters) {
        try {
            return result(step, threads.submit(() -> source.flipped(step, batch, parameters)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("step " + (step + 1) + ": interrupted", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
