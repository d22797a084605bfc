package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.draco.codec.Arguments;
import org.junit.jupiter.api.Test;

/** Centred clipping, against its formula on the vectors themselves. */
class CenteredClippingTest extends AggregationRuleContract {

    /** Wide enough for the contract's rows. */
    @Override
    AggregationRule rule() {
        return rule("tau=1000");
    }

    private static ContinuingRule rule(String arguments) {
        return (ContinuingRule)
                AggregationRules.byName("centered-clipping", Arguments.parse(arguments))
                        .orElseThrow();
    }

    /** It starts from zero. */
    @Override
    boolean isTranslationEquivariant() {
        return false;
    }

    /** If it is at most tau long. */
    @Test
    @Override
    void keepsASingleRowAsItIs() {
        float[][] one = {{3, -0.1f, 1e30f}};
        assertArrayEquals(one[0], rule("tau=1e31").aggregate(new Gradients(one), 0));
        assertEquals(1000, rule().aggregate(new Gradients(one), 0)[2], 1e-3);
    }

    private static float[] literally(float[][] rows, float[] start, double tau, int iterations) {
        double[] centre = new double[rows[0].length];
        for (int k = 0; k < centre.length; k++) {
            centre[k] = start[k];
        }
        for (int iteration = 0; iteration < iterations; iteration++) {
            double[] step = new double[centre.length];
            for (float[] row : rows) {
                double square = 0;
                for (int k = 0; k < centre.length; k++) {
                    square += (row[k] - centre[k]) * (row[k] - centre[k]);
                }
                double scale = Math.min(1, tau / Math.sqrt(square));
                for (int k = 0; k < centre.length; k++) {
                    step[k] += (row[k] - centre[k]) * scale / rows.length;
                }
            }
            for (int k = 0; k < centre.length; k++) {
                centre[k] += step[k];
            }
        }
        float[] result = new float[centre.length];
        for (int k = 0; k < result.length; k++) {
            result[k] = (float) centre[k];
        }
        return result;
    }

    @Test
    void isTheFormula() {
        float[][] rows = GramTest.random(7, 30, SEED);
        float[] start = GramTest.random(1, 30, SEED + 1)[0];
        for (double tau : new double[] {0.1, 1, 5, 100}) {
            for (int iterations = 1; iterations <= 5; iterations++) {
                ContinuingRule rule = rule("tau=" + tau + ",iterations=" + iterations);
                assertArrayEquals(
                        literally(rows, new float[30], tau, iterations),
                        rule.aggregate(new Gradients(rows), 2),
                        1e-6f,
                        "seed " + SEED);
                assertArrayEquals(
                        literally(rows, start, tau, iterations),
                        rule.aggregate(new Gradients(rows), 2, start),
                        1e-6f,
                        "seed " + SEED);
            }
        }
    }

    /** The second call of ByzFL's stateful rule is ours started from the first result. */
    @Test
    void continuesLikeByzFL() {
        String key = "ByzFL/CenteredClipping:L=1:tau=10.0[2nd call, same inputs]";
        int compared = 0;
        ContinuingRule rule = rule("tau=10");
        for (PublishedCases.Case each : PublishedCases.read("published-rules.txt.gz")) {
            float[] theirs = each.out.get(key).get(0);
            float[] first = rule.aggregate(each.gradients(), each.adversaries);
            float[] second = rule.aggregate(each.gradients(), each.adversaries, first);
            for (int k = 0; k < theirs.length; k++) {
                assertEquals(theirs[k], second[k], 1e-5 * Math.max(1, Math.abs(theirs[k])));
            }
            compared++;
        }
        assertEquals(129, compared);
    }

    /** n = 5: a liar moves the result by tau / n and no more. */
    @Test
    void boundsWhatALiarCanDo() {
        float[][] rows = {{1, 0}, {0, 1}, {1, 1}, {0, 0}, {0, 0}};
        float[] honest = rule("tau=2").aggregate(new Gradients(rows), 1);
        rows[4] = new float[] {-Float.MAX_VALUE, 0};
        float[] attacked = rule("tau=2").aggregate(new Gradients(rows), 1);
        assertEquals(honest[0] - 0.4, attacked[0], 1e-6);
        assertEquals(honest[1], attacked[1], 1e-6);
    }

    @Test
    void leavesOutRowsThatAreNotFinite() {
        float[][] rows = GramTest.random(5, 30, SEED);
        float[] start = GramTest.random(1, 30, SEED + 1)[0];
        float[] expected = rule("tau=3").aggregate(new Gradients(Arrays.copyOf(rows, 4)), 1, start);
        rows[4][3] = Float.NaN;
        assertArrayEquals(
                expected, rule("tau=3").aggregate(new Gradients(rows), 2, start), "seed " + SEED);
    }

    @Test
    void refusesAStartThatIsNone() {
        Gradients gradients = new Gradients(rows());
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> rule("").aggregate(gradients, 0, new float[3]))
                        .getMessage();
        assertTrue(message.contains("expected 2") && message.contains("found 3"), message);
        float[] start = {0, Float.NaN};
        String other =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> rule("").aggregate(gradients, 0, start))
                        .getMessage();
        assertTrue(other.contains("component 1"), other);
    }
}
