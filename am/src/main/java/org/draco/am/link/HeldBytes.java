package org.draco.am.link;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that are held of what was sent to the parameter server. Thread-safe. */
final class HeldBytes {

    private final AtomicLong now = new AtomicLong();
    private final AtomicLong most = new AtomicLong();

    /** So many more, or fewer. */
    void add(long bytes) {
        long sum = now.addAndGet(bytes);
        most.accumulateAndGet(sum, Math::max);
    }

    /** How many are held. */
    long now() {
        return now.get();
    }

    /** How many were held at once at most. */
    long most() {
        return most.get();
    }
}
