package org.draco.codec.code.spectral;

/**
 * A linear combination of float vectors, wrong by little more than its last rounding.
 *
 * <p>The compiler (C2, JDK 17) vectorises no loop that widens floats to doubles; so coefficients and sums are unevaluated
 * sums {@code high + low} of two floats, products split by a fused multiply-add, and sums by Knuth's two-sum: some 45 bits, at
 * twice the speed of double precision. It needs a processor with such an instruction, as all of the last ten years have; without
 * one it is right, but slow. Components so small that the low parts underflow err by a few of the smallest floats.
 */
final class FloatCombination {

    /** High and low sums of so many components stay in the second-level cache; shorter reads of each gradient are slower. */
    private static final int BLOCK = 16384;

    private FloatCombination() {}

    /**
     * {@code sum_k coefficients[k] * vectors[k]}.
     *
     * @param vectors an odd number of vectors of one length; read only
     * @return a new vector
     */
    static float[] of(float[][] vectors, double[] coefficients) {
        int length = vectors[0].length;
        float[] high = new float[length];
        float[] low = new float[length];
        for (int from = 0; from < length; from += BLOCK) {
            int to = Math.min(length, from + BLOCK);
            addOne(vectors[0], coefficients[0], high, low, from, to);
            for (int k = 1; k < vectors.length; k += 2) {
                float[][] two = {vectors[k], vectors[k + 1]};
                addTwo(two, coefficients[k], coefficients[k + 1], high, low, from, to);
            }
            for (int i = from; i < to; i++) {
                high[i] += low[i];
            }
        }
        return high;
    }

    private static void addOne(
            float[] x, double coefficient, float[] high, float[] low, int from, int to) {
        float c = (float) coefficient;
        float rest = (float) (coefficient - c);
        for (int i = from; i < to; i++) {
            float product = c * x[i];
            low[i] += Math.fma(rest, x[i], Math.fma(c, x[i], -product));
            float sum = high[i] + product;
            float added = sum - high[i];
            low[i] += (high[i] - (sum - added)) + (product - added);
            high[i] = sum;
        }
    }

    private static void addTwo(
            float[][] two, double of0, double of1, float[] high, float[] low, int from, int to) {
        float[] x = two[0];
        float[] y = two[1];
        float c = (float) of0;
        float d = (float) of1;
        float restOfC = (float) (of0 - c);
        float restOfD = (float) (of1 - d);
        for (int i = from; i < to; i++) {
            float p = c * x[i];
            float q = d * y[i];
            float error =
                    Math.fma(restOfC, x[i], Math.fma(c, x[i], -p))
                            + Math.fma(restOfD, y[i], Math.fma(d, y[i], -q));
            float pair = p + q;
            float added = pair - p;
            error += (p - (pair - added)) + (q - added);
            float sum = high[i] + pair;
            float grown = sum - high[i];
            low[i] += ((high[i] - (sum - grown)) + (pair - grown)) + error;
            high[i] = sum;
        }
    }
}
