package org.draco.codec.seed;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whether counts can have come from an even distribution. */
final class ChiSquare {

    /** An honest source exceeds the bound once in e^20 tests, about 5e8. */
    private static final double T = 20;

    private ChiSquare() {}

    /**
     * Laurent and Massart, <i>Adaptive estimation of a quadratic functional</i>, 2000, lemma 1: a chi-square variable of k
     * degrees of freedom exceeds k + 2 sqrt(k t) + 2 t with probability at most e^-t.
     */
    static void assertEven(int[] counts, String what) {
        double expected = 0;
        for (int count : counts) {
            expected += count;
        }
        expected /= counts.length;
        double statistic = 0;
        for (int count : counts) {
            statistic += (count - expected) * (count - expected) / expected;
        }
        double k = counts.length - 1;
        double bound = k + 2 * Math.sqrt(k * T) + 2 * T;
        assertTrue(statistic <= bound, what + ": chi-square " + statistic + " above " + bound);
    }
}
