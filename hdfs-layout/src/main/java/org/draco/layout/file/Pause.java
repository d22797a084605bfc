package org.draco.layout.file;

/** How to wait before a file is looked at, or written, again; for most, {@code TimeUnit.NANOSECONDS::sleep}. */
@FunctionalInterface
public interface Pause {

    /** Returns after this time. */
    void nanos(long nanos) throws InterruptedException;
}
