package org.draco.codec.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** collude. */
class CollusionTest extends AttackContract {

    @Override
    Attack attack() {
        return new Collusion(-100);
    }

    @Override
    String name() {
        return "collude";
    }

    @Test
    void addsTheSameVectorForAllLiarsOfAStep() {
        // Powers of two and a small magnitude, so that taking the gradient off again is exact.
        Attack attack = new Collusion(1);
        float[] one = attack.answer(new float[1000], insightOf(1));
        float[] two = attack.answer(new float[1000], insightOf(2));
        assertArrayEquals(one, two);
        float[] honest = new float[1000];
        Arrays.fill(honest, 4096);
        float[] moved = attack.answer(honest, insightOf(2));
        for (int i = 0; i < moved.length; i++) {
            assertEquals(one[i], moved[i] - 4096, 0x1p-11f);
        }
    }

    @Test
    void addsNormalNumbersTimesItsMagnitude() {
        int n = 100_000;
        double sum = 0;
        double squares = 0;
        for (float x : attack().answer(new float[n], insight())) {
            sum += x;
            squares += (double) x * x;
        }
        // Six standard deviations, as for the independent normal numbers of "random".
        assertEquals(0, sum / n, 6 * 100 / Math.sqrt(n));
        assertEquals(1e4, squares / n, 6 * 1e4 * Math.sqrt(2.0 / n));
    }

    @Test
    void differsFromStepToStep() {
        AdversarySchedule schedule = new AdversarySchedule(9, 2, 1, false);
        assertFalse(
                Arrays.equals(
                        attack().answer(new float[3], schedule.insightOf(1, 0)),
                        attack().answer(new float[3], schedule.insightOf(1, 1))));
    }
}
