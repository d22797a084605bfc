package org.draco.am.step;

/**
 * The workers as the loop sees them. Called by the loop's thread alone.
 *
 * <p>It promises little: events of one worker come in the order in which it sent them, and nothing else; an answer may be
 * late, of an old step, or never come.
 */
public interface WorkerLink {

    /**
     * Sends the parameters of a step to every worker that is there.
     *
     * @param parameters d components, which do not change before the step is decided
     */
    void broadcast(long step, float[] parameters);

    /** Asks one worker for the gradient that it computed in this step. */
    void requestGradient(int worker, long step);

    /**
     * The next event.
     *
     * @param maxWaitNanos how long to wait for one
     * @return null if none came
     * @throws InterruptedException if the loop is to end
     */
    WorkerEvent poll(long maxWaitNanos) throws InterruptedException;

    /** Bytes received from workers until now. */
    long bytesIn();

    /** Bytes sent to workers until now. */
    long bytesOut();
}
