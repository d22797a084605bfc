package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.draco.codec.Arguments;
import org.junit.jupiter.api.Test;

/** Multi-Krum. */
class MultiKrumTest extends AggregationRuleContract {

    @Override
    AggregationRule rule() {
        return rule("");
    }

    private static AggregationRule rule(String arguments) {
        return AggregationRules.byName("multi-krum", Arguments.parse(arguments)).orElseThrow();
    }

    /** n = 6, s = 1: three neighbours. Scores 17.25, 8.25, 7.25, 20.75 and far more. */
    @Test
    void isTheMeanOfTheBest() {
        float[][] rows = {{0}, {1}, {2}, {3.5f}, {20}, {1e6f}};
        Gradients gradients = new Gradients(rows);
        assertArrayEquals(new float[] {1}, bestOf(gradients, "m=3"), 1e-6f);
        assertArrayEquals(new float[] {1.5f}, bestOf(gradients, "m=2"));
        // n - s - 2 is three, n - s five.
        assertArrayEquals(bestOf(gradients, "m=3"), bestOf(gradients, ""));
        assertArrayEquals(new float[] {26.5f / 5}, bestOf(gradients, "m=n-s"), 1e-6f);
    }

    private static float[] bestOf(Gradients gradients, String arguments) {
        return rule(arguments).aggregate(gradients, 1);
    }

    /** More than n - s rows would always be joined by a liar's. */
    @Test
    void doesNotAverageMoreRowsThanAreHonest() {
        assertEquals(12, rule("m=10").minWorkers(2));
        assertEquals(Integer.MAX_VALUE, rule("m=n").minWorkers(2));
    }

    @Test
    void withOneRowIsKrum() {
        for (long seed = SEED; seed < SEED + 20; seed++) {
            float[][] rows = GramTest.random(11, 5, seed);
            assertArrayEquals(
                    rows[KrumTest.best(rows, 6, 2)],
                    rule("m=1").aggregate(new Gradients(rows), 3),
                    "seed " + seed);
        }
    }
}
