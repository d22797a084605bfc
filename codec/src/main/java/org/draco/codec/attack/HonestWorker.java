package org.draco.codec.attack;

import org.draco.codec.Description;

/** Sends what it computed. */
final class HonestWorker implements Attack {

    static final String NAME = "honest";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Description description() {
        return new Description("what was computed: no attack", "", "", "");
    }

    @Override
    public float[] answer(float[] honest, Insight insight) {
        return honest;
    }
}
