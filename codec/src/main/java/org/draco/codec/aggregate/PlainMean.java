package org.draco.codec.aggregate;

/** The mean of rows in single precision, added up in their order. */
public final class PlainMean {

    /** Columns whose sums stay in the first-level cache. */
    private static final int BLOCK = 4096;

    private PlainMean() {}

    /**
     * Writes the mean of all rows.
     *
     * @param mean receives d components, whatever it held; none of the rows
     */
    public static void of(Gradients rows, float[] mean) {
        Columns.forEach(
                mean.length,
                rows.parallelism(),
                (part, from, to) -> {
                    for (int start = from; start < to; start += BLOCK) {
                        mean(rows, start, Math.min(to, start + BLOCK), mean);
                    }
                });
    }

    private static void mean(Gradients gradients, int from, int to, float[] mean) {
        System.arraycopy(gradients.row(0), from, mean, from, to - from);
        int row = 1;
        for (; row + 3 < gradients.count(); row += 4) {
            addFour(gradients, row, from, to, mean);
        }
        for (; row < gradients.count(); row++) {
            add(gradients.row(row), from, to, mean);
        }
        scale(1f / gradients.count(), from, to, mean);
    }

    /** Four rows at a time quarter the traffic of the sums; they are still added one after the other. */
    private static void addFour(Gradients gradients, int row, int from, int to, float[] sum) {
        float[] a = gradients.row(row);
        float[] b = gradients.row(row + 1);
        float[] c = gradients.row(row + 2);
        float[] d = gradients.row(row + 3);
        for (int i = from; i < to; i++) {
            sum[i] = sum[i] + a[i] + b[i] + c[i] + d[i];
        }
    }

    private static void add(float[] row, int from, int to, float[] sum) {
        for (int i = from; i < to; i++) {
            sum[i] += row[i];
        }
    }

    private static void scale(float factor, int from, int to, float[] sum) {
        for (int i = from; i < to; i++) {
            sum[i] *= factor;
        }
    }
}
