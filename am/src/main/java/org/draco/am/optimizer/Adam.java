package org.draco.am.optimizer;

import org.draco.codec.Parallelism;
import org.draco.codec.Slices;
import org.draco.codec.schedule.LearningRate;

/**
 * Adam with decoupled weight decay, in float32: {@code m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w = w - lr (m' / (sqrt(v')
 * + e) + c w)} with {@code m' = m / (1 - b1^k)} and {@code v' = v / (1 - b2^k)} in the k-th step.
 *
 * <p><b>Sources.</b> Kingma, Ba, <i>Adam</i>, ICLR 2015, algorithm 1; Loshchilov, Hutter, <i>Decoupled Weight Decay
 * Regularization</i>, ICLR 2019.
 *
 * <p><b>Departures.</b> k is the number of the job's step, so that nothing beside m and v need be remembered.
 *
 * @param rate lr
 * @param beta1 b1, in [0, 1)
 * @param beta2 b2, in [0, 1)
 * @param epsilon e, above 0
 * @param weightDecay c, finite and at least 0
 */
public record Adam(LearningRate rate, double beta1, double beta2, double epsilon, float weightDecay)
        implements Optimizer {

    /** @throws IllegalArgumentException naming the value that is out of range */
    public Adam {
        require(beta1 >= 0 && beta1 < 1, "beta1", "0 <= beta1 < 1", beta1);
        require(beta2 >= 0 && beta2 < 1, "beta2", "0 <= beta2 < 1", beta2);
        boolean finite = (float) epsilon > 0 && Double.isFinite(epsilon);
        require(finite, "epsilon", "finite and above 0 as a float32", epsilon);
        boolean decays = weightDecay >= 0 && Float.isFinite(weightDecay);
        require(decays, "weight decay", "finite and at least 0", weightDecay);
    }

    private static void require(boolean holds, String what, String expected, double found) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "%s: expected %s, found %s".formatted(what, expected, found));
        }
    }

    /** m, then v. */
    @Override
    public int memory(int dimension) {
        return Math.multiplyExact(2, dimension);
    }

    @Override
    public double learningRate(long step) {
        return rate.at(step);
    }

    @Override
    public void update(long step, Weights weights, float[] gradient, Parallelism threads) {
        float[] w = weights.parameters();
        float[] memory = weights.memory();
        int second = w.length;
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        // StrictMath: every machine must find the same.
        float scale1 = (float) (1 / (1 - StrictMath.pow(beta1, step + 1.0)));
        float scale2 = (float) (1 / (1 - StrictMath.pow(beta2, step + 1.0)));
        float lr = (float) rate.at(step);
        Slices.forEach(
                weights.trained(),
                threads,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        float g = gradient[i];
                        float m = b1 * memory[i] + (1 - b1) * g;
                        float v = b2 * memory[second + i] + (1 - b2) * g * g;
                        memory[i] = m;
                        memory[second + i] = v;
                        float direction =
                                scale1 * m / ((float) Math.sqrt(scale2 * v) + (float) epsilon);
                        w[i] -=
                                lr
                                        * (weightDecay == 0
                                                ? direction
                                                : direction + weightDecay * w[i]);
                    }
                });
    }
}
