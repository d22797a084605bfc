package org.draco.codec.code.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.draco.codec.Parallelism;
import org.draco.codec.code.FaultModel;
import org.draco.codec.vector.ResidueVector;
import org.junit.jupiter.api.Test;

class FixedPointMeanTest {

    private static float[][] gradients(int workers, int dimension, Random random) {
        float[][] gradients = new float[workers][dimension];
        float[] odd = {Float.NaN, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, -0f, Float.MIN_VALUE};
        for (float[] gradient : gradients) {
            for (int i = 0; i < dimension; i++) {
                boolean seldom = random.nextInt(100) == 0;
                gradient[i] =
                        seldom
                                ? odd[random.nextInt(odd.length)]
                                : (float) (random.nextGaussian() * Math.exp(random.nextInt(20)));
            }
        }
        return gradients;
    }

    @Test
    void isBitForBitWhatTheCyclicCodeDecodes() {
        long seed = 20260213;
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            int workers = 1 + random.nextInt(20);
            int s = random.nextInt((workers + 1) / 2);
            int dimension = 1 + random.nextInt(5000);
            String where = "seed %d, round %d, d %d".formatted(seed, round, dimension);
            float[][] gradients = gradients(workers, dimension, random);
            FixedPoint fixed =
                    new FixedPoint(workers + random.nextInt(3), 1 + random.nextInt(3000));
            int[] exponents = fixed.firstExponents(dimension, random.nextInt(30) - 2);
            ExactCyclicCode code = new ExactCyclicCode(new FaultModel(workers, s));
            ExactDecoder decoder = new ExactDecoder(code.faults(), dimension, random);
            long saturated = 0;
            for (int worker = 0; worker < workers; worker++) {
                float[][] held =
                        Arrays.stream(code.assignment().batchesOf(worker))
                                .mapToObj(batch -> gradients[batch])
                                .toArray(float[][]::new);
                ResidueVector answer = new ResidueVector(dimension);
                saturated += code.encode(worker, held, fixed, exponents, answer);
                if (worker < s) {
                    answer.lanes()[random.nextInt(answer.lanes().length)] ^= 1;
                }
                decoder.accept(worker, answer, dimension);
            }
            var recovered = assertInstanceOf(Recovery.Recovered.class, decoder.decode(), where);
            assertEquals(s, recovered.liars().size(), where);
            float[] decoded = new float[dimension];
            fixed.decode(recovered.sum(), exponents, workers, decoded);
            float[] mean = new float[dimension];
            long once = new FixedPointMean(fixed, Parallelism.NONE).of(gradients, exponents, mean);
            assertEquals(saturated, once * (2 * s + 1), where);
            assertArrayEquals(decoded, mean, where);
        }
    }

    @Test
    void doesNotDependOnTheOrder() {
        Random random = new Random(20260214);
        float[][] gradients = gradients(45, 3000, random);
        FixedPoint fixed = new FixedPoint(45, 1000);
        int[] exponents = fixed.firstExponents(3000, 10);
        float[] mean = new float[3000];
        float[] shuffled = new float[3000];
        new FixedPointMean(fixed, Parallelism.NONE).of(gradients, exponents, mean);
        Collections.shuffle(Arrays.asList(gradients), random);
        new FixedPointMean(fixed, Parallelism.NONE).of(gradients, exponents, shuffled);
        assertArrayEquals(mean, shuffled);
    }

    @Test
    void doesNotDependOnWhoTakesWhichPart() {
        Random random = new Random(20261123);
        for (int dimension : new int[] {1, 16_384, 16_385, 400_000}) {
            float[][] gradients = gradients(5, dimension, random);
            gradients[3][dimension / 2] = Float.NaN;
            FixedPoint fixed = new FixedPoint(5, 1000);
            int[] exponents = fixed.firstExponents(dimension, 10);
            float[] alone = new float[dimension];
            float[] together = new float[dimension];
            long once = new FixedPointMean(fixed, Parallelism.NONE).of(gradients, exponents, alone);
            long shared =
                    new FixedPointMean(fixed, FixedPointMeanTest::lastFirst)
                            .of(gradients, exponents, together);
            assertArrayEquals(alone, together, "d " + dimension);
            assertEquals(once, shared, "d " + dimension);
        }
    }

    private static void lastFirst(int parts, IntConsumer part) {
        IntStream.range(0, parts).map(i -> parts - 1 - i).parallel().forEach(part);
    }

    @Test
    void refusesMoreVectorsThanTheFixedPointIsMadeFor() {
        FixedPointMean mean = new FixedPointMean(new FixedPoint(2, 1), Parallelism.NONE);
        float[] one = new float[1];
        int[] exponents = {0};
        for (int n : Set.of(0, 3)) {
            assertThrows(
                    IllegalArgumentException.class, () -> mean.of(new float[n][1], exponents, one));
        }
    }
}
