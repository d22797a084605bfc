package org.draco.codec.code.spectral;

import java.util.Arrays;

/** Answers in single precision. The loops index all their arrays alike, which is what lets the compiler vectorise them. */
final class FloatAnswers implements Answers<float[]> {

    private final float[][] answers;
    private final boolean complex;
    private final int length;
    private final float[] rotated = new float[AnswerSketch.BLOCK];

    /** Takes the answers without copying them; a missing one is null. */
    FloatAnswers(float[][] answers, boolean complex, int length) {
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
        return Float.MIN_VALUE;
    }

    @Override
    public float[] sumAndSketch(AnswerSketch sketch, boolean[] excluded) {
        float[][] rows = kept(excluded);
        float[] ones = new float[rows.length];
        Arrays.fill(ones, 1);
        float[] sum = new float[length];
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

    private void rotate(float[] answer, int from, int to, AnswerSketch sketch) {
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
    private static void fold(float[] x, float[] w) {
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

    private static void addLanes(float[] x, double[] lanes) {
        for (int i = 0; i < AnswerSketch.LANES; i++) {
            lanes[i] += x[i];
        }
    }

    @Override
    public float[] weightedSum(ComplexMatrix recovery, boolean[] excluded) {
        float[][] rows = kept(excluded);
        float[] real = new float[rows.length];
        float[] imaginary = new float[rows.length];
        int row = 0;
        for (int worker = 0; worker < answers.length; worker++) {
            if (!excluded[worker]) {
                real[row] = (float) recovery.re[worker];
                imaginary[row++] = (float) recovery.im[worker];
            }
        }
        float[] sum = weightedSum(rows, real);
        if (!complex) {
            return sum;
        }
        float[] turned = weightedSum(rows, imaginary);
        for (int i = 0; i < length; i += 2) {
            sum[i] -= turned[i + 1];
        }
        return realParts(sum);
    }

    private float[] weightedSum(float[][] rows, float[] weights) {
        float[] sum = new float[length];
        for (int from = 0; from < length; from += AnswerSketch.BLOCK) {
            addRows(rows, weights, from, Math.min(length, from + AnswerSketch.BLOCK), sum);
        }
        return sum;
    }

    private float[][] kept(boolean[] excluded) {
        float[][] rows = new float[answers.length][];
        int count = 0;
        for (int worker = 0; worker < answers.length; worker++) {
            if (!excluded[worker]) {
                rows[count++] = answers[worker];
            }
        }
        return Arrays.copyOf(rows, count);
    }

    private static void addRows(float[][] rows, float[] weights, int from, int to, float[] sum) {
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
            float[] a = rows[row];
            float weight = weights[row];
            for (int i = from; i < to; i++) {
                sum[i] += weight * a[i];
            }
        }
    }

    private static void addFour(float[][] rows, float[] weights, int from, int to, float[] sum) {
        float[] a = rows[0];
        float[] b = rows[1];
        float[] c = rows[2];
        float[] d = rows[3];
        float wa = weights[0];
        float wb = weights[1];
        float wc = weights[2];
        float wd = weights[3];
        for (int i = from; i < to; i++) {
            sum[i] += (wa * a[i] + wb * b[i]) + (wc * c[i] + wd * d[i]);
        }
    }

    private static float[] realParts(float[] interleaved) {
        float[] parts = new float[interleaved.length / 2];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = interleaved[2 * i];
        }
        return parts;
    }
}
