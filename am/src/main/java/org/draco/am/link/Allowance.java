package org.draco.am.link;

import java.util.function.LongSupplier;

/** So many at once, and one more each time so long has passed: what another may cause, but not as often as he likes. */
final class Allowance {

    private final int most;
    private final long nanosForOne;
    private final LongSupplier nanoClock;
    private int left;
    private long countedNanos;

    /**
     * @param most at once
     * @param nanosForOne after which there is one more, up to that
     */
    Allowance(int most, long nanosForOne, LongSupplier nanoClock) {
        this.most = most;
        this.nanosForOne = nanosForOne;
        this.nanoClock = nanoClock;
        this.left = most;
        this.countedNanos = nanoClock.getAsLong();
    }

    /** Whether there was one left; it is taken. */
    synchronized boolean take() {
        long earned = (nanoClock.getAsLong() - countedNanos) / nanosForOne;
        countedNanos += earned * nanosForOne;
        left = (int) Math.min(most, left + earned);
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
