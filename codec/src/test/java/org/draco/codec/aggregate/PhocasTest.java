package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The mean around the trimmed mean. */
class PhocasTest extends AggregationRuleContract {

    @Override
    AggregationRule rule() {
        return AggregationRules.byName("phocas").orElseThrow();
    }

    /** Trimmed mean of 2, 3, 10 is 5; nearest four -1, 2, 3, 10. Around the median 3 it would be the same without the 10. */
    @Test
    void averagesWhatIsNearTheTrimmedMean() {
        float[][] rows = {{12}, {3}, {2}, {-1}, {10}};
        assertArrayEquals(new float[] {3.5f}, rule().aggregate(new Gradients(rows), 1));
    }

    @Test
    void agreesWithASort() {
        for (int s = 0; s <= 4; s++) {
            for (int n = 2 * s + 1; n <= 2 * s + 4; n++) {
                float[][] rows = GramTest.random(n, 300, SEED + n);
                float[] mean = rule().aggregate(new Gradients(rows), s);
                for (int k = 0; k < 300; k++) {
                    List<Double> sorted = MeanAroundTest.column(rows, k);
                    double trimmed =
                            sorted.subList(s, n - s).stream()
                                    .mapToDouble(Double::doubleValue)
                                    .average()
                                    .orElseThrow();
                    assertEquals(
                            MeanAroundTest.nearest(sorted, trimmed, n - s),
                            mean[k],
                            1e-6f,
                            "n " + n + ", s " + s + ", seed " + (SEED + n));
                }
            }
        }
    }
}
