package org.draco.am.step;

import java.util.List;
import org.draco.codec.code.Request;

/** Answers a step only from a given try on; what it says is true. */
class Quiet implements FakeWorker {
    private final ScriptedWorker honest;
    private final int quietTries;

    Quiet(int rank, int quietTries) {
        this.honest = Descent.honest(rank);
        this.quietTries = quietTries;
    }

    @Override
    public List<WorkerEvent> atStart() {
        return honest.atStart();
    }

    @Override
    public List<WorkerEvent> onParameters(
            long step, int attempt, float[] parameters, int[] exponents) {
        return attempt <= quietTries
                ? List.of()
                : honest.onParameters(step, attempt, parameters, exponents);
    }

    @Override
    public List<WorkerEvent> onRequest(Request request, long step) {
        return honest.onRequest(request, step);
    }

    @Override
    public boolean isLate(long step) {
        return false;
    }
}
