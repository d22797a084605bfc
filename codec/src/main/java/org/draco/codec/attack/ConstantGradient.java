package org.draco.codec.attack;

import java.util.Arrays;
import org.draco.codec.Description;

/**
 * Sends {@code magnitude} in every component.
 *
 * <p><b>Source.</b> DRACO, ICML 2018, section on experiments: "constant".
 *
 * @param magnitude the value, finite
 */
record ConstantGradient(float magnitude) implements Attack {

    static final String NAME = "constant";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Description description() {
        return new Description(
                "X in every component",
                "--adversarial X, finite (default -100)",
                "",
                "Chen et al., DRACO, ICML 2018, experiments");
    }

    @Override
    public float[] answer(float[] honest, Insight insight) {
        float[] lie = new float[honest.length];
        Arrays.fill(lie, magnitude);
        return lie;
    }
}
