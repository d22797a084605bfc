package org.draco.codec.aggregate;

import java.util.Arrays;

/**
 * A rule that looks at one coordinate at a time, and there only at the values in ascending order.
 *
 * <p>Columns are taken in blocks of {@value #WIDTH} that fit the first-level cache and sorted by a network, whose
 * comparators are loops over the block that HotSpot vectorises.
 */
abstract class ColumnRule extends ScreenedRule {

    static final int WIDTH = 256;

    @Override
    final Points screen(Gradients gradients) {
        return Points.finiteByReading(gradients);
    }

    @Override
    final float[] aggregate(Points points, int adversaries) {
        return columnwise(points, form(points.count(), adversaries));
    }

    /** What to do with columns of n values, s of them arbitrary. */
    abstract ColumnForm form(int rows, int adversaries);

    /** Runs one form over all columns. */
    static float[] columnwise(Points points, ColumnForm form) {
        float[] result = new float[points.dimension()];
        float[][] columns = new float[points.count()][WIDTH];
        float[] block = new float[WIDTH];
        for (int from = 0; from < result.length; from += WIDTH) {
            int width = Math.min(WIDTH, result.length - from);
            points.load(from, width, columns);
            if (width < WIDTH) {
                // What the last block left behind, possibly a liar's 1e38, is not to overflow in
                // here.
                for (float[] column : columns) {
                    Arrays.fill(column, width, WIDTH, 0);
                }
            }
            form.network().sort(columns);
            form.combine().accept(columns, block);
            System.arraycopy(block, 0, result, from, width);
        }
        return result;
    }
}
