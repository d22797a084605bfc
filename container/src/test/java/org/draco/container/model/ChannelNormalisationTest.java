package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.draco.codec.seed.StepRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arithmetic of batch normalisation, against finite differences of its definition in double. */
class ChannelNormalisationTest {

    private static final int SAMPLES = 3;
    private static final int CHANNELS = 2;
    private static final double EPSILON = 1e-5;

    private static double[] normalised(
            double[] values, int places, double[] scale, double[] shift, double[][] moments) {
        double[] result = new double[values.length];
        for (int c = 0; c < CHANNELS; c++) {
            double mean = 0;
            double variance = 0;
            for (int i = 0; i < values.length; i++) {
                mean += i / places % CHANNELS == c ? values[i] / (SAMPLES * places) : 0;
            }
            for (int i = 0; i < values.length; i++) {
                double off = values[i] - mean;
                variance += i / places % CHANNELS == c ? off * off / (SAMPLES * places) : 0;
            }
            for (int i = 0; i < values.length; i++) {
                if (i / places % CHANNELS == c) {
                    result[i] =
                            scale[c] * (values[i] - mean) / Math.sqrt(variance + EPSILON)
                                    + shift[c];
                }
            }
            moments[0][c] = mean;
            moments[1][c] = variance;
        }
        return result;
    }

    /** The loss is the sum of the results, each times a weight of its own, so its derivative by them is known. */
    private static double loss(
            double[] values, int places, double[] scale, double[] shift, float[] weights) {
        double[] results = normalised(values, places, scale, shift, new double[2][CHANNELS]);
        double loss = 0;
        for (int i = 0; i < results.length; i++) {
            loss += results[i] * weights[i];
        }
        return loss;
    }

    /** Lanes of four: none, a rest, several. The mean is far from 0, where squares less the squared mean would cancel. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 9, 64})
    void goesThereAndBackAsDefined(int places) {
        StepRandom random = new StepRandom(places, "channels");
        int length = SAMPLES * CHANNELS * places;
        double[] values = new double[length];
        float[] floats = new float[length];
        float[] weights = new float[length];
        for (int i = 0; i < length; i++) {
            floats[i] = (float) (30 + random.nextGaussian());
            values[i] = floats[i];
            weights[i] = (float) random.nextGaussian();
        }
        double[] scale = {0.5, -2};
        double[] shift = {1, 0.25};
        double[][] moments = new double[2][CHANNELS];
        double[] expected = normalised(values, places, scale, shift, moments);

        ChannelNormalisation channels = new ChannelNormalisation(CHANNELS, (float) EPSILON);
        float[] results = floats.clone();
        channels.forward(results, SAMPLES, places, new float[] {0.5f, -2}, new float[] {1, 0.25f});
        for (int i = 0; i < length; i++) {
            assertEquals(expected[i], results[i], 1e-4, "value " + i);
        }
        for (int c = 0; c < CHANNELS; c++) {
            assertEquals(moments[0][c], channels.mean()[c], 1e-5);
            assertEquals(moments[1][c], channels.variance()[c], 1e-5);
        }

        float[] back = weights.clone();
        channels.backward(floats, back, SAMPLES, places, new float[] {0.5f, -2});
        double h = 1e-5;
        for (int i = 0; i < length; i++) {
            double[] moved = values.clone();
            moved[i] += h;
            double above = loss(moved, places, scale, shift, weights);
            moved[i] = values[i] - h;
            double slope = (above - loss(moved, places, scale, shift, weights)) / (2 * h);
            assertEquals(slope, back[i], 1e-3, "derivative by value " + i);
        }
        for (int c = 0; c < CHANNELS; c++) {
            double[] more = scale.clone();
            more[c] += 1;
            double byScale =
                    loss(values, places, more, shift, weights)
                            - loss(values, places, scale, shift, weights);
            assertEquals(byScale, channels.byScale()[c], 1e-3);
            more = shift.clone();
            more[c] += 1;
            double byShift =
                    loss(values, places, scale, more, weights)
                            - loss(values, places, scale, shift, weights);
            assertEquals(byShift, channels.byShift()[c], 1e-3);
        }
    }
}
