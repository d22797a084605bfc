package org.draco.am.step;

import java.util.Optional;
import org.draco.codec.code.Digest;

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
     * The worker has computed its gradient.
     *
     * @param worker its rank
     * @param step of which step
     * @param loss what it says its loss is; for display only
     * @param computeNanos what it says the gradient took; for display only
     * @param digest of the gradient, if the code wants digests first
     */
    record Answered(int worker, long step, float loss, long computeNanos, Optional<Digest> digest)
            implements WorkerEvent {}

    /**
     * The worker's gradient is complete.
     *
     * @param worker its rank
     * @param step of which step
     * @param gradient d components of any value; the receiver's
     */
    record GradientArrived(int worker, long step, float[] gradient) implements WorkerEvent {}

    /**
     * Nothing comes from this worker until it joins again.
     *
     * @param worker its rank
     * @param why for people: the connection closed, the container died, the bytes were malformed
     */
    record Lost(int worker, String why) implements WorkerEvent {}
}
