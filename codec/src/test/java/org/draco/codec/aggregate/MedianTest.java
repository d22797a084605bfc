package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The coordinate-wise median. */
class MedianTest extends AggregationRuleContract {

    @Override
    AggregationRule rule() {
        return AggregationRules.byName("median").orElseThrow();
    }

    /** Mean (5, 2). */
    @Test
    void isTheMedianOfEveryCoordinate() {
        float[][] rows = {{1, 8}, {10, -2}, {4, 0}};
        assertArrayEquals(new float[] {4, 0}, rule().aggregate(new Gradients(rows), 1));
    }

    @ParameterizedTest
    @CsvSource({"lower, 2", "middle, 3", "upper, 4"})
    void hasThreeMeaningsForAnEvenNumber(String even, float expected) {
        AggregationRule rule =
                AggregationRules.byName("median", Map.of("even", even)).orElseThrow();
        float[][] rows = {{4}, {-7}, {100}, {2}};
        assertArrayEquals(new float[] {expected}, rule.aggregate(new Gradients(rows), 1));
        assertArrayEquals(
                new float[] {4}, rule.aggregate(new Gradients(Arrays.copyOf(rows, 1)), 0));
        assertArrayEquals(
                new float[] {4}, rule.aggregate(new Gradients(Arrays.copyOf(rows, 3)), 0));
    }

    /** Half of each before the sum. */
    @Test
    void doesNotOverflow() {
        float[][] rows = {{Float.MAX_VALUE}, {Float.MAX_VALUE}};
        assertArrayEquals(rows[0], rule().aggregate(new Gradients(rows), 0));
    }

    @Test
    void agreesWithASort() {
        for (int n = 1; n <= 50; n++) {
            float[][] rows = GramTest.random(n, 300, SEED + n);
            float[] median = rule().aggregate(new Gradients(rows), 0);
            float[] column = new float[n];
            for (int k = 0; k < 300; k++) {
                for (int i = 0; i < n; i++) {
                    column[i] = rows[i][k];
                }
                Arrays.sort(column);
                double expected = ((double) column[(n - 1) / 2] + column[n / 2]) / 2;
                assertEquals((float) expected, median[k], "n " + n + ", seed " + (SEED + n));
            }
        }
    }
}
