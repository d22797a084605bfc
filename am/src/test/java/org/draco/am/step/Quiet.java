package org.draco.am.step;

import java.util.List;

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
    public List<WorkerEvent> onParameters(long step, int attempt, float[] parameters) {
        return attempt <= quietTries ? List.of() : honest.onParameters(step, attempt, parameters);
    }

    @Override
    public List<WorkerEvent> onRequest(long step) {
        return honest.onRequest(step);
    }

    @Override
    public boolean isLate(long step) {
        return false;
    }
}
