package org.draco.codec.aggregate;

import java.util.Arrays;

/**
 * All inner products of n rows, in double: what a geometric rule knows of the answers.
 *
 * <p>Accuracy. Products of floats are exact in double and nothing overflows (at most 1.2e77 d), so a diagonal entry is
 * finite exactly if its row is; an entry's error is below (terms per lane) 2^-53 of the sum of its products' magnitudes.
 * Distances are formed by the law of cosines, so rows whose common offset is 10^k times their distance lose 2k of the 15
 * digits; equal rows are at distance zero exactly. Entry (i, j) does not depend on where rows i and j stand in the input.
 *
 * <p>Speed. Columns are widened once per block of {@value #BLOCK} (n blocks fit the second-level cache), and the
 * products are added into {@value #LANES} running sums per pair, a loop without reduction, which HotSpot vectorises.
 */
final class Gram {

    private static final int LANES = 256;
    private static final int STRIPS = 4;
    private static final int BLOCK = LANES * STRIPS;

    private final double[][] products;

    private Gram(double[][] products) {
        this.products = products;
    }

    /** The matrix of these rows; rows with NaN or infinities spoil their own entries only. */
    static Gram of(float[][] rows) {
        int n = rows.length;
        double[][][] block = new double[n][STRIPS][LANES];
        double[][][] lanes = new double[n][][];
        for (int i = 0; i < n; i++) {
            lanes[i] = new double[i + 1][LANES];
        }
        int dimension = rows[0].length;
        for (int from = 0; from < dimension; from += BLOCK) {
            for (int i = 0; i < n; i++) {
                widen(rows[i], from, block[i]);
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    for (int strip = 0; strip < STRIPS; strip += 2) {
                        multiplyAdd(
                                block[i][strip],
                                block[j][strip],
                                block[i][strip + 1],
                                block[j][strip + 1],
                                lanes[i][j]);
                    }
                }
            }
        }
        double[][] products = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                products[i][j] = Arrays.stream(lanes[i][j]).sum();
                products[j][i] = products[i][j];
            }
        }
        return new Gram(products);
    }

    private static void widen(float[] row, int from, double[][] strips) {
        for (int strip = 0; strip < STRIPS; strip++) {
            int start = from + strip * LANES;
            int length = Math.max(0, Math.min(LANES, row.length - start));
            double[] lanes = strips[strip];
            for (int k = 0; k < length; k++) {
                lanes[k] = row[start + k];
            }
            Arrays.fill(lanes, length, LANES, 0);
        }
    }

    /** One index for all arrays: HotSpot 17 vectorises only what cannot overlap at an offset. */
    private static void multiplyAdd(double[] a, double[] b, double[] c, double[] d, double[] sum) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += a[k] * b[k] + c[k] * d[k];
        }
    }

    /** n. */
    int count() {
        return products.length;
    }

    /** Inner product of rows i and j. */
    double product(int i, int j) {
        return products[i][j];
    }

    /** Euclidean norm of row i. */
    double norm(int i) {
        return Math.sqrt(products[i][i]);
    }

    /** Squared Euclidean distance of rows i and j; never negative. */
    double squaredDistance(int i, int j) {
        double[] row = products[i];
        return Math.max(0, row[i] + products[j][j] - 2 * row[j]);
    }

    /** The numbers of the rows without NaN and infinities, ascending. */
    int[] finiteRows() {
        int[] finite = new int[count()];
        int size = 0;
        for (int i = 0; i < count(); i++) {
            if (Double.isFinite(products[i][i])) {
                finite[size++] = i;
            }
        }
        return Arrays.copyOf(finite, size);
    }

    /** The matrix of some of the rows, in the order given. */
    Gram of(int[] chosen) {
        double[][] some = new double[chosen.length][chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            for (int j = 0; j < chosen.length; j++) {
                some[i][j] = products[chosen[i]][chosen[j]];
            }
        }
        return new Gram(some);
    }

    /** The matrix of the rows seen from row {@code origin}. */
    Gram seenFrom(int origin) {
        int n = count();
        double[][] centred = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                centred[i][j] =
                        (products[i][j] - products[i][origin])
                                - (products[origin][j] - products[origin][origin]);
            }
        }
        return new Gram(centred);
    }

    /** The matrix of linear combinations of the rows: M G M'. */
    Gram mixed(double[][] mixing) {
        double[][] half = new double[mixing.length][];
        for (int k = 0; k < mixing.length; k++) {
            half[k] = times(mixing[k]);
        }
        double[][] mixed = new double[mixing.length][mixing.length];
        for (int k = 0; k < mixing.length; k++) {
            for (int l = 0; l < mixing.length; l++) {
                mixed[k][l] = dot(mixing[l], half[k]);
            }
        }
        return new Gram(mixed);
    }

    /** G w: the inner products of every row with the combination that w describes. */
    double[] times(double[] weights) {
        double[] result = new double[count()];
        for (int i = 0; i < result.length; i++) {
            result[i] = dot(products[i], weights);
        }
        return result;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
