package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.draco.container.data.Batch;
import org.junit.jupiter.api.Test;

class ModelOptionsTest {

    private static final InputShape SHAPE = new InputShape(2, 3, 4);

    @Test
    void refuseSmoothingThatIsNoShare() {
        for (double wrong : new double[] {-0.1, 1, Double.NaN}) {
            String message =
                    assertThrows(IllegalArgumentException.class, () -> new ModelOptions(1, wrong))
                            .getMessage();
            assertTrue(message.contains("found " + wrong), message);
        }
    }

    /** The loss is linear in the targets: 1 - a of the label's, and a of the mean of all labels'. */
    @Test
    void smoothingMixesTheLabelWithAllClasses() {
        Network network = DenseChain.mnist100();
        GradientModel sharp = network.create(SHAPE, 3, ModelOptions.seeded(1));
        GradientModel smooth = network.create(SHAPE, 3, new ModelOptions(1, 0.3));
        float[] parameters = sharp.initialParameters();
        Batch batch = RandomBatch.of(SHAPE, 3, 1, 1);
        double[] expected = new double[sharp.dimension()];
        double expectedLoss = 0;
        for (int label = 0; label < 3; label++) {
            double weight = label == batch.labels()[0] ? 0.7 + 0.1 : 0.1;
            float[] gradient = new float[expected.length];
            Batch labelled = new Batch(batch.features(), new int[] {label}, 2, 3, 4);
            expectedLoss += weight * sharp.gradient(parameters, labelled, 1, gradient);
            for (int i = 0; i < expected.length; i++) {
                expected[i] += weight * gradient[i];
            }
        }
        float[] found = new float[expected.length];
        assertEquals(expectedLoss, smooth.gradient(parameters, batch, 1, found), 1e-6);
        assertArrayEquals(expected, GradientModelContract.toDoubles(found), 1e-6);
        assertEquals(sharp.score(parameters, batch), smooth.score(parameters, batch));
    }
}
