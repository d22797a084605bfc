package org.draco.am.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.draco.codec.vector.NumberVector;

/**
 * Answers that the loop needs no more, whose memory takes later ones. So a step takes no memory, which would have to be filled with
 * zeros first, and leaves none to the collector. Thread-safe.
 */
final class SpareVectors {

    private final int most;
    private final Deque<NumberVector> spare = new ArrayDeque<>();

    /** @param most so many are kept */
    SpareVectors(int most) {
        this.most = most;
    }

    /** One, which holds anything and is the caller's; empty if there is none. */
    synchronized Optional<NumberVector> take() {
        return Optional.ofNullable(spare.poll());
    }

    /** @param vector which nobody refers to any more */
    synchronized void add(NumberVector vector) {
        if (spare.size() < most) {
            spare.push(vector);
        }
    }
}
