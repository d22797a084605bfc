package org.draco.codec.code.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Random;
import org.draco.codec.Parallelism;
import org.draco.codec.code.FaultModel;
import org.draco.codec.vector.ResidueVector;
import org.junit.jupiter.api.Test;

class FixedPointTest {

    private static float[] normal(int dimension, Random random) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    @Test
    void leavesRoomForAllTerms() {
        for (int terms = 1; terms <= 2000; terms++) {
            FixedPoint fixed = new FixedPoint(terms, 1);
            assertTrue((long) terms * fixed.limit() <= PrimeField.P / 2);
            assertTrue(fixed.limit() == 1 << 22 || 2L * terms * fixed.limit() > PrimeField.P / 2);
        }
    }

    @Test
    void roundsHalfToEvenAndSaturatesAndCounts() {
        FixedPoint fixed = new FixedPoint(45, 100);
        int limit = fixed.limit();
        float nan = Float.NaN;
        float infinity = Float.POSITIVE_INFINITY;
        float[] x = {
            0.5f,
            1.5f,
            2.5f,
            -0.5f,
            -1.5f,
            -0f,
            limit,
            -limit,
            limit + 2f,
            1e30f,
            infinity,
            -infinity,
            -1e38f,
            nan,
            Float.intBitsToFloat(0xFFC00001),
            Float.MIN_VALUE
        };
        int[] units = {
            0, 2, 2, 0, -2, 0, limit, -limit, limit, limit, limit, -limit, -limit, 0, 0, 0
        };
        ResidueVector vector = new ResidueVector(x.length);
        assertEquals(7, fixed.encode(x, new int[] {0}, vector));
        int[] residues = vector.toArray();
        RoundedTile tile = new RoundedTile(fixed);
        assertEquals(7, tile.load(x, 0, x.length, new int[] {0}));
        long[] biased = RoundedTile.newLanes();
        tile.addTo(new long[][] {biased});
        for (int i = 0; i < x.length; i++) {
            assertEquals(Math.floorMod(units[i], PrimeField.P), residues[i], "x = " + x[i]);
            assertEquals(units[i] + limit, (int) (biased[i / 2] >> (i % 2 * 32)), "x = " + x[i]);
        }
    }

