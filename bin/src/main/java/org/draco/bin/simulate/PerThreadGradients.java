package org.draco.bin.simulate;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.draco.container.worker.BatchGradients;

/**
 * Gradients computed by the calling thread's own network. Thread-safe, for as many threads as there are networks; a gradient does
 * not depend on which network computes it.
 */
final class PerThreadGradients implements BatchGradients {

    private final ThreadLocal<BatchGradients> own;

    /** @param networks one for each thread that will ever call; they must agree */
    PerThreadGradients(List<? extends BatchGradients> networks) {
        AtomicInteger next = new AtomicInteger();
        this.own = ThreadLocal.withInitial(() -> networks.get(next.getAndIncrement()));
    }

    @Override
    public BatchGradient of(long step, int batch, float[] parameters) {
        return own.get().of(step, batch, parameters);
    }

    @Override
    public BatchGradient flipped(long step, int batch, float[] parameters) {
        return own.get().flipped(step, batch, parameters);
    }
}
