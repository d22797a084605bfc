package org.draco.bin.cluster;

import java.util.Optional;

/**
 * How one daemon stands.
 *
 * @param name e.g. {@code namenode}
 * @param pid of its process; empty if it does not run
 * @param page where a browser finds it
 * @param detail what else is to be said; may be empty
 */
public record DaemonStatus(String name, Optional<Long> pid, String page, String detail) {

    /** Whether there is a process. */
    public boolean runs() {
        return pid.isPresent();
    }
}
