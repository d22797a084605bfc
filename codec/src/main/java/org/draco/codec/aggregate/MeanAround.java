package org.draco.codec.aggregate;

import java.util.stream.IntStream;

/**
 * Of every coordinate the mean of the m values nearest to a centre; of two equally near ones the smaller.
 *
 * <p>In ascending order the m nearest are neighbours, so they are a window: it starts at the m smallest and moves up while
 * the value that it would gain is nearer than the one that it would lose.
 */
final class MeanAround {

    private MeanAround() {}

    /** Where ranges of ranks must begin: values in every window are not told apart. */
    static int[] ranks(int n, int m) {
        return IntStream.concat(
                        IntStream.rangeClosed(0, n - m), IntStream.range(Math.max(m, n - m), n))
                .toArray();
    }

    /** The mean of the {@code m} values nearest to the centre, of every column. */
    static void of(float[][] sorted, float[] centre, int m, float[] mean) {
        int moves = sorted.length - m;
        for (int k = 0; k < mean.length; k++) {
            float c = centre[k];
            int low = 0;
            while (low < moves && c - sorted[low][k] > sorted[low + m][k] - c) {
                low++;
            }
            double sum = 0;
            for (int i = low; i < low + m; i++) {
                sum += sorted[i][k];
            }
            mean[k] = (float) (sum / m);
        }
    }
}
