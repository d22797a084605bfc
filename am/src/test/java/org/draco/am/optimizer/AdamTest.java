package org.draco.am.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.draco.codec.Parallelism;
import org.junit.jupiter.api.Test;

class AdamTest {

    private static final int D = 50;
    private static final int TRAINED = 47;

    /** Algorithm 1 of the paper in double, from the whole history of gradients rather than from running means. */
    @Test
    void movesAsThePapersAlgorithmDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Adam adam = new Adam(step -> 0.1 / (step + 1), 0.9, 0.99, 1e-8, 0.01f);
        float[] parameters = new float[D];
        double[] expected = new double[D];
        for (int i = 0; i < D; i++) {
            parameters[i] = random.nextFloat();
            expected[i] = parameters[i];
        }
        Weights weights = new Weights(parameters, TRAINED, new float[adam.memory(D)]);
        int steps = 12;
        float[][] gradients = new float[steps][D];
        for (int k = 0; k < steps; k++) {
            for (int i = 0; i < D; i++) {
                gradients[k][i] = (float) random.nextGaussian();
            }
            adam.update(k, weights, gradients[k], Parallelism.NONE);
            for (int i = 0; i < TRAINED; i++) {
                double first = 0;
                double second = 0;
                double weight1 = 0;
                double weight2 = 0;
                for (int j = 0; j <= k; j++) {
                    double g = gradients[j][i];
                    first += Math.pow(0.9, k - j) * g;
                    second += Math.pow(0.99, k - j) * g * g;
                    weight1 += Math.pow(0.9, k - j);
                    weight2 += Math.pow(0.99, k - j);
                }
                double direction = first / weight1 / (Math.sqrt(second / weight2) + 1e-8);
                expected[i] -= 0.1 / (k + 1) * (direction + 0.01f * expected[i]);
            }
        }
        // Steps are of the rate's size, so of at most 0.31 in all; some dozen float32 roundings
        // each.
        for (int i = 0; i < D; i++) {
            assertEquals(expected[i], parameters[i], 1e-5, "seed " + seed + ", component " + i);
        }
    }

    @Test
    void refusesWhatWouldNotBeAdam() {
        assertRefuses("beta1", 1, 0.9, 1e-8, 0);
        assertRefuses("beta2", 0.9, -0.1, 1e-8, 0);
        assertRefuses("epsilon", 0.9, 0.9, 1e-60, 0);
        assertRefuses("weight decay", 0.9, 0.9, 1e-8, Float.NaN);
    }

    private static void assertRefuses(
            String what, double beta1, double beta2, double epsilon, float decay) {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Adam(step -> 1, beta1, beta2, epsilon, decay))
                        .getMessage();
        assertTrue(message.startsWith(what + ": expected "), message);
    }
}
