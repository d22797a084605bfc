package org.draco.codec.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What this machine does best against plain Java. Without the Vector API both are the same, and only what is compared with
 * exact sums says something.
 */
class RowKernelsTest {

    private static final long SEED = 20261122;

    private static final RowKernels PLAIN = new PlainKernels();

    private static final RowKernels BEST = RowKernels.best();

    /** Magnitudes over twelve decades, and some zeros of both signs. */
    private static float[][] rows(int n, int dimension, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[n][dimension];
        for (float[] row : rows) {
            for (int k = 0; k < dimension; k++) {
                double scale = Math.pow(10, random.nextInt(13) - 6);
                row[k] =
                        switch (random.nextInt(20)) {
                            case 0 -> 0f;
                            case 1 -> -0f;
                            default -> (float) (scale * random.nextGaussian());
                        };
            }
        }
        return rows;
    }

    @Test
    void theVectorKernelsAreTakenWhereTheModuleIsThere() throws ReflectiveOperationException {
        boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        assertTrue(there, "the tests' JVM is started with --add-modules jdk.incubator.vector");
        Object worthIt =
                Class.forName("org.draco.codec.kernel.simd.SimdKernels")
                        .getMethod("isWorthIt")
                        .invoke(null);
        assertEquals(worthIt, BEST.name().startsWith("Vector API"));
        assertEquals(!(boolean) worthIt, BEST.name().startsWith("plain"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 13, 25})
    void multipliesLikePlainJavaBitForBit(int n) {
        for (int dimension : new int[] {1, 15, 16, 17, 100, 2048, 2049, 5000}) {
            float[][] rows = rows(n, dimension, SEED + dimension);
            for (int from : new int[] {0, dimension / 3}) {
                String where = "n %d, d %d, from %d, seed %d".formatted(n, dimension, from, SEED);
                double[][] plain = new double[n][n];
                double[][] best = new double[n][n];
                PLAIN.products(rows, from, dimension, plain);
                BEST.products(rows, from, dimension, best);
                assertArrayEquals(plain, best, where);
                double[][] precise = new double[n][n];
                double[][] bestPrecise = new double[n][n];
                PLAIN.preciseProducts(rows, from, dimension, precise);
                BEST.preciseProducts(rows, from, dimension, bestPrecise);
                assertArrayEquals(precise, bestPrecise, where + ", precisely");
            }
        }
    }

    @Test
    void knowsProductsAsWellAsItSays() {
        float[][] rows = rows(5, 4999, SEED);
        double[][] quick = new double[5][5];
        double[][] precise = new double[5][5];
        BEST.products(rows, 0, 4999, quick);
        BEST.preciseProducts(rows, 0, 4999, precise);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j <= i; j++) {
                BigDecimal sum = BigDecimal.ZERO;
                double magnitudes = 0;
                for (int k = 0; k < 4999; k++) {
                    BigDecimal product =
                            new BigDecimal(rows[i][k]).multiply(new BigDecimal(rows[j][k]));
                    sum = sum.add(product);
                    magnitudes += product.abs().doubleValue();
                }
                String where = "pair %d, %d, seed %d".formatted(i, j, SEED);
                assertEquals(sum.doubleValue(), quick[i][j], magnitudes * 0x1p-17, where);
                assertEquals(sum.doubleValue(), precise[i][j], magnitudes * 5000 * 0x1p-53, where);
            }
            for (int j = i + 1; j < 5; j++) {
                assertEquals(0, quick[i][j]);
            }
        }
    }

    @Test
    void addsToWhatIsThere() {
        float[][] rows = {{2, 3}, {5, 7}};
        double[][] sums = {{100, 1}, {200, 300}};
        BEST.products(rows, 0, 2, sums);
        assertArrayEquals(new double[][] {{113, 1}, {231, 374}}, sums);
        BEST.preciseProducts(rows, 1, 2, sums);
        assertArrayEquals(new double[][] {{122, 1}, {252, 423}}, sums);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 8, 11})
    void addsUpLikePlainJavaBitForBit(int n) {
        for (int dimension : new int[] {1, 7, 8, 9, 2048, 4103}) {
            float[][] rows = rows(n, dimension, SEED + dimension);
            double[][] weights = weights(n, SEED + n);
            float[][] plain = new float[6][dimension];
            float[][] best = new float[6][dimension];
            for (int p = 0; p < 6; p++) {
                PLAIN.weightedSum(rows, weights[p], dimension / 4, dimension, plain[p]);
                BEST.weightedSum(rows, weights[p], dimension / 4, dimension, best[p]);
            }
            assertBitsEqual(plain, best, "n %d, d %d, seed %d".formatted(n, dimension, SEED));
            float[][] together = new float[6][dimension];
            BEST.weightedSums(rows, weights, dimension / 4, dimension, together);
            assertBitsEqual(plain, together, "together, n %d, d %d".formatted(n, dimension));
        }
    }

    private static double[][] weights(int n, long seed) {
        Random random = new Random(seed);
        double[][] weights = new double[6][n];
        for (double[] each : weights) {
            Arrays.setAll(each, i -> random.nextInt(3) == 0 ? 0 : random.nextGaussian());
        }
        return weights;
    }

    @Test
    void doesNotReadRowsOfNoWeight() {
        float[][] rows = {{1, 2}, {Float.NaN, Float.POSITIVE_INFINITY}, null};
        float[] result = new float[2];
        BEST.weightedSum(rows, new double[] {3, 0, 0}, 0, 2, result);
        assertArrayEquals(new float[] {3, 6}, result);
    }

    private static void assertBitsEqual(float[][] expected, float[][] found, String where) {
        for (int i = 0; i < expected.length; i++) {
            for (int k = 0; k < expected[i].length; k++) {
                assertEquals(
                        Float.floatToRawIntBits(expected[i][k]),
                        Float.floatToRawIntBits(found[i][k]),
                        where + ", row " + i + ", column " + k);
            }
        }
    }

    @Test
    void tellsWhetherAllIsFinite() {
        for (RowKernels kernels : List.of(PLAIN, BEST)) {
            for (int at = 0; at < 70; at++) {
                for (float odd :
                        new float[] {
                            Float.NaN,
                            Float.POSITIVE_INFINITY,
                            Float.NEGATIVE_INFINITY,
                            Float.intBitsToFloat(0xffffffff),
                            Float.intBitsToFloat(0x7f800001)
                        }) {
                    float[] row = new float[75];
                    row[at] = odd;
                    assertFalse(kernels.copyOrdered(row, 0, 70, new float[70]), "at " + at);
                    assertTrue(kernels.copyOrdered(row, at + 1, 75, new float[80]), "at " + at);
                }
            }
            float[] most = {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -0f};
            float[] copy = new float[4];
            assertTrue(kernels.copyOrdered(most, 0, 4, copy));
            kernels.order(copy, 0, 4);
            assertBitsEqual(new float[][] {most}, new float[][] {copy}, "there and back");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8, 15, 25, 32, 45})
    void exchangesLikeOneComparatorAfterTheOther(int n) {
        for (int trial = 0; trial < 20; trial++) {
            long seed = SEED + trial;
            Random random = new Random(seed);
            int[] low = new int[random.nextInt(3 * n)];
            int[] high = new int[low.length];
            for (int c = 0; c < low.length; c++) {
                low[c] = random.nextInt(n - 1);
                high[c] = low[c] + 1 + random.nextInt(n - 1 - low[c]);
            }
            float[][] rows = rows(n, 48, seed);
            float[][] expected = expected(rows, low, high);
            ExchangeProgram program = new ExchangeProgram(low, high);
            assertBitsEqual(expected, exchanged(PLAIN, rows, program), "plain, seed " + seed);
            assertBitsEqual(expected, exchanged(BEST, rows, program), "best, seed " + seed);
        }
    }

    private static float[][] expected(float[][] rows, int[] low, int[] high) {
        float[][] sorted = Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
        for (int c = 0; c < low.length; c++) {
            for (int k = 16; k < 48; k++) {
                float x = sorted[low[c]][k];
                float y = sorted[high[c]][k];
                boolean right = Float.compare(x, y) <= 0;
                sorted[low[c]][k] = right ? x : y;
                sorted[high[c]][k] = right ? y : x;
            }
        }
        return sorted;
    }

    private static float[][] exchanged(
            RowKernels kernels, float[][] rows, ExchangeProgram program) {
        float[][] ordered = new float[rows.length][48];
        for (int i = 0; i < rows.length; i++) {
            kernels.copyOrdered(rows[i], 0, 48, ordered[i]);
        }
        kernels.exchange(ordered, program, 16, 48);
        for (float[] row : ordered) {
            kernels.order(row, 0, 48);
        }
        return ordered;
    }

    @Test
    void aProgramDoesEveryComparatorOnce() {
        int[] low = {0, 2, 0, 1, 1, 0, 2};
        int[] high = {1, 3, 2, 3, 2, 1, 3};
        int comparators = 0;
        for (ExchangeProgram.Step step : new ExchangeProgram(low, high).steps()) {
            comparators +=
                    switch (step.kind()) {
                        case ONE -> 1;
                        case SMALLER, LARGER -> 2;
                        case STRAIGHT, CROSSED -> 4;
                    };
        }
        assertEquals(low.length, comparators);
    }

    @Test
    void movesTheNearestToTheFront() {
        for (int n = 1; n <= 12; n++) {
            for (int m = 1; m <= n; m++) {
                float[][] sorted = sortedColumns(n, SEED + n);
                float[] centre = ofOneMagnitude(1, SEED - n)[0];
                float[][] plain = Arrays.stream(sorted).map(float[]::clone).toArray(float[][]::new);
                float[][] best = Arrays.stream(sorted).map(float[]::clone).toArray(float[][]::new);
                PLAIN.nearestFirst(plain, 16, 48, centre, m);
                BEST.nearestFirst(best, 16, 48, centre, m);
                assertBitsEqual(plain, best, "n %d, m %d, seed %d".formatted(n, m, SEED));
                for (int k = 16; k < 48; k++) {
                    assertEquals(
                            nearest(sorted, k, centre[k - 16], m),
                            first(best, k, m),
                            "n %d, m %d, column %d, seed %d".formatted(n, m, k, SEED));
                }
            }
        }
    }

    /** So that no two distances are equal by rounding. */
    private static float[][] ofOneMagnitude(int n, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[n][48];
        for (float[] row : rows) {
            for (int k = 0; k < row.length; k++) {
                row[k] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    private static float[][] sortedColumns(int n, long seed) {
        float[][] columns = ofOneMagnitude(n, seed);
        for (int k = 0; k < 48; k++) {
            List<Float> column = first(columns, k, n);
            for (int i = 0; i < n; i++) {
                columns[i][k] = column.get(i);
            }
        }
        return columns;
    }

    private static List<Float> first(float[][] rows, int column, int count) {
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(rows[i][column]);
        }
        values.sort(null);
        return values;
    }

    /** By sorting the distances. */
    private static List<Float> nearest(float[][] sorted, int column, float centre, int m) {
        List<Float> values = first(sorted, column, sorted.length);
        values.sort(
                (a, b) ->
                        Double.compare(
                                Math.abs((double) a - centre), Math.abs((double) b - centre)));
        List<Float> chosen = new ArrayList<>(values.subList(0, m));
        chosen.sort(null);
        return chosen;
    }

    @Test
    void findsTheLargestMagnitudeWhereverItIs() {
        float[] worst = {Float.NaN, -Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        for (int dimension = 0; dimension < 100; dimension++) {
            float[] row = rows(1, dimension, SEED + dimension)[0];
            for (int from = 0; from <= Math.min(dimension, 3); from++) {
                String where = "from " + from + " to " + dimension;
                int plain = PLAIN.largestMagnitude(row, from, dimension);
                assertEquals(plain, BEST.largestMagnitude(row, from, dimension), where);
                float largest = 0;
                for (int k = from; k < dimension; k++) {
                    largest = Math.max(largest, Math.abs(row[k]));
                }
                assertEquals(largest, Float.intBitsToFloat(plain), where);
            }
            for (int k = 0; k < dimension; k++) {
                float before = row[k];
                row[k] = worst[k % worst.length];
                assertTrue(
                        PLAIN.largestMagnitude(row, 0, dimension) >= RowKernels.FIRST_NOT_FINITE);
                assertTrue(BEST.largestMagnitude(row, 0, dimension) >= RowKernels.FIRST_NOT_FINITE);
                row[k] = before;
            }
        }
    }
}
