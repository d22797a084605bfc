package org.draco.am.step;

import org.draco.am.optimizer.Weights;

/**
 * The model between two steps.
 *
 * @param step how many steps have been applied
 * @param parameters d components
 * @param trained how many of them, the first, are trained; the rest are statistics, such as batch normalisation keeps: what is
 *     decoded for them is taken off them as it is
 * @param memory the optimizer's, from step to step; empty before the first step of a job
 * @param exponents of the next step's fixed point, which stem from the last gradient; empty for floating point
 * @param last the last decoded gradient, d components, if the code {@link org.draco.codec.code.GradientCode#continues}; else empty
 */
public record ModelState(
        long step, float[] parameters, int trained, float[] memory, int[] exponents, float[] last) {

    /** The model of a code that keeps nothing of the last gradient but exponents, all parameters trained. */
    public ModelState(long step, float[] parameters, float[] memory, int[] exponents) {
        this(step, parameters, parameters.length, memory, exponents, new float[0]);
    }

    /** @throws IllegalArgumentException if the numbers do not fit together; the arrays are not copied */
    public ModelState {
        if (memory.length % parameters.length != 0) {
            throw new IllegalArgumentException(
                    "memory: expected a multiple of %d components, the parameters, found %d"
                            .formatted(parameters.length, memory.length));
        }
    }

    /** The model as the optimizer sees it; the arrays are shared. */
    Weights weights() {
        return new Weights(parameters, trained, memory);
    }
}
