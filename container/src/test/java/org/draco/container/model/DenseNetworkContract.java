package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.draco.container.data.Batch;
import org.junit.jupiter.api.Test;

/** What dense chains must do beside the contract: agree with the second opinion. */
abstract class DenseNetworkContract extends GradientModelContract {

    /** How many values go in, then how many come out of each layer. */
    abstract int[] widths();

    /** Whether there is a sigmoid before softmax. */
    boolean sigmoid() {
        return false;
    }

    @Test
    void hasOneParameterForEachProductAndEachSum() {
        int count = 0;
        for (int layer = 0; layer + 1 < widths().length; layer++) {
            count += (widths()[layer] + 1) * widths()[layer + 1];
        }
        assertEquals(count, create(1).dimension());
        assertEquals(count, create(1).trainable());
    }

    /**
     * Float against double, layer by layer: three sums of at most K = 800 terms each way, so 6 sqrt(K) u = 1e-5 of the layer's
     * largest value with u = 2^-24.
     */
    @Test
    void lossAndGradientAgreeWithTheSecondOpinion() {
        for (long seed = 1; seed <= 3; seed++) {
            GradientModel model = create(seed);
            float[] parameters = model.initialParameters();
            Batch batch = randomBatch(5, seed);
            float[] gradient = new float[model.dimension()];
            float loss = model.gradient(parameters, batch, 1, gradient);
            PlainLeNet.Answer second =
                    PlainDense.at(widths(), sigmoid(), toDoubles(parameters), batch);
            assertEquals(second.loss(), loss, 1e-5, "loss at seed " + seed);
            int from = 0;
            for (int layer = 0; layer + 1 < widths().length; layer++) {
                int to = from + (widths()[layer] + 1) * widths()[layer + 1];
                double worst = 0;
                double largest = 0;
                for (int i = from; i < to; i++) {
                    worst = Math.max(worst, Math.abs(second.gradient()[i] - gradient[i]));
                    largest = Math.max(largest, Math.abs(second.gradient()[i]));
                }
                assertTrue(
                        worst <= tolerance() * largest,
                        "layer " + layer + ", seed " + seed + ": off by " + worst / largest);
                from = to;
            }
        }
    }

    /** How far a layer's gradient may be off, relative to its largest component. */
    double tolerance() {
        return 1e-5;
    }
}
