package org.draco.am.step;

import java.util.List;
import org.draco.codec.code.Request;

/** A worker made by hand: what it sends when something reaches it. */
interface FakeWorker {

    /** What it sends when the run begins; a worker that is there sends {@link WorkerEvent.Joined}. */
    List<WorkerEvent> atStart();

    /**
     * What it sends when it gets parameters.
     *
     * @param attempt 1 for the first broadcast of this step, 2 for the second ...
     */
    List<WorkerEvent> onParameters(long step, int attempt, float[] parameters, int[] exponents);

    /** What it sends when it is asked for a vector or for a further task. */
    List<WorkerEvent> onRequest(Request request, long step);

    /** What it sends when nothing else is under way anywhere. */
    default List<WorkerEvent> onSilence() {
        return List.of();
    }

    /** Whether what it sends of this step is held back until the step is over, if the step can do without. */
    boolean isLate(long step);
}
