package org.draco.bin.cli;

import org.apache.hadoop.util.ShutdownHookManager;

/**
 * What must be done if the process is told to end (Ctrl-C, SIGTERM) before this is closed.
 *
 * <p>All such duties are done one after the other, with those of Hadoop: first jobs are killed, then the embedded cluster
 * stops (100), then temporary directories go, then Hadoop closes its file systems (10).
 */
final class AtExit implements AutoCloseable {

    static final int KILL_JOB = 200;
    static final int DELETE_FILES = 50;

    private final Runnable duty;

    AtExit(int priority, Runnable duty) {
        this.duty = duty;
        ShutdownHookManager.get().addShutdownHook(duty, priority);
    }

    /** Whether the process is ending: what fails now fails because of that. */
    static boolean isUnderWay() {
        return ShutdownHookManager.get().isShutdownInProgress();
    }

    /** The duty is no more, unless it is being done. */
    @Override
    public void close() {
        if (!isUnderWay()) {
            ShutdownHookManager.get().removeShutdownHook(duty);
        }
    }
}
