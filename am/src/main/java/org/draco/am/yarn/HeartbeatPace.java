package org.draco.am.yarn;

import java.util.function.IntConsumer;

/**
 * How often the ResourceManager is heard. It hands containers out with its answers, so the next ones are fetched soon after
 * something was asked for, and then ever less often: a queue that is full is not asked ten times a second.
 *
 * <p>Thread-safe.
 */
final class HeartbeatPace {

    /** About what a node takes to tell that it has room. */
    static final int SHORTEST_MILLIS = 100;

    /** Also how late the end of a container is heard. */
    static final int LONGEST_MILLIS = 500;

    private final IntConsumer interval;
    private int millis = SHORTEST_MILLIS;

    /** @param interval takes the milliseconds between two heartbeats, from the next one on */
    HeartbeatPace(IntConsumer interval) {
        this.interval = interval;
    }

    /** A container was asked for. */
    synchronized void asked() {
        set(SHORTEST_MILLIS);
    }

    /** The ResourceManager has answered. */
    synchronized void answered() {
        set(Math.min(2 * millis, LONGEST_MILLIS));
    }

    private void set(int next) {
        millis = next;
        interval.accept(next);
    }
}
