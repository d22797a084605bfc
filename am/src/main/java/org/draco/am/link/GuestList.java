package org.draco.am.link;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.draco.codec.wire.JobKey;

/** Which worker of each rank is let in: one attempt, or nobody. Thread-safe. */
final class GuestList {

    private static final int NOBODY = -1;

    private final JobKey key;
    private final AtomicIntegerArray attemptByRank;

    /** The first attempt of each rank. */
    GuestList(JobKey key, int workers) {
        this.key = key;
        this.attemptByRank = new AtomicIntegerArray(workers);
    }

    /** How many ranks there are. */
    int workers() {
        return attemptByRank.length();
    }

    /** From now on this attempt, and no other. */
    void admit(int rank, int attempt) {
        if (attempt < 0) {
            throw new IllegalArgumentException(
                    "attempt of worker %d: expected at least 0, found %d".formatted(rank, attempt));
        }
        attemptByRank.set(rank, attempt);
    }

    /** From now on nobody. */
    void expel(int rank) {
        attemptByRank.set(rank, NOBODY);
    }

    /** Whether this one is let in now; the numbers may be anything from 0. */
    boolean has(int rank, int attempt) {
        return rank < workers() && attemptByRank.get(rank) == attempt;
    }

    /** What this one must prove to hold; none if it is not let in. */
    Optional<byte[]> secretOf(int rank, int attempt) {
        return has(rank, attempt) ? Optional.of(key.workerSecret(rank, attempt)) : Optional.empty();
    }
}
