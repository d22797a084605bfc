package org.draco.layout;

import java.lang.management.ManagementFactory;

/** How much heap hostile bytes may cost. */
public final class MemoryBound {

    /** Small change: exceptions, messages, buffers of a fixed size. */
    public static final long ALLOWANCE = 1 << 20;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private MemoryBound() {}

    /** Fails if the work takes more than that; several tries, since a class that is loaded meanwhile counts, too. */
    public static void requireAtMost(long bytes, Runnable work) {
        long least = Long.MAX_VALUE;
        for (int tries = 0; tries < 3 && least > bytes; tries++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        if (least > bytes) {
            throw new AssertionError("took " + least + " bytes, expected at most " + bytes);
        }
    }
}
