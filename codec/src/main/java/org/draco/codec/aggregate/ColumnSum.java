package org.draco.codec.aggregate;

import java.util.Arrays;

/** Means of some rows of a block, in float with the rounding errors carried along (Knuth's two-sum): order hardly matters. */
final class ColumnSum {

    private final float[] sum = new float[ColumnRule.WIDTH];
    private final float[] error = new float[ColumnRule.WIDTH];

    /** The mean of rows {@code from} to {@code to}, exclusive, of every column. */
    void mean(float[][] rows, int from, int to, float[] mean) {
        Arrays.fill(sum, 0);
        Arrays.fill(error, 0);
        for (int row = from; row < to; row++) {
            add(rows[row], sum, error);
        }
        float count = to - from;
        for (int k = 0; k < mean.length; k++) {
            mean[k] = (sum[k] + error[k]) / count;
        }
    }

    private static void add(float[] row, float[] sum, float[] error) {
        for (int k = 0; k < sum.length; k++) {
            float a = sum[k];
            float b = row[k];
            float total = a + b;
            float rest = total - a;
            error[k] += (a - (total - rest)) + (b - rest);
            sum[k] = total;
        }
    }
}
