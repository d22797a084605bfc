package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.draco.codec.seed.StepRandom;
import org.draco.container.data.Batch;
import org.junit.jupiter.api.Test;

/** LeNet, by the contract and by a second opinion in double. */
class LeNetTest extends GradientModelContract {

    /** Where each layer's parameters end: conv, conv, dense, dense. */
    private static final int[] ENDS = {520, 25_570, 426_070, 431_080};

    /** Values that one output of each layer sums up. */
    private static final int[] FAN_IN = {25, 500, 800, 500};

    @Override
    Network network() {
        return new LeNet();
    }

    @Test
    void hasThePapersNumberOfParameters() {
        assertEquals(431_080, create(1).dimension());
        assertEquals(431_080, create(1).trainable());
    }

    @Test
    void startsEvenlyWithinTheBoundOfEachLayer() {
        float[] parameters = create(3).initialParameters();
        for (int layer = 0; layer < ENDS.length; layer++) {
            double bound = 1 / Math.sqrt(FAN_IN[layer]);
            double[] values = toDoubles(part(parameters, layer));
            assertTrue(largest(values) <= bound, "layer " + layer + " has " + largest(values));
            // The largest of 520 or more even draws is above 0.98 of the bound, save once in 30,000
            // seeds.
            assertTrue(
                    largest(values) > 0.98 * bound, "layer " + layer + " has " + largest(values));
            double mean = Arrays.stream(values).average().orElseThrow();
            assertEquals(
                    0, mean, 5 * bound / Math.sqrt(3.0 * values.length), "mean of layer " + layer);
        }
    }

    /**
     * Float against double. A value passes through at most ten sums of at most K = 1,728 = 3 x 24 x 24 terms; rounding
     * errors of a sum grow like sqrt(K) u with u = 2^-24. So 10 sqrt(K) u = 2.5e-5 of the layer's largest value, which a
     * wrong order, sign, factor or flipped kernel exceeds ten thousand times.
     */
    @Test
    void lossAndGradientAgreeWithTheSecondOpinion() {
        for (long seed = 1; seed <= 3; seed++) {
            GradientModel model = create(seed);
            float[] parameters = model.initialParameters();
            Batch batch = randomBatch(3, seed);
            float[] gradient = new float[model.dimension()];
            float loss = model.gradient(parameters, batch, 1, gradient);
            PlainLeNet.Answer second = PlainLeNet.at(toDoubles(parameters), batch);
            assertEquals(second.loss(), loss, 2.5e-5, "loss at seed " + seed);
            for (int layer = 0; layer < ENDS.length; layer++) {
                double[] expected =
                        Arrays.copyOfRange(second.gradient(), start(layer), ENDS[layer]);
                double[] found = toDoubles(part(gradient, layer));
                double worst = 0;
                for (int i = 0; i < found.length; i++) {
                    worst = Math.max(worst, Math.abs(expected[i] - found[i]));
                }
                double relative = worst / largest(expected);
                assertTrue(
                        relative <= 2.5e-5,
                        "layer " + layer + ", seed " + seed + ": off by " + relative);
            }
        }
    }

    /** Central differences with h = 1e-6 in double: an error of order h^2 from the curve and 1e-16 / h from rounding. */
    @Test
    void theSecondOpinionAgreesWithFiniteDifferences() {
        long seed = 5;
        double[] parameters = toDoubles(create(seed).initialParameters());
        Batch batch = randomBatch(2, seed);
        double[] gradient = PlainLeNet.at(parameters, batch).gradient();
        StepRandom random = new StepRandom(seed, "coordinates");
        double h = 1e-6;
        for (int layer = 0; layer < ENDS.length; layer++) {
            for (int i = 0; i < 12; i++) {
                int p = start(layer) + random.nextInt(ENDS[layer] - start(layer));
                double value = parameters[p];
                parameters[p] = value + h;
                double above = PlainLeNet.at(parameters, batch).loss();
                parameters[p] = value - h;
                double below = PlainLeNet.at(parameters, batch).loss();
                parameters[p] = value;
                assertEquals(
                        (above - below) / (2 * h),
                        gradient[p],
                        1e-8,
                        "parameter " + p + ", seed " + seed);
            }
        }
    }

    private static int start(int layer) {
        return layer == 0 ? 0 : ENDS[layer - 1];
    }

    private static float[] part(float[] vector, int layer) {
        return Arrays.copyOfRange(vector, start(layer), ENDS[layer]);
    }
}
