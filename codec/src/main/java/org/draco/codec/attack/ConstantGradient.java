package org.draco.codec.attack;

import java.util.Arrays;
import java.util.random.RandomGenerator;

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
    public float[] answer(float[] honest, RandomGenerator random) {
        float[] lie = new float[honest.length];
        Arrays.fill(lie, magnitude);
        return lie;
    }
}
