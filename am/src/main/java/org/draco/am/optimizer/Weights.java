package org.draco.am.optimizer;

/**
 * A model as an optimizer sees it. The arrays are not copied: an optimizer changes them in place.
 *
 * @param parameters d components
 * @param trained how many of them, the first, are trained; the rest are statistics, which no optimizer touches
 * @param memory what the optimizer keeps from step to step, zero before the first: as many components as it asks for
 */
public record Weights(float[] parameters, int trained, float[] memory) {

    /** @throws IllegalArgumentException unless {@code 1 <= trained <= d} */
    public Weights {
        if (trained < 1 || trained > parameters.length) {
            throw new IllegalArgumentException(
                    "trained: expected 1 to %d, found %d".formatted(parameters.length, trained));
        }
    }

    /** Of parameters that are all trained. */
    public Weights(float[] parameters, float[] memory) {
        this(parameters, parameters.length, memory);
    }
}
