package org.draco.codec.aggregate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.draco.codec.Arguments;

/**
 * Krum's score: how far a row is from the rows nearest to it.
 *
 * @param count how many neighbours are counted
 * @param distance what is summed over them
 */
record Neighbours(RowCount count, Distance distance) {

    static final String DOMAIN = "neighbours=n-s-2, distance=squared|plain|fourth";

    /** A power of the Euclidean distance. */
    enum Distance {
        SQUARED,
        PLAIN,
        FOURTH;

        double of(double square) {
            return switch (this) {
                case SQUARED -> square;
                case PLAIN -> Math.sqrt(square);
                case FOURTH -> square * square;
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the user chose; the default is the paper's. */
    static Neighbours read(Arguments arguments) {
        return new Neighbours(
                arguments.value(
                        "neighbours", new RowCount(true, 1, 2), RowCount.DOMAIN, RowCount::parse),
                arguments.choice("distance", Distance.SQUARED, List.of(Distance.values())));
    }

    /** The distance of every two rows. */
    double[][] distances(Gram gram) {
        double[][] distances = new double[gram.count()][gram.count()];
        for (int i = 0; i < distances.length; i++) {
            for (int j = 0; j < i; j++) {
                distances[i][j] = distance.of(gram.squaredDistance(i, j));
                distances[j][i] = distances[i][j];
            }
        }
        return distances;
    }

    /** Which rows a score is about: those with {@code present}, each seen with {@code nearest} others. */
    record Scope(double[][] distances, boolean[] present, int nearest) {

        /** The sum of the distances to the nearest others; infinite for rows that are absent. */
        double[] scores() {
            return sums(nearest);
        }

        /**
         * The rows present, best first. Two rows that are each other's only neighbour always have the same score: then the
         * one nearer to all rows comes first, so that the order of the workers means nothing.
         */
        int[] order() {
            return Ranking.ascending(scores(), sums(distances.length));
        }

        private double[] sums(int terms) {
            double[] sums = new double[distances.length];
            double[] others = new double[distances.length];
            for (int i = 0; i < sums.length; i++) {
                int size = 0;
                for (int j = 0; j < sums.length; j++) {
                    if (j != i && present[j]) {
                        others[size++] = distances[i][j];
                    }
                }
                Arrays.sort(others, 0, size);
                for (int k = 0; k < Math.min(terms, size); k++) {
                    sums[i] += others[k];
                }
                sums[i] = present[i] ? sums[i] : Double.POSITIVE_INFINITY;
            }
            return sums;
        }
    }

    /** All rows, each seen with as many neighbours as the user chose. */
    Scope all(Gram gram, int adversaries) {
        boolean[] present = new boolean[gram.count()];
        Arrays.fill(present, true);
        return new Scope(distances(gram), present, count.of(gram.count(), adversaries));
    }
}
