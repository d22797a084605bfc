package org.draco.codec.code.spectral;

import java.util.Arrays;

/** Answers in double precision. */
final class DoubleAnswers extends Answers<double[]> {

    private final double[][] lanes;
    private final double[] weights = new double[AnswerSketch.BLOCK];

    DoubleAnswers(double[][] answers, boolean complex, int length) {
        super(answers, complex, length);
        lanes = new double[answers.length][AnswerSketch.LANES];
    }

    @Override
    double smallestError() {
        return Double.MIN_VALUE;
    }

    @Override
    double[] newVector(int length) {
        return new double[length];
    }

    @Override
    void clear(double[] vector, int from, int to) {
        Arrays.fill(vector, from, to, 0);
    }

    @Override
    void takeWeights(float[] ofTheBlock) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = ofTheBlock[i];
        }
    }

    @Override
    void fold(double[] block, int worker) {
        weightAndFold(block, weights);
        add(block, lanes[worker]);
    }

    private static void add(double[] x, double[] sum) {
        for (int i = 0; i < AnswerSketch.LANES; i++) {
            sum[i] += x[i];
        }
    }

    @Override
    void clearLanes() {
        for (double[] lane : lanes) {
            Arrays.fill(lane, 0);
        }
    }

    @Override
    void takeLanes(int worker, double[] into) {
        System.arraycopy(lanes[worker], 0, into, 0, into.length);
    }

    /** In one expression it is not vectorised: four times slower. */
    private static void weightAndFold(double[] x, double[] w) {
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

    @Override
    void addOne(double[] row, double weight, int from, int to, double[] sum) {
        double w = weight;
        for (int i = from; i < to; i++) {
            sum[i] += w * row[i];
        }
    }

    @Override
    void addFour(double[][] rows, int[] four, double[] of, int from, int to, double[] sum) {
        double[] a = rows[four[0]];
        double[] b = rows[four[1]];
        double[] c = rows[four[2]];
        double[] d = rows[four[3]];
        double wa = of[four[0]];
        double wb = of[four[1]];
        double wc = of[four[2]];
        double wd = of[four[3]];
        for (int i = from; i < to; i++) {
            sum[i] += (wa * a[i] + wb * b[i]) + (wc * c[i] + wd * d[i]);
        }
    }

    @Override
    void takeAlternate(double[] interleaved, int first, int sign, double[] parts) {
        for (int i = 0; i < parts.length; i++) {
            parts[i] += sign * interleaved[2 * i + first];
        }
    }
}
