package org.draco.bin.simulate;

import java.util.function.LongSupplier;

/**
 * Real time plus what was skipped: where a cluster would wait for a worker that never answers, a simulation need not. Used by one
 * thread.
 */
final class SkippingClock implements LongSupplier {

    private long skippedNanos;

    /** Lets time pass at once. */
    void skip(long nanos) {
        skippedNanos += nanos;
    }

    @Override
    public long getAsLong() {
        return System.nanoTime() + skippedNanos;
    }
}
