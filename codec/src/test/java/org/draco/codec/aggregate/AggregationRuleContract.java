package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/** What every aggregation rule must do; the test of a rule extends this. */
abstract class AggregationRuleContract {

    /** The rule under test. */
    abstract AggregationRule rule();

    static float[][] rows() {
        return new float[][] {{1, -2}, {4, 0}, {10, 8}};
    }

    @Test
    void isListedUnderItsName() {
        assertSame(
                rule().getClass(), AggregationRules.byName(rule().name()).orElseThrow().getClass());
    }

    @Test
    void leavesItsInputUntouched() {
        float[][] rows = rows();
        float[] result = rule().aggregate(new Gradients(rows), 0);
        for (int i = 0; i < rows.length; i++) {
            assertArrayEquals(rows()[i], rows[i]);
            assertNotSame(rows[i], result);
        }
    }

    @Test
    void keepsASingleRowAsItIs() {
        float[][] one = {{3, -0.1f, 1e30f}};
        assertArrayEquals(one[0], rule().aggregate(new Gradients(one), 0));
    }

    @Test
    void isDeterministic() {
        assertArrayEquals(
                rule().aggregate(new Gradients(rows()), 0),
                rule().aggregate(new Gradients(rows()), 0));
    }

    @Test
    void needsAtLeastOneWorker() {
        assertEquals(1, rule().minWorkers(0));
    }
}
