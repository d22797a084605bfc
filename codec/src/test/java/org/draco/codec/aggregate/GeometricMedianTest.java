package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.draco.codec.Arguments;
import org.junit.jupiter.api.Test;

/** The geometric median: what defines it is that the unit vectors to the rows cancel. */
class GeometricMedianTest extends AggregationRuleContract {

    @Override
    AggregationRule rule() {
        return AggregationRules.byName("geometric-median").orElseThrow();
    }

    private static AggregationRule rule(String arguments) {
        return AggregationRules.byName("geometric-median", Arguments.parse(arguments))
                .orElseThrow();
    }

    private static double pull(float[][] rows, float[] point) {
        double[] sum = new double[point.length];
        for (float[] row : rows) {
            double square = 0;
            for (int k = 0; k < point.length; k++) {
                square += ((double) row[k] - point[k]) * ((double) row[k] - point[k]);
            }
            for (int k = 0; k < point.length; k++) {
                sum[k] += square == 0 ? 0 : ((double) row[k] - point[k]) / Math.sqrt(square);
            }
        }
        return Math.sqrt(Gram.dot(sum, sum));
    }

    @Test
    void isWhereTheUnitVectorsCancel() {
        for (int n = 3; n <= 30; n++) {
            float[][] rows = GramTest.random(n, 40, SEED + n);
            float[] median = rule().aggregate(new Gradients(rows), 0);
            assertTrue(
                    pull(rows, median) < 1e-5,
                    "pull " + pull(rows, median) + ", n " + n + ", seed " + (SEED + n));
        }
    }

    /** Fermat's point of an equilateral triangle is its centre; with an angle of 120 degrees or more it is that corner. */
    @Test
    void isFermatsPoint() {
        float height = (float) Math.sqrt(3);
        float[][] equal = {{-1, 0}, {1, 0}, {0, height}};
        float[] centre = rule().aggregate(new Gradients(equal), 0);
        assertEquals(0, centre[0], 1e-6);
        assertEquals(height / 3, centre[1], 1e-6);
        float[][] flat = {{-10, 0}, {0, 1}, {10, 0}};
        assertArrayEquals(flat[1], rule().aggregate(new Gradients(flat), 0));
    }

    /** The mean (25, 25) of these is a row: Weiszfeld's own iteration starts there and never leaves. */
    @Test
    void leavesARowThatItStartsOn() {
        float[][] rows = {{0, 0}, {1, 0}, {0, 1}, {25, 25}, {99, 99}};
        float[] median = rule().aggregate(new Gradients(rows), 0);
        assertTrue(median[0] < 5 && median[1] < 5, median[0] + ", " + median[1]);
        assertTrue(pull(rows, median) < 1e-5, "pull " + pull(rows, median));
    }

    @Test
    void isARowThatAMajorityHolds() {
        float[][] rows = {{5, 5}, {1, 2}, {-40, 3}, {1, 2}, {1, 2}};
        assertArrayEquals(rows[1], rule().aggregate(new Gradients(rows), 2));
    }

    /** A row at 1e38 pulls with the unit vector of its direction, like any other far row; digits are not lost to it. */
    @Test
    void givesFarRowsAUnitPullOnly() {
        float[][] rows = GramTest.random(7, 3, SEED);
        for (float distance : new float[] {1e6f, 1e12f, 1e38f}) {
            rows[3] = new float[] {distance, -distance, 0};
            float[] median = rule().aggregate(new Gradients(rows), 1);
            assertTrue(pull(rows, median) < 1e-4, distance + ": " + pull(rows, median));
        }
    }

    /** Karcher's bound on how far s rows can move it (Minsker, lemma 2.1). */
    @Test
    void staysWithinTheBound() {
        for (int s = 1; s <= 4; s++) {
            int n = 2 * s + 3;
            float[][] rows = GramTest.random(n, 10, SEED);
            double farthest = 0;
            for (int i = s; i < n; i++) {
                double square = 0;
                for (float x : rows[i]) {
                    square += (double) x * x;
                }
                farthest = Math.max(farthest, Math.sqrt(square));
            }
            for (int i = 0; i < s; i++) {
                rows[i] = new float[10];
                rows[i][0] = 1e9f;
            }
            float[] median = rule().aggregate(new Gradients(rows), s);
            double norm = 0;
            for (float x : median) {
                norm += (double) x * x;
            }
            assertTrue(
                    Math.sqrt(norm) <= 2.0 * (n - s) / (n - 2 * s) * farthest,
                    "s " + s + ", seed " + SEED);
        }
    }

    /** Here a row is the origin itself, where the iteration starts. */
    @Test
    void leavesTheOriginThatItStartsOn() {
        float[][] rows = {{0, 0}, {4, 1}, {5, 0}, {4, -2}, {6, 1}};
        float[] median = rule("start=zero").aggregate(new Gradients(rows), 1);
        assertTrue(pull(rows, median) < 1e-5, "pull " + pull(rows, median));
        assertArrayEquals(rule().aggregate(new Gradients(rows), 1), median, 1e-5f);
    }

    @Test
    void parametersSetTheIteration() {
        float[][] rows = {{0, 0}, {1, 0}, {0, 1}, {8, 8}};
        Gradients gradients = new Gradients(rows);
        float[] exact = rule().aggregate(gradients, 1);
        float[] one = rule("iterations=1,start=mean").aggregate(gradients, 1);
        float[] zero = rule("iterations=1,start=zero,smoothing=0.5").aggregate(gradients, 1);
        assertTrue(pull(rows, exact) < 1e-5);
        assertTrue(pull(rows, one) > 0.05);
        // Distances from the origin, at least 0.5: 0.5, 1, 1 and 11.3.
        double far = 1 / Math.sqrt(128);
        assertEquals((1 + 8 * far) / (2 + 1 + 1 + far), zero[0], 1e-6);
    }
}
