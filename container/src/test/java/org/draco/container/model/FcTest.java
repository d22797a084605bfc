package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** DRACO's fully connected network. */
class FcTest extends DenseNetworkContract {

    @Override
    Network network() {
        return DenseChain.fc();
    }

    @Override
    int[] widths() {
        return new int[] {784, 800, 500, 10};
    }

    @Override
    boolean sigmoid() {
        return true;
    }

    @Test
    void hasThePapersNumberOfParameters() {
        assertEquals(1_033_510, create(1).dimension());
    }

    /** 1 / (1 + 9 / e) is all that ten classes can get; the outputs of the last layer are driven far apart. */
    @Test
    void noProbabilityIsAboveThatOfOneSigmoidAgainstTheOthers() {
        GradientModel model = create(1);
        float[] parameters = model.initialParameters();
        int biases = parameters.length - 10;
        Arrays.fill(parameters, biases, parameters.length, -1000);
        parameters[biases + 3] = 1000;
        var batch = GradientModelContract.only(randomBatch(9, 4), 0);
        var three = new org.draco.container.data.Batch(batch.features(), new int[] {3}, 1, 28, 28);
        BatchScore score = model.score(parameters, three);
        assertEquals(1, score.correct());
        assertEquals(Math.log(1 + 9 / Math.E), score.meanLoss(), 1e-5);
        assertTrue(score.meanLoss() > 1.46);
    }
}
