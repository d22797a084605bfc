package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** Comparative gradient elimination. */
class GradientEliminationTest extends AggregationRuleContract {

    @Override
    AggregationRule rule() {
        return AggregationRules.byName("cge").orElseThrow();
    }

    /** Norms are not distances. */
    @Override
    boolean isTranslationEquivariant() {
        return false;
    }

    /** Norms 5, 1, 13, 2. */
    @Test
    void averagesTheShortest() {
        float[][] rows = {{3, 4}, {0, -1}, {5, 12}, {2, 0}};
        Gradients gradients = new Gradients(rows);
        assertArrayEquals(new float[] {5f / 3, 1}, rule().aggregate(gradients, 1), 1e-6f);
        assertArrayEquals(new float[] {2.5f, 3.75f}, rule().aggregate(gradients, 0), 1e-6f);
    }
}
