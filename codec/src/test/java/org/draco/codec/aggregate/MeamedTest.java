package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The mean around the median. */
class MeamedTest extends AggregationRuleContract {

    @Override
    AggregationRule rule() {
        return AggregationRules.byName("meamed").orElseThrow();
    }

    /** Median 3; nearest three 2, 3, 5. Trimmed mean and median are others. */
    @Test
    void averagesWhatIsNearTheMedian() {
        float[][] rows = {{100}, {5}, {2}, {-7}, {3}};
        assertArrayEquals(new float[] {10f / 3}, rule().aggregate(new Gradients(rows), 2));
        assertArrayEquals(new float[] {0.75f}, rule().aggregate(new Gradients(rows), 1));
    }

    /** 0, 1, 5, 6.5: around 1 it is 0, 1 and 5, around 5 it is 1, 5 and 6.5. */
    @Test
    void dependsOnTheMedianOfAnEvenNumber() {
        Gradients gradients = new Gradients(new float[][] {{5}, {0}, {6.5f}, {1}});
        assertArrayEquals(new float[] {2}, with("lower").aggregate(gradients, 1));
        assertArrayEquals(new float[] {12.5f / 3}, with("upper").aggregate(gradients, 1), 1e-6f);
    }

    private static AggregationRule with(String even) {
        return AggregationRules.byName("meamed", Map.of("even", even)).orElseThrow();
    }

    @Test
    void agreesWithASort() {
        for (int s = 0; s <= 4; s++) {
            for (int n = 2 * s + 1; n <= 2 * s + 4; n++) {
                float[][] rows = GramTest.random(n, 300, SEED + n);
                float[] mean = rule().aggregate(new Gradients(rows), s);
                for (int k = 0; k < 300; k++) {
                    List<Double> sorted = MeanAroundTest.column(rows, k);
                    double median = (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
                    assertEquals(
                            MeanAroundTest.nearest(sorted, median, n - s),
                            mean[k],
                            1e-6f,
                            "n " + n + ", s " + s + ", seed " + (SEED + n));
                }
            }
        }
    }
}
