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
        if (closed) {
            throw new CancellationException("stopped before " + name + " was started");
        }
        started.push(new Stage(name, start.call()));
    }

    /** Stops what runs, last started first; a stage that fails to stop is logged and does not keep the others alive. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!started.isEmpty()) {
            Stage stage = started.pop();
            try {
                stage.stop().close();
            } catch (Exception e) {
                LOG.warn("Could not stop {}", stage.name(), e);
            }
        }
    }

    private record Stage(String name, AutoCloseable stop) {}
}
