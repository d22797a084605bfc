package org.draco.codec.code.spectral;

import java.util.Arrays;

/** Answers in double precision. The loops index all their arrays alike, which is what lets the compiler vectorise them. */
final class DoubleAnswers implements Answers<double[]> {

    private final double[][] answers;
    private final boolean complex;
    private final int length;
    private final double[] rotated = new double[AnswerSketch.BLOCK];

    /** Takes the answers without copying them; a missing one is null. */
    DoubleAnswers(double[][] answers, boolean complex, int length) {
        this.answers = answers;
        this.complex = complex;
        this.length = length;
    }

    @Override
    public boolean isMissing(int worker) {
        return answers[worker] == null;
    }

    @Override
    public int length(int worker) {
        return answers[worker].length;
    }

    @Override
    public double smallestError() {
        return Double.MIN_VALUE;
    }

    @Override
    public double[] sumAndSketch(AnswerSketch sketch, boolean[] excluded) {
        double[][] rows = kept(excluded);
        double[] ones = new double[rows.length];
        Arrays.fill(ones, 1);
        double[] sum = new double[length];
        for (int from = 0; from < length; from += AnswerSketch.BLOCK) {
            int to = Math.min(length, from + AnswerSketch.BLOCK);
            sketch.nextBlock();
            for (int worker = 0; worker < answers.length; worker++) {
                if (!excluded[worker]) {
                    rotate(answers[worker], from, to, sketch);
                    fold(rotated, sketch.weights());
                    addLanes(rotated, sketch.lanes(worker));
                }
            }
            addRows(rows, ones, from, to, sum);
        }
        return complex ? realParts(sum) : sum;
    }

    private void rotate(double[] answer, int from, int to, AnswerSketch sketch) {
        if (to - from < AnswerSketch.BLOCK) {
            Arrays.fill(rotated, 0);
        }
        int row = 0;
        for (int start = from; start < to; start += AnswerSketch.LANES) {
            int offset = sketch.offset(row);
            int base = row * AnswerSketch.LANES;
            int size = Math.min(AnswerSketch.LANES, to - start);
            int straight = Math.min(size, AnswerSketch.LANES - offset);
            System.arraycopy(answer, start, rotated, base + offset, straight);
            System.arraycopy(answer, start + straight, rotated, base, size - straight);
            row++;
        }
    }

    /** Weights the rows and adds them up, pair by pair, into the first. (In one expression it is not vectorised: four times slower.) */
    private static void fold(double[] x, float[] w) {
        for (int i = 0; i < AnswerSketch.BLOCK; i++) {
            x[i] *= w[i];
        }
        for (int i = 0; i < 4 * AnswerSketch.LANES; i++) {
            x[i] += x[i + 4 * AnswerSketch.LANES];
        }
        for (int i = 0; i < 2 * AnswerSketch.LANES; i++) {
            x[i] += x[i + 2 * AnswerSketch.LANES];
        }
        for (int i = 0; i < AnswerSketch.LANES; i++) {
            x[i] += x[i + AnswerSketch.LANES];
        }
    }

    private static void addLanes(double[] x, double[] lanes) {
        for (int i = 0; i < AnswerSketch.LANES; i++) {
            lanes[i] += x[i];
        }
    }

    @Override
    public double[] weightedSum(ComplexMatrix recovery, boolean[] excluded) {
        double[][] rows = kept(excluded);
        double[] real = new double[rows.length];
        double[] imaginary = new double[rows.length];
        int row = 0;
        for (int worker = 0; worker < answers.length; worker++) {
            if (!excluded[worker]) {
                real[row] = recovery.re[worker];
                imaginary[row++] = recovery.im[worker];
            }
        }
        double[] sum = weightedSum(rows, real);
        if (!complex) {
            return sum;
        }
        double[] turned = weightedSum(rows, imaginary);
        for (int i = 0; i < length; i += 2) {
            sum[i] -= turned[i + 1];
        }
        return realParts(sum);
    }

    private double[] weightedSum(double[][] rows, double[] weights) {
        double[] sum = new double[length];
        for (int from = 0; from < length; from += AnswerSketch.BLOCK) {
            addRows(rows, weights, from, Math.min(length, from + AnswerSketch.BLOCK), sum);
        }
        return sum;
    }

    private double[][] kept(boolean[] excluded) {
        double[][] rows = new double[answers.length][];
        int count = 0;
        for (int worker = 0; worker < answers.length; worker++) {
            if (!excluded[worker]) {
                rows[count++] = answers[worker];
            }
        }
        return Arrays.copyOf(rows, count);
    }

    private static void addRows(double[][] rows, double[] weights, int from, int to, double[] sum) {
        int row = 0;
        for (; row + 4 <= rows.length; row += 4) {
            addFour(
                    Arrays.copyOfRange(rows, row, row + 4),
                    Arrays.copyOfRange(weights, row, row + 4),
                    from,
                    to,
                    sum);
        }
        for (; row < rows.length; row++) {
            double[] a = rows[row];
            double weight = weights[row];
            for (int i = from; i < to; i++) {
                sum[i] += weight * a[i];
            }
        }
    }

    private static void addFour(double[][] rows, double[] weights, int from, int to, double[] sum) {
        double[] a = rows[0];
        double[] b = rows[1];
        double[] c = rows[2];
        double[] d = rows[3];
        double wa = weights[0];
        double wb = weights[1];
        double wc = weights[2];
        double wd = weights[3];
        for (int i = from; i < to; i++) {
            sum[i] += (wa * a[i] + wb * b[i]) + (wc * c[i] + wd * d[i]);
        }
    }

    private static double[] realParts(double[] interleaved) {
        double[] parts = new double[interleaved.length / 2];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = interleaved[2 * i];
        }
        return parts;
    }
}
