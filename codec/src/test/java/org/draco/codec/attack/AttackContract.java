package org.draco.codec.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.util.random.RandomGenerator;
import org.draco.codec.seed.StepRandom;
import org.junit.jupiter.api.Test;

/** What every lying attack must do; the test of an attack extends this. */
abstract class AttackContract {

    /** The attack under test. */
    abstract Attack attack();

    /** The name under which users know it. */
    abstract String name();

    static RandomGenerator random() {
        return new StepRandom(1, "attack test", 2, 3);
    }

    @Test
    void isListedUnderItsName() {
        assertEquals(name(), attack().name());
        assertEquals(name(), Attacks.byName(name(), -100).orElseThrow().name());
    }

    @Test
    void leavesItsInputUntouched() {
        float[] honest = {1, -2, 0, Float.NaN};
        attack().answer(honest, random());
        assertArrayEquals(new float[] {1, -2, 0, Float.NaN}, honest);
    }

    @Test
    void answersWithANewVectorOfTheSameLength() {
        for (int length : new int[] {0, 1, 1000}) {
            float[] honest = new float[length];
            float[] lie = attack().answer(honest, random());
            assertNotSame(honest, lie);
            assertEquals(length, lie.length);
        }
    }

    @Test
    void isAFunctionOfGradientAndStream() {
        float[] honest = {1, -2, 0.5f};
        assertArrayEquals(attack().answer(honest, random()), attack().answer(honest, random()));
    }
}
