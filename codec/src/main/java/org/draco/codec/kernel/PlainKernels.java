package org.draco.codec.kernel;

import java.util.Arrays;

/**
 * Plain Java: what the kernels mean, and what runs where the Vector API does not.
 *
 * <p>A product of two floats is exact in double, so there a multiplication and an addition are a fused one.
 */
public final class PlainKernels implements RowKernels, PairProducts.Tiles {

    private static final int BLOCK = 2048;

    private static final int EXPONENT = 0x7f800000;

    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public void products(float[][] rows, int from, int to, double[][] sums) {
        PairProducts.add(this, rows, from, to, sums);
    }

    @Override
    public void preciseProducts(float[][] rows, int from, int to, double[][] sums) {
        PairProducts.addPrecisely(this, rows, from, to, sums);
    }

    @Override
    public void multiply(float[][] rows, PairProducts.Tile tile, int from, int to, float[] lanes) {
        for (int a = 0; a < tile.height(); a++) {
            for (int b = 0; b < tile.width(); b++) {
                int i = tile.i() + a;
                int j = tile.j() + b;
                if (j <= i) {
                    int at = (a * tile.width() + b) * PairProducts.LANES;
                    half(rows[i], rows[j], from, to, lanes, at);
                    half(rows[i], rows[j], from + 8, to, lanes, at + 8);
                }
            }
        }
    }

