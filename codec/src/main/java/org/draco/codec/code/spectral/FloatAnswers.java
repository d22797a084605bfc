package org.draco.codec.code.spectral;

import java.util.Arrays;

/**
 * Answers in single precision. Lanes are kept as unevaluated sums of two floats, since loops that widen floats are not vectorised.
 */
final class FloatAnswers extends Answers<float[]> {

    private final float[][] high;
    private final float[][] low;
    private float[] weights;

    FloatAnswers(float[][] answers, boolean complex, int length) {
        super(answers, complex, length);
        high = new float[answers.length][AnswerSketch.LANES];
        low = new float[answers.length][AnswerSketch.LANES];
    }

    @Override
    double smallestError() {
        return Float.MIN_VALUE;
    }

    @Override
    float[] newVector(int length) {
        return new float[length];
    }

    @Override
    void clear(float[] vector, int from, int to) {
        Arrays.fill(vector, from, to, 0);
    }

    @Override
    void takeWeights(float[] ofTheBlock) {
        weights = ofTheBlock;
    }

    @Override
    void fold(float[] block, int worker) {
        weightAndFold(block, weights);
        addExactly(block, high[worker], low[worker]);
    }

    /** In one expression it is not vectorised: four times slower. */
    private static void weightAndFold(float[] x, float[] w) {
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

    /** Knuth's two-sum: high + low grows by x, but for the rounding of low. */
    private static void addExactly(float[] x, float[] high, float[] low) {
        for (int i = 0; i < AnswerSketch.LANES; i++) {
            float sum = high[i] + x[i];
            float added = sum - high[i];
            low[i] += (high[i] - (sum - added)) + (x[i] - added);
            high[i] = sum;
        }
    }

    @Override
    void clearLanes() {
        for (int worker = 0; worker < high.length; worker++) {
            Arrays.fill(high[worker], 0);
            Arrays.fill(low[worker], 0);
        }
    }

    @Override
    void takeLanes(int worker, double[] lanes) {
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = (double) high[worker][i] + low[worker][i];
        }
    }

    @Override
    void addOne(float[] row, double weight, int from, int to, float[] sum) {
        float w = (float) weight;
        for (int i = from; i < to; i++) {
            sum[i] += w * row[i];
        }
    }

    @Override
    void addFour(float[][] rows, int[] four, double[] of, int from, int to, float[] sum) {
        float[] a = rows[four[0]];
        float[] b = rows[four[1]];
        float[] c = rows[four[2]];
        float[] d = rows[four[3]];
        float wa = (float) of[four[0]];
        float wb = (float) of[four[1]];
        float wc = (float) of[four[2]];
        float wd = (float) of[four[3]];
        for (int i = from; i < to; i++) {
            sum[i] += (wa * a[i] + wb * b[i]) + (wc * c[i] + wd * d[i]);
        }
    }

    @Override
    void takeAlternate(float[] interleaved, int first, int sign, float[] parts) {
        for (int i = 0; i < parts.length; i++) {
            parts[i] += sign * interleaved[2 * i + first];
        }
    }
}
