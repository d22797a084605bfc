package org.draco.am.step;

import java.util.function.LongSupplier;

/** A clock that moves only when it is moved. */
public final class ManualClock implements LongSupplier {

    // Not 0: whoever takes an instant for a duration is found out.
    private long nowNanos = Long.MAX_VALUE / 2;

    @Override
    public long getAsLong() {
        return nowNanos;
    }

    /** Moves it on. */
    public void advance(long nanos) {
        nowNanos += nanos;
    }
}
