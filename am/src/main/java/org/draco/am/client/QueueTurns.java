package org.draco.am.client;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Applications of one client that may have to wait for each other: how long one has waited is counted only while none of them runs, since
 * one that runs makes room when it ends. Thread-safe.
 */
final class QueueTurns {

    private final LongSupplier nanoTime;
    private final Set<Object> running = new HashSet<>();
    private long lastChangeNanos;

    /** @param nanoTime a clock as {@link System#nanoTime} */
    QueueTurns(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastChangeNanos = nanoTime.getAsLong();
    }

    /** This application has an ApplicationMaster; said again, nothing changes. */
    synchronized void runs(Object application) {
        running.add(application);
    }

    /** It has none, any more or yet; said again, nothing changes. */
    synchronized void runsNot(Object application) {
        if (running.remove(application)) {
            lastChangeNanos = nanoTime.getAsLong();
        }
    }

    /**
     * How long somebody has waited in vain.
     *
     * @param sinceNanos when he began, by the clock
     */
    synchronized long waitedNanos(long sinceNanos) {
        long now = nanoTime.getAsLong();
        return running.isEmpty() ? Math.min(now - sinceNanos, now - lastChangeNanos) : 0;
    }
}
