package org.draco.codec.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** rev_grad. */
class ReversedGradientTest extends AttackContract {

    @Override
    Attack attack() {
        return new ReversedGradient(-100);
    }

    @Override
    String name() {
        return "rev_grad";
    }

    @Test
    void sendsTheGradientTimesItsMagnitude() {
        float[] honest = {1, -2.5f, 0, 1e-3f};
        assertArrayEquals(
                new float[] {-100, 250, -0f, 1e-3f * -100f}, attack().answer(honest, insight()));
        assertArrayEquals(
                new float[] {3, -7.5f, 0, 3e-3f},
                new ReversedGradient(3).answer(honest, insight()));
    }
}
