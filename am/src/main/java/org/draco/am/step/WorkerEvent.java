package org.draco.am.step;

import java.util.Optional;
import org.draco.codec.code.Digest;
import org.draco.codec.vector.NumberVector;

/** What the network tells the loop: complete, validated messages, one at a time. Closed. */
public sealed interface WorkerEvent {

    /** The worker that it is about, 0 .. P - 1. */
    int worker();

    /**
     * The worker is here, has proven who it is, and is ready.
     *
     * @param worker its rank
     * @param reference digest of its gradient of the reference batch
     */
    record Joined(int worker, Digest reference) implements WorkerEvent {}

    /**
     * The worker has computed a task.
     *
     * @param worker its rank
     * @param step of which step
     * @param task which task
     * @param loss what it says its loss is; for display only
     * @param computeNanos what it says the gradient took; for display only
     * @param saturated what it says was too large for the fixed point; for display only
     * @param digest of its vector, if the code wants digests first
     */
    record Answered(
            int worker,
            long step,
            int task,
            float loss,
            long computeNanos,
            long saturated,
            Optional<Digest> digest)
            implements WorkerEvent {}

    /**
     * The vector of a worker's answer is complete.
     *
     * @param worker its rank
     * @param step of which step
     * @param task of which task
     * @param vector numbers of any value; the receiver's
     * @param digest of just this vector, taken while it came, if the code wants digests first and the vector came in pieces
     */
    record VectorArrived(
            int worker, long step, int task, NumberVector vector, Optional<Digest> digest)
            implements WorkerEvent {

        /** A vector whose digest nobody has taken. */
        public VectorArrived(int worker, long step, int task, NumberVector vector) {
            this(worker, step, task, vector, Optional.empty());
        }
    }

    /**
     * Nothing comes from this worker until it joins again.
     *
     * @param worker its rank
     * @param why for people: the connection closed, the container died, the bytes were malformed
     */
    record Lost(int worker, String why) implements WorkerEvent {}
}