    @Test
    void roundsTilesAsItRoundsNumbers() {
        long seed = 20260215;
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            FixedPoint fixed = new FixedPoint(1 + random.nextInt(1 << random.nextInt(21)), 100);
            int exponent = -180 + random.nextInt(308);
            float[] x = new float[100];
            int expected = 0;
            for (int i = 0; i < x.length; i++) {
                x[i] = hard(fixed, exponent, round % 2 == 0, random);
                expected += fixed.saturates(x[i], exponent) ? 1 : 0;
            }
            RoundedTile tile = new RoundedTile(fixed);
            String where = "seed %d, round %d".formatted(seed, round);
            assertEquals(expected, tile.load(x, 0, x.length, new int[] {exponent}), where);
            long[] biased = RoundedTile.newLanes();
            tile.addTo(new long[][] {biased});
            for (int i = 0; i < x.length; i++) {
                int units = fixed.units(x[i], exponent) + fixed.limit();
                assertEquals(units, (int) (biased[i / 2] >> (i % 2 * 32)), where + ": " + x[i]);
            }
        }
    }

    /** Ties, numbers near the limit, around 4096 and subnormal ones; beyond the limit only if they may saturate. */
    private static float hard(FixedPoint fixed, int exponent, boolean may, Random random) {
        double limit = fixed.limit();
        double units =
                switch (random.nextInt(5)) {
                    case 0 -> random.nextInt((int) limit) + 0.5;
                    case 1 -> limit - random.nextInt(100) / 4.0 + (may ? 5 : 0);
                    case 2 -> 2048 * (random.nextInt(9) - 4) + (random.nextInt(9) - 4) / 2.0;
                    case 3 -> random.nextGaussian() * limit / 8;
                    default -> may ? 1e9 * random.nextGaussian() : random.nextDouble();
                };
        // Nearer to the limit, numbers are rounded one by one.
        double most = Math.floor(0.99 * limit) + 0.5;
        double bounded = may ? units : Math.max(-most, Math.min(most, units));
        return (float) (bounded * Math.scalb(1.0, exponent)) * (random.nextBoolean() ? 1 : -1);
    }

    @Test
    void theSumIsOffByAtMostHalfAUnitForEachTerm() {
        long seed = 20260209;
        Random random = new Random(seed);
        for (int terms : new int[] {1, 2, 9, 45, 100}) {
            FixedPoint fixed = new FixedPoint(terms, 16);
            int[] exponents = fixed.firstExponents(64, 3);
            long[] total = new long[64];
            BigDecimal[] exact = new BigDecimal[64];
            Arrays.fill(exact, BigDecimal.ZERO);
            for (int n = 0; n < terms; n++) {
                float[] vector = normal(64, random);
                ResidueVector rounded = new ResidueVector(64);
                assertEquals(0, fixed.encode(vector, exponents, rounded));
                int[] residues = rounded.toArray();
                for (int i = 0; i < 64; i++) {
                    total[i] = PrimeField.add(total[i], residues[i]);
                    exact[i] = exact[i].add(new BigDecimal(vector[i]));
                }
            }
            int[] sum = new int[64];
            for (int i = 0; i < 64; i++) {
                sum[i] = (int) total[i];
            }
            float[] decoded = new float[64];
            fixed.decode(ResidueVector.of(sum), exponents, 1, decoded);
            double unit = Math.scalb(1.0, exponents[0]);
            for (int i = 0; i < 64; i++) {
                double off = exact[i].subtract(new BigDecimal(decoded[i])).abs().doubleValue();
                double bound = terms * unit / 2 + Math.ulp(decoded[i]) / 2;
                assertTrue(off <= bound, "seed " + seed + ", terms " + terms + ": " + off);
            }
        }
    }

    @Test
    void roundsTheMeanOnce() {
        long seed = 20260210;
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            int divisor = 1 + random.nextInt(100);
            FixedPoint fixed = new FixedPoint(100, 1);
            int sum = random.nextInt(PrimeField.P);
            int exponent = -160 + random.nextInt(170);
            float[] decoded = new float[1];
            fixed.decode(ResidueVector.of(new int[] {sum}), new int[] {exponent}, divisor, decoded);
            long units = sum > PrimeField.P / 2 ? sum - (long) PrimeField.P : sum;
            // 120 digits are far beyond any tie that could matter.
            float expected =
                    BigDecimal.valueOf(units)
                            .multiply(new BigDecimal(Math.scalb(1.0, exponent)))
                            .divide(BigDecimal.valueOf(divisor), 200, RoundingMode.HALF_EVEN)
                            .floatValue();
            assertEquals(
                    expected,
                    decoded[0],
                    "seed %d: %d * 2^%d / %d".formatted(seed, units, exponent, divisor));
        }
    }

    @Test
    void choosesExponentsThatFitWithHeadroom() {
        FixedPoint fixed = new FixedPoint(9, 3);
        int bits = 31 - Integer.numberOfLeadingZeros(fixed.limit());
        int[] first = fixed.firstExponents(8, 3);
        assertArrayEquals(new int[] {3 - bits, 3 - bits, 3 - bits}, first);
        assertArrayEquals(first, fixed.chooseExponents(new float[8], 3, first, Parallelism.NONE));
        float[] last = {1, -5, Float.NaN, 0, 0, 0, Float.POSITIVE_INFINITY, 0.25f};
        assertArrayEquals(
                new int[] {3 + 3 - bits, 3 + 3 - 24 - bits, -1 + 3 - bits},
                fixed.chooseExponents(last, 3, first, Parallelism.NONE));
    }

    @Test
    void encodesFloatsInOnePassAsInTwo() {
        long seed = 20260211;
        Random random = new Random(seed);
        ExactCyclicCode code = new ExactCyclicCode(new FaultModel(7, 2));
        for (int round = 0; round < 30; round++) {
            int d = 1 + random.nextInt(5000);
            FixedPoint fixed = new FixedPoint(7, 1 + random.nextInt(3000));
            int[] exponents = fixed.firstExponents(d, random.nextInt(5) - 2);
            float[][] gradients = new float[5][];
            int[][] residues = new int[5][];
            long saturated = 0;
            for (int i = 0; i < 5; i++) {
                gradients[i] = normal(d, random);
                gradients[i][random.nextInt(d)] = Float.NaN;
                ResidueVector rounded = new ResidueVector(d);
                saturated += fixed.encode(gradients[i], exponents, rounded);
                residues[i] = rounded.toArray();
            }
            int[] twice = new int[d];
            ResidueVector once = new ResidueVector(d);
            Scene.encode(code.coefficientsOf(round % 7), residues, twice);
            assertEquals(saturated, code.encode(round % 7, gradients, fixed, exponents, once));
            assertArrayEquals(twice, once.toArray(), "seed " + seed + ", round " + round);
        }
    }

    @Test
    void honestAnswersAddUpToTheSumOfTheBatches() {
        Random random = new Random(20260212);
        for (int workers = 1; workers <= 30; workers++) {
            for (int s = 0; 2 * s < workers; s++) {
                Scene scene = new Scene(workers, s, 2, random);
                long[] sum = new long[2];
                for (int[] answer : scene.honest) {
                    sum[0] = PrimeField.add(sum[0], answer[0]);
                    sum[1] = PrimeField.add(sum[1], answer[1]);
                }
                assertArrayEquals(new int[] {(int) sum[0], (int) sum[1]}, scene.sum);
            }
        }
    }
}
