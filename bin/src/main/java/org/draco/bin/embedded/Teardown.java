package org.draco.bin.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way back from a start of several stages: what has been started, last first.
 *
 * <p>Thread-safe: a Ctrl-C closes it from the shutdown hook while {@code main} is still starting. The stage in progress
 * is waited for, since half a NameNode cannot be stopped; the next one is refused.
 */
final class Teardown implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

    private final Deque<Stage> started = new ArrayDeque<>();
    private boolean closed;

    /**
     * Starts one stage.
     *
     * @param start returns what stops it; when it throws, it has left nothing running
     * @throws CancellationException if this has been closed meanwhile: the stage is not started
     */
    synchronized void stage(String name, Callable<AutoCloseable> start) throws Exception {
        start(name, start, false);
    }

    /** As {@link #stage}, of a stage that is nothing but threads of this JVM, and need not be stopped when that ends. */
    synchronized void stageOfThreads(String name, Callable<AutoCloseable> start) throws Exception {
        start(name, start, true);
    }

    private void start(String name, Callable<AutoCloseable> start, boolean diesWithJvm)
            throws Exception {
        if (closed) {
            throw new CancellationException("stopped before " + name + " was started");
        }
        started.push(new Stage(name, start.call(), diesWithJvm));
    }

    /** Stops what runs, last started first; a stage that fails to stop is logged and does not keep the others alive. */
    @Override
    public void close() {
        close(false);
    }

    /** As {@link #close}, of a JVM that ends: daemons that stop meanwhile would only complain that it does. */
    void closeAtExit() {
        close(true);
    }

    private synchronized void close(boolean atExit) {
        closed = true;
        while (!started.isEmpty()) {
            Stage stage = started.pop();
            try {
                if (!(atExit && stage.diesWithJvm())) {
                    stage.stop().close();
                }
            } catch (Exception e) {
                LOG.warn("Could not stop {}", stage.name(), e);
            }
        }
    }

    private record Stage(String name, AutoCloseable stop, boolean diesWithJvm) {}
}
