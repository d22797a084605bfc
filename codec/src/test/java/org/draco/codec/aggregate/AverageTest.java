package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The mean. */
class AverageTest extends AggregationRuleContract {

    @Override
    AggregationRule rule() {
        return new Average();
    }

    @Override
    List<Integer> adversaries() {
        return List.of(0);
    }

    /** Median (4, 0), Krum's choice and mean (5, 2) all differ on these rows. */
    @Test
    void isTheMean() {
        assertArrayEquals(new float[] {5, 2}, rule().aggregate(new Gradients(rows()), 0));
    }

    /** Recursive summation of n floats: relative error below n u of the sum of magnitudes, u = 2^-24 (Higham, ch. 4). */
    @Test
    void isTheMeanUpToRounding() {
        long seed = 4;
        Random random = new Random(seed);
        int n = 45;
        float[][] rows = new float[n][1000];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        float[] mean = rule().aggregate(new Gradients(rows), 0);
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            double magnitude = 0;
            for (float[] row : rows) {
                sum += row[i];
                magnitude += Math.abs(row[i]);
            }
            // n - 1 additions, the reciprocal and the product.
            assertEquals(sum / n, mean[i], (n + 1) * 0x1p-24 * magnitude / n, "seed " + seed);
        }
    }

    @Test
    void addsInWorkerOrder() {
        float big = 0x1p24f;
        assertArrayEquals(
                new float[] {(big + 1f + 1f) * (1f / 3)},
                rule().aggregate(new Gradients(new float[][] {{big}, {1}, {1}}), 0));
        assertArrayEquals(
                new float[] {(1f + 1f + big) * (1f / 3)},
                rule().aggregate(new Gradients(new float[][] {{1}, {1}, {big}}), 0));
    }

    @Test
    void bearsNoAdversary() {
        assertEquals(Integer.MAX_VALUE, rule().minWorkers(1));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> rule().aggregate(new Gradients(rows()), 1))
                        .getMessage();
        assertTrue(message.contains("n = 3") && message.contains("s = 1"), message);
    }
}