    /** Eight of the lanes, each in a register of its own. */
    private static void half(float[] x, float[] y, int from, int to, float[] lanes, int at) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        for (int k = from; k < to; k += PairProducts.LANES) {
            a = Math.fma(x[k], y[k], a);
            b = Math.fma(x[k + 1], y[k + 1], b);
            c = Math.fma(x[k + 2], y[k + 2], c);
            d = Math.fma(x[k + 3], y[k + 3], d);
            e = Math.fma(x[k + 4], y[k + 4], e);
            f = Math.fma(x[k + 5], y[k + 5], f);
            g = Math.fma(x[k + 6], y[k + 6], g);
            h = Math.fma(x[k + 7], y[k + 7], h);
        }
        lanes[at] = a;
        lanes[at + 1] = b;
        lanes[at + 2] = c;
        lanes[at + 3] = d;
        lanes[at + 4] = e;
        lanes[at + 5] = f;
        lanes[at + 6] = g;
        lanes[at + 7] = h;
    }

    @Override
    public void add(float[] lanes, int count, double[] sums, int at) {
        for (int k = 0; k < count; k++) {
            sums[at + k] += lanes[k];
        }
    }

    @Override
    public void addPrecisely(
            float[][] rows, PairProducts.Tile line, int from, int to, double[] sums, int at) {
        for (int b = 0; b < line.width(); b++) {
            int lanes = at + b * PairProducts.PRECISE_LANES;
            preciseLanes(rows[line.i()], rows[line.j() + b], from, to, sums, lanes);
        }
    }

    private static void preciseLanes(
            float[] x, float[] y, int from, int to, double[] sums, int at) {
        double a = sums[at];
        double b = sums[at + 1];
        double c = sums[at + 2];
        double d = sums[at + 3];
        double e = sums[at + 4];
        double f = sums[at + 5];
        double g = sums[at + 6];
        double h = sums[at + 7];
        for (int k = from; k < to; k += PairProducts.PRECISE_LANES) {
            a += (double) x[k] * y[k];
            b += (double) x[k + 1] * y[k + 1];
            c += (double) x[k + 2] * y[k + 2];
            d += (double) x[k + 3] * y[k + 3];
            e += (double) x[k + 4] * y[k + 4];
            f += (double) x[k + 5] * y[k + 5];
            g += (double) x[k + 6] * y[k + 6];
            h += (double) x[k + 7] * y[k + 7];
        }
        sums[at] = a;
        sums[at + 1] = b;
        sums[at + 2] = c;
        sums[at + 3] = d;
        sums[at + 4] = e;
        sums[at + 5] = f;
        sums[at + 6] = g;
        sums[at + 7] = h;
    }

    @Override
    public void weightedSum(float[][] rows, double[] weights, int from, int to, float[] result) {
        double[] sums = new double[Math.min(BLOCK, to - from)];
        for (int start = from; start < to; start += BLOCK) {
            int width = Math.min(BLOCK, to - start);
            Arrays.fill(sums, 0);
            for (int i = 0; i < rows.length; i++) {
                if (weights[i] != 0) {
                    addScaled(weights[i], rows[i], start, width, sums);
                }
            }
            for (int k = 0; k < width; k++) {
                result[start + k] = (float) sums[k];
            }
        }
    }

    private static void addScaled(double weight, float[] row, int from, int width, double[] sums) {
        for (int k = 0; k < width; k++) {
            sums[k] = Math.fma(weight, row[from + k], sums[k]);
        }
    }

    @Override
    public void weightedSums(
            float[][] rows, double[][] weights, int from, int to, float[][] results) {
        for (int p = 0; p < results.length; p++) {
            weightedSum(rows, weights[p], from, to, results[p]);
        }
    }

    @Override
    public boolean copyOrdered(float[] row, int from, int to, float[] into) {
        System.arraycopy(row, from, into, 0, to - from);
        boolean finite = true;
        for (int k = from; k < to; k++) {
            finite &= (Float.floatToRawIntBits(row[k]) & EXPONENT) != EXPONENT;
        }
        return finite;
    }

    /** Floats are compared as they are. */
    @Override
    public void order(float[] row, int from, int to) {}

    @Override
    public void exchange(float[][] rows, ExchangeProgram program, int from, int to) {
        for (ExchangeProgram.Step step : program.steps()) {
            exchange(rows, step.a(), step.b(), from, to);
            switch (step.kind()) {
                case ONE -> {}
                case SMALLER -> exchange(rows, step.a(), step.c(), from, to);
                case LARGER -> exchange(rows, step.b(), step.c(), from, to);
                case STRAIGHT -> {
                    exchange(rows, step.c(), step.d(), from, to);
                    exchange(rows, step.a(), step.c(), from, to);
                    exchange(rows, step.b(), step.d(), from, to);
                }
                case CROSSED -> {
                    exchange(rows, step.c(), step.d(), from, to);
                    exchange(rows, step.a(), step.d(), from, to);
                    exchange(rows, step.b(), step.c(), from, to);
                }
                default -> throw new AssertionError(step);
            }
        }
    }

    private static void exchange(float[][] rows, int one, int other, int from, int to) {
        exchange(rows[Math.min(one, other)], rows[Math.max(one, other)], from, to);
    }

    /** A loop without branches, which HotSpot vectorises. */
    private static void exchange(float[] low, float[] high, int from, int to) {
        for (int k = from; k < to; k++) {
            float x = low[k];
            float y = high[k];
            low[k] = Math.min(x, y);
            high[k] = Math.max(x, y);
        }
    }

    @Override
    public void mean(float[][] rows, int first, int end, int from, int to, float[] mean) {
        double[] sums = new double[to - from];
        for (int i = first; i < end; i++) {
            float[] row = rows[i];
            for (int k = from; k < to; k++) {
                sums[k - from] += row[k];
            }
        }
        for (int k = 0; k < sums.length; k++) {
            mean[k] = (float) (sums[k] / (end - first));
        }
    }

    @Override
    public int largestMagnitude(float[] row, int from, int to) {
        int largest = 0;
        for (int k = from; k < to; k++) {
            largest = Math.max(largest, Float.floatToRawIntBits(row[k]) & Integer.MAX_VALUE);
        }
        return largest;
    }

    /**
     * In ascending order the m nearest are neighbours, so they are a window: it starts at the m smallest and moves up while
     * the value that it would gain is nearer than the one that it would lose, whose place that one takes.
     */
    @Override
    public void nearestFirst(float[][] sorted, int from, int to, float[] centre, int m) {
        for (int k = from; k < to; k++) {
            float c = centre[k - from];
            for (int low = 0; low < sorted.length - m; low++) {
                float gained = sorted[low + m][k];
                // What took a place that became free stands there until the window has passed it,
                // too.
                float lost = sorted[low % m][k];
                if (!(c - lost > gained - c)) {
                    break;
                }
                sorted[low % m][k] = gained;
            }
        }
    }
}
