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
}
