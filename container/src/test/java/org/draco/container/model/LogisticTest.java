package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.draco.container.data.Batch;
import org.junit.jupiter.api.Test;

/** Logistic regression with two classes. */
class LogisticTest extends DenseNetworkContract {

    @Override
    Network network() {
        return new Logistic();
    }

    @Override
    InputShape input() {
        return new InputShape(1, 1, 8);
    }

    @Override
    int classes() {
        return 2;
    }

    @Override
    int[] widths() {
        return new int[] {8, 1};
    }

    /** Eight products and five samples: a handful of roundings of 6e-8. */
    @Override
    double tolerance() {
        return 1e-6;
    }

    /** With weights of 0, what goes into the sigmoid is the bias: its derivative is the mean of sigmoid(bias) - label. */
    @Test
    void saysSoWhereTheSigmoidIsFlatAndWrong() {
        GradientModel model = create(1);
        for (double bias : new double[] {-80, -40, -17, -16.5, 16.5, 17, 40, 80}) {
            float[] parameters = new float[9];
            parameters[8] = (float) bias;
            int wrong = bias > 0 ? 0 : 1;
            Batch batch = new Batch(new float[8], new int[] {wrong}, 1, 1, 8);
            float[] gradient = new float[9];
            float loss = model.gradient(parameters, batch, 1, gradient);
            assertEquals(Math.abs(bias), loss, 1e-6 * Math.abs(bias), "loss at " + bias);
            assertEquals(Math.signum(bias), gradient[8], 1e-6, "gradient at " + bias);
            Batch right = new Batch(new float[8], new int[] {1 - wrong}, 1, 1, 8);
            loss = model.gradient(parameters, right, 1, gradient);
            double rest = Math.exp(-Math.abs(bias));
            assertEquals(rest, loss, 1e-6 * rest, "loss when right, at " + bias);
            assertEquals(-Math.signum(bias) * rest, gradient[8], 1e-6 * rest);
        }
    }

    @Test
    void neitherAnswerIsRightAtExactlyOneHalf() {
        Batch batch = new Batch(new float[24], new int[] {0, 1, 1}, 1, 1, 8);
        BatchScore score = create(1).score(new float[9], batch);
        assertEquals(0, score.correct());
        assertEquals(3 * Math.log(2), score.lossSum(), 1e-6);
    }

    @Test
    void smoothedTargetsAreAHalfAsFarFromOneHalf() {
        Batch batch = randomBatch(4, 1);
        GradientModel sharp = create(1);
        GradientModel smooth = network().create(input(), 2, new ModelOptions(1, 0.5));
        float[] parameters = sharp.initialParameters();
        float[] plain = new float[9];
        sharp.gradient(parameters, batch, 1, plain);
        float[] flipped = new float[9];
        sharp.gradient(parameters, batch.withFlippedLabels(2), 1, flipped);
        float[] smoothed = new float[9];
        smooth.gradient(parameters, batch, 1, smoothed);
        float[] expected = new float[9];
        for (int i = 0; i < 9; i++) {
            // Linear in the targets: 0.75 of the label and 0.25 of the other.
            expected[i] = 0.75f * plain[i] + 0.25f * flipped[i];
        }
        assertArrayEquals(expected, smoothed, 1e-6f);
        assertEquals(sharp.score(parameters, batch), smooth.score(parameters, batch));
    }
}
