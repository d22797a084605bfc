package org.draco.codec.attack;

import org.draco.codec.Description;

/**
 * Sends {@code magnitude * g}; with the default magnitude of -100 a step uphill, a hundred times too long.
 *
 * <p><b>Source.</b> DRACO, ICML 2018, section on experiments: "reversed gradient" ({@code rev_grad} in its code).
 *
 * @param magnitude the factor, finite
 */
record ReversedGradient(float magnitude) implements Attack {

    static final String NAME = "rev_grad";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Description description() {
        return new Description(
                "X times the own gradient",
                "--adversarial X, finite (default -100)",
                "",
                "Chen et al., DRACO, ICML 2018, experiments");
    }

    @Override
    public float[] answer(float[] honest, Insight insight) {
        float[] lie = new float[honest.length];
        for (int i = 0; i < lie.length; i++) {
            lie[i] = magnitude * honest[i];
        }
        return lie;
    }
}
