package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Aksel. */
class AkselTest extends AggregationRuleContract {

    @Override
    AggregationRule rule() {
        return AggregationRules.byName("aksel").orElseThrow();
    }

    /** Median (3, 3); squared distances 13, 4, 9, 1, 98. */
    @Test
    void averagesTheHalfThatIsNearTheMedian() {
        float[][] rows = {{1, 0}, {3, 5}, {0, 3}, {3, 2}, {10, 10}};
        Gradients gradients = new Gradients(rows);
        assertArrayEquals(new float[] {2, 10f / 3}, rule().aggregate(gradients, 1), 1e-6f);
        AggregationRule more =
                AggregationRules.byName("aksel", Map.of("rows", "n-s")).orElseThrow();
        assertArrayEquals(new float[] {1.75f, 2.5f}, more.aggregate(gradients, 1), 1e-6f);
    }

    /** Distances run over several blocks of columns. */
    @Test
    void measuresAllColumns() {
        for (int at : new int[] {0, 511, 512, 1025, 1026}) {
            float[][] rows = new float[3][1027];
            rows[0][at] = 4;
            rows[1][at] = 1;
            rows[2][at] = -1;
            // The median is row 1, the nearer one of the others row 2.
            assertArrayEquals(
                    new float[1027], rule().aggregate(new Gradients(rows), 1), "column " + at);
        }
    }
}
