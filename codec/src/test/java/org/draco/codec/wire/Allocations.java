package org.draco.codec.wire;

import java.lang.management.ManagementFactory;

/** How much heap a piece of work takes in this thread, garbage included; arrays that native code makes count too. */
final class Allocations {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocations() {}

    static long bytesOf(Runnable work) {
        work.run(); // classes are loaded now
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** Fails if the work takes more than that; several tries, since a class that is loaded meanwhile counts, too. */
    static void requireAtMost(long bytes, Runnable work) {
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
