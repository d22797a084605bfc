package org.draco.container.worker;

import org.draco.codec.schedule.LearningRate;

/**
 * How a worker makes one answer of its samples.
 *
 * @param count how many SGD steps it makes, each on its share of the batch's samples; 1 for the plain gradient
 * @param shape what becomes of the gradient of each
 * @param rate of these steps
 */
public record LocalSteps(int count, GradientShape shape, LearningRate rate) {

    /** One step, of the gradient of the samples' mean loss. */
    public static final LocalSteps PLAIN = new LocalSteps(1, GradientShape.PLAIN, step -> 1);

    /** @throws IllegalArgumentException unless {@code count >= 1} */
    public LocalSteps {
        if (count < 1) {
            throw new IllegalArgumentException("local steps: expected at least 1, found " + count);
        }
    }
}
