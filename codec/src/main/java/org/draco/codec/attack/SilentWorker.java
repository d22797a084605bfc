package org.draco.codec.attack;

import org.draco.codec.Description;

/** Says nothing: the parameter server waits for it until the step's timeout. */
final class SilentWorker implements Attack {

    static final String NAME = "drop";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Description description() {
        return new Description("no answer at all, as from a worker that hangs", "", "", "");
    }

    @Override
    public boolean isSilent() {
        return true;
    }

    /** What it would have sent. */
    @Override
    public float[] answer(float[] honest, Insight insight) {
        return honest;
    }
}
