package org.draco.codec.aggregate;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Rows in the order of a score; of equal scores the earlier row comes first. */
final class Ranking {

    private Ranking() {}

    /** Row numbers, the smallest score first. */
    static int[] ascending(double[] scores) {
        return ascending(scores, new double[scores.length]);
    }

    /** Row numbers, the smallest score first, and of equal scores the one with the smaller second score. */
    static int[] ascending(double[] scores, double[] second) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(
                        Comparator.<Integer>comparingDouble(row -> scores[row])
                                .thenComparingDouble(row -> second[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Weights that make the mean of the first {@code count} rows of an order. */
    static double[] meanOfFirst(int[] order, int count) {
        double[] weights = new double[order.length];
        for (int rank = 0; rank < count; rank++) {
            weights[order[rank]] = 1.0 / count;
        }
        return weights;
    }
}
