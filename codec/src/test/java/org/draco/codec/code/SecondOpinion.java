package org.draco.codec.code;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Means by the definition alone, one number at a time. */
final class SecondOpinion {

    private static final MathContext DIGITS = new MathContext(40);

    /** As documented: parameters that share an exponent. */
    private static final int BLOCK = 4096;

    private SecondOpinion() {}

    /** In single precision, added up in order and scaled once. */
    static float[] floatMean(float[]... rows) {
        float[] mean = new float[rows[0].length];
        for (int i = 0; i < mean.length; i++) {
            float sum = rows[0][i];
            for (int row = 1; row < rows.length; row++) {
                sum += rows[row][i];
            }
            mean[i] = sum * (1f / rows.length);
        }
        return mean;
    }

    /** In double precision. */
    static double[] doubleMean(float[]... rows) {
        double[] mean = new double[rows[0].length];
        for (int i = 0; i < mean.length; i++) {
            for (float[] row : rows) {
                mean[i] += row[i];
            }
            mean[i] /= rows.length;
        }
        return mean;
    }

    /**
     * In decimal numbers: each component becomes the nearest integer to {@code x / 2^E}, ties to even, at most 2^22 and at
     * most the largest power of two that adds up below p / 2 over all rows; the exact mean of those is rounded to float once.
     */
    static float[] fixedPointMean(float[][] rows, int[] exponents) {
        return fixedPointMean(rows, exponents, rows.length);
    }

    /** The same with room for more rows than there are. */
    static float[] fixedPointMean(float[][] rows, int[] exponents, int most) {
        long limit = Math.min(1L << 22, Long.highestOneBit((Integer.MAX_VALUE - 1L) / 2 / most));
        float[] mean = new float[rows[0].length];
        for (int i = 0; i < mean.length; i++) {
            int exponent = exponents[i / BLOCK];
            long sum = 0;
            for (float[] row : rows) {
                sum += Math.max(-limit, Math.min(limit, units(row[i], exponent)));
            }
            BigDecimal units = BigDecimal.valueOf(sum).divide(new BigDecimal(rows.length), DIGITS);
            // A factor of two is exact, as long as the result is no denormal.
            mean[i] = Math.scalb(units.floatValue(), exponent);
        }
        return mean;
    }

    private static long units(float x, int exponent) {
        if (!Float.isFinite(x)) {
            return Float.isNaN(x) ? 0 : x > 0 ? Integer.MAX_VALUE : -Integer.MAX_VALUE;
        }
        BigDecimal perUnit = new BigDecimal(Math.scalb(1.0, -exponent));
        BigDecimal units = new BigDecimal(x).multiply(perUnit).setScale(0, RoundingMode.HALF_EVEN);
        return units.min(BigDecimal.valueOf(Integer.MAX_VALUE))
                .max(BigDecimal.valueOf(-Integer.MAX_VALUE))
                .longValueExact();
    }
}
