package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.draco.codec.Arguments;
import org.junit.jupiter.api.Test;

/** Krum, against scores computed by definition. */
class KrumTest extends AggregationRuleContract {

    @Override
    AggregationRule rule() {
        return rule("");
    }

    private static AggregationRule rule(String arguments) {
        return AggregationRules.byName("krum", Arguments.parse(arguments)).orElseThrow();
    }

    static int best(float[][] rows, int neighbours, double power) {
        int best = -1;
        double smallest = Double.POSITIVE_INFINITY;
        double smallestTotal = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rows.length; i++) {
            double[] distances = new double[rows.length];
            for (int j = 0; j < rows.length; j++) {
                for (int k = 0; k < rows[0].length; k++) {
                    double difference = (double) rows[i][k] - rows[j][k];
                    distances[j] += difference * difference;
                }
                distances[j] = Math.pow(distances[j], power / 2);
            }
            Arrays.sort(distances);
            // The first is the row's own distance, zero.
            double score = Arrays.stream(distances, 1, 1 + neighbours).sum();
            double total = Arrays.stream(distances).sum();
            if (score < smallest || (score == smallest && total < smallestTotal)) {
                smallest = score;
                smallestTotal = total;
                best = i;
            }
        }
        return best;
    }

    @Test
    void isTheRowWithTheSmallestScore() {
        for (int s = 0; s <= 4; s++) {
            for (int n = 2 * s + 4; n <= 2 * s + 8; n++) {
                for (long seed = SEED; seed < SEED + 10; seed++) {
                    float[][] rows = GramTest.random(n, 4, seed);
                    Gradients gradients = new Gradients(rows);
                    String message = "n " + n + ", s " + s + ", seed " + seed;
                    assertArrayEquals(
                            rows[best(rows, n - s - 2, 2)],
                            rule("").aggregate(gradients, s),
                            message);
                    assertArrayEquals(
                            rows[best(rows, n - s - 1, 1)],
                            rule("neighbours=n-s-1,distance=plain").aggregate(gradients, s),
                            message);
                    assertArrayEquals(
                            rows[best(rows, n - s - 2, 4)],
                            rule("distance=fourth").aggregate(gradients, s),
                            message);
                }
            }
        }
    }

    /** On these rows each variant chooses another one: squares or not, n - s - 2 neighbours or one more. */
    @Test
    void variantsDiffer() {
        int differing = 0;
        for (long seed = 0; seed < 200; seed++) {
            float[][] rows = GramTest.random(7, 2, seed);
            Gradients gradients = new Gradients(rows);
            float[] paper = rule("").aggregate(gradients, 2);
            float[] plain = rule("distance=plain").aggregate(gradients, 2);
            float[] more = rule("neighbours=n-s-1").aggregate(gradients, 2);
            differing += Arrays.equals(paper, plain) || Arrays.equals(paper, more) ? 0 : 1;
        }
        assertTrue(differing > 5, "only " + differing + " of seeds 0 to 199");
    }

    /** Two rows that are each other's only neighbour have the same score; 1 is nearer to 9 than 0 is. */
    @Test
    void takesTheMoreCentralOfEquals() {
        assertArrayEquals(
                new float[] {1}, rule().aggregate(new Gradients(new float[][] {{0}, {9}, {1}}), 0));
        assertArrayEquals(
                new float[] {1}, rule().aggregate(new Gradients(new float[][] {{1}, {9}, {0}}), 0));
    }

    @Test
    void returnsTheRowToTheBit() {
        float[][] rows = {{1e-30f}, {1.1e-30f}, {1.2e-30f}, {5}};
        assertArrayEquals(rows[1], rule().aggregate(new Gradients(rows), 0));
    }

    @Test
    void needsAsManyWorkersAsNeighboursAskFor() {
        assertEquals(9, rule("").minWorkers(3));
        assertEquals(13, rule("neighbours=10").minWorkers(3));
    }
}
