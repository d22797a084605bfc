package org.draco.am.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.draco.codec.Parallelism;
import org.junit.jupiter.api.Test;

/** Descent with momentum. */
class SgdMomentumTest {

    /** lr = 0.5, m = 0.5 and gradients of powers of two: every number here is exact. */
    @Test
    void keepsTheLearningRateOutOfTheVelocity() {
        SgdMomentum sgd = SgdMomentum.of(0.5f, 0.5f);
        float[] w = {1, -1};
        float[] v = {0, 0};
        sgd.update(0, new Weights(w, v), new float[] {2, -4}, Parallelism.NONE);
        assertArrayEquals(new float[] {2, -4}, v);
        assertArrayEquals(new float[] {0, 1}, w);
        sgd.update(0, new Weights(w, v), new float[] {1, 0}, Parallelism.NONE);
        assertArrayEquals(new float[] {2, -2}, v);
        assertArrayEquals(new float[] {-1, 2}, w);
    }

    @Test
    void isPlainDescentWithoutMomentum() {
        float[] w = {1};
        float[] v = {0};
        SgdMomentum sgd = SgdMomentum.of(0.25f, 0);
        sgd.update(0, new Weights(w, v), new float[] {2}, Parallelism.NONE);
        sgd.update(0, new Weights(w, v), new float[] {4}, Parallelism.NONE);
        assertArrayEquals(new float[] {1 - 0.5f - 1f}, w);
    }

    /** In float32, operation by operation: not in double, not fused. */
    @Test
    void roundsAfterEachOperation() {
        float m = 0.9f;
        float lr = 0.01f;
        float v0 = 0.1f;
        float g = 0.3f;
        float product = m * v0;
        float v1 = product + g;
        float step = lr * v1;
        float w1 = 0.7f - step;
        float[] w = {0.7f};
        float[] v = {v0};
        SgdMomentum.of(lr, m).update(0, new Weights(w, v), new float[] {g}, Parallelism.NONE);
        assertArrayEquals(new float[] {v1}, v);
        assertArrayEquals(new float[] {w1}, w);
    }

    @Test
    void leavesTheGradientUntouched() {
        float[] gradient = {1, 2};
        SgdMomentum.of(0.1f, 0.9f)
                .update(0, new Weights(new float[2], new float[2]), gradient, Parallelism.NONE);
        assertArrayEquals(new float[] {1, 2}, gradient);
    }

    @Test
    void refusesRatesThatTrainNothing() {
        for (float rate : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertRefuses(rate, 0.9f, "learning rate", rate);
        }
        for (float momentum : new float[] {-0.1f, 1, Float.NaN}) {
            assertRefuses(0.1f, momentum, "momentum", momentum);
        }
    }

    private static void assertRefuses(float rate, float momentum, String what, float found) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> SgdMomentum.of(rate, momentum))
                        .getMessage();
        assertTrue(message.contains(what) && message.contains("found " + found), message);
    }
}
