package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The trimmed mean. */
class TrimmedMeanTest extends AggregationRuleContract {

    @Override
    AggregationRule rule() {
        return AggregationRules.byName("trimmed-mean").orElseThrow();
    }

    /** Median 3, mean 21.4. */
    @Test
    void leavesOutTheExtremes() {
        float[][] rows = {{100}, {3}, {-7}, {2}, {9}};
        assertArrayEquals(new float[] {14f / 3}, rule().aggregate(new Gradients(rows), 1));
        assertArrayEquals(new float[] {3}, rule().aggregate(new Gradients(rows), 2));
        assertArrayEquals(new float[] {21.4f}, rule().aggregate(new Gradients(rows), 0));
    }

    @Test
    void agreesWithASort() {
        for (int n = 1; n <= 25; n++) {
            float[][] rows = GramTest.random(n, 300, SEED + n);
            for (int s = 0; 2 * s < n; s++) {
                float[] mean = rule().aggregate(new Gradients(rows), s);
                double[] column = new double[n];
                for (int k = 0; k < 300; k++) {
                    for (int i = 0; i < n; i++) {
                        column[i] = rows[i][k];
                    }
                    Arrays.sort(column);
                    double sum = 0;
                    for (int i = s; i < n - s; i++) {
                        sum += column[i];
                    }
                    assertEquals(sum / (n - 2 * s), mean[k], 1e-6, "n " + n + ", s " + s);
                }
            }
        }
    }

    /** The sum carries its rounding errors along: plain float addition would lose the ones. */
    @Test
    void doesNotLoseSmallValuesBesideLargeOnes() {
        float[][] rows = {{1}, {0x1p24f}, {1}, {-0x1p24f}, {1}, {1}};
        assertArrayEquals(new float[] {4f / 6}, rule().aggregate(new Gradients(rows), 0));
    }
}
