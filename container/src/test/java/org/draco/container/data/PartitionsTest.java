package org.draco.container.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartitionsTest {

    static Stream<Partition> partitions() {
        return Stream.of(
                partition("sorted", ""),
                partition("similarity", "gamma=0"),
                partition("similarity", "gamma=0.33"),
                partition("similarity", "gamma=1"),
                partition("dirichlet", "alpha=1e-3"),
                partition("dirichlet", "alpha=0.5"),
                partition("dirichlet", "alpha=1"),
                partition("dirichlet", "alpha=1000"));
    }

    private static Partition partition(String name, String arguments) {
        return Partitions.create(name, arguments).orElseThrow();
    }

    private static int[] labels(Random random, int samples, int classes) {
        return IntStream.range(0, samples).map(i -> random.nextInt(classes)).toArray();
    }

    private static int[] sizes(int[][] shares) {
        return Arrays.stream(shares).mapToInt(share -> share.length).toArray();
    }

    @ParameterizedTest
    @MethodSource("partitions")
    void everySampleIsInOneShareAndNoShareIsEmpty(Partition partition) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int batches = 1 + random.nextInt(12);
            int samples = batches + random.nextInt(round % 2 == 0 ? 4 : 200);
            int[] labels = labels(random, samples, 1 + random.nextInt(6));
            int[][] shares = partition.shares(round, labels.clone(), batches);
            String why = "seed " + seed + ", round " + round;
            assertEquals(batches, shares.length, why);
            for (int[] share : shares) {
                assertTrue(share.length > 0, why);
                assertArrayEquals(Arrays.stream(share).sorted().toArray(), share, why);
            }
            int[] all = Arrays.stream(shares).flatMapToInt(Arrays::stream).sorted().toArray();
            assertArrayEquals(IntStream.range(0, samples).toArray(), all, why);
        }
    }

    @ParameterizedTest
    @MethodSource("partitions")
    void theSeedTheLabelsAndTheNumberOfSharesDecideAll(Partition partition) {
        int[] labels = labels(new Random(1), 500, 10);
        int[] kept = labels.clone();
        int[][] shares = partition.shares(7, labels, 9);
        assertArrayEquals(kept, labels, "labels are not changed");
        assertArrayEquals(shares, partition.shares(7, labels, 9));
        assertFalse(Arrays.deepEquals(shares, partition.shares(8, labels, 9)));
    }

    @ParameterizedTest
    @MethodSource("partitions")
    void fewerSamplesThanSharesAreRefused(Partition partition) {
        assertEquals(
                "partition: expected a sample or more for each of 4 batches, found 3 samples",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> partition.shares(1, new int[3], 4))
                        .getMessage());
    }

    @Test
    void sortedSharesAreStretchesOfTheSamplesInTheOrderOfTheirLabels() {
        int[] labels = labels(new Random(2), 1003, 10);
        int[][] shares = partition("sorted", "").shares(5, labels, 10);
        int last = 0;
        for (int[] share : shares) {
            assertTrue(share.length == 100 || share.length == 101, "" + share.length);
            int[] own = Arrays.stream(share).map(i -> labels[i]).sorted().toArray();
            assertTrue(own[0] >= last, "stretches follow each other");
            last = own[own.length - 1];
        }
        assertArrayEquals(shares, partition("similarity", "gamma=0").shares(5, labels, 10));
    }

    @Test
    void gammaIsThePartThatIsAlike() {
        // 10 classes of 1,000, 10 batches: without the alike part a batch has one class alone.
        int[] labels = IntStream.range(0, 10_000).map(i -> i % 10).toArray();
        for (double gamma : new double[] {0, 0.25, 0.5, 1}) {
            int[][] shares = partition("similarity", "gamma=" + gamma).shares(3, labels, 10);
            double own = 0;
            for (int[] share : shares) {
                assertEquals(1000, share.length, 1);
                int[] counts = new int[10];
                Arrays.stream(share).forEach(i -> counts[labels[i]]++);
                own += Arrays.stream(counts).max().orElseThrow() / 10_000.0;
            }
            // A share of gamma of a batch is spread over ten classes: the largest has 1 - gamma and
            // a
            // tenth of gamma, up to the luck of a draw of some hundreds (the seed is fixed).
            assertEquals(1 - 0.9 * gamma, own, 0.04, "gamma " + gamma);
        }
    }

    @Test
    void proportionsHaveTheMomentsOfTheDirichletDistribution() {
        int n = 4;
        int samples = 1000;
        int draws = 3000;
        int[] labels = new int[samples];
        for (double alpha : new double[] {0.1, 0.5, 1, 10}) {
            Partition partition = partition("dirichlet", "alpha=" + alpha);
            double mean = 0;
            double square = 0;
            for (int seed = 0; seed < draws; seed++) {
                double part = sizes(partition.shares(seed, labels, n))[1] / (double) samples;
                mean += part / draws;
                square += part * part / draws;
            }
            // Johnson, Kotz, Balakrishnan: mean 1/n, variance (1/n)(1 - 1/n) / (n alpha + 1). Five
            // standard errors; the fourth moment is at most the variance, since parts are in [0,
            // 1].
            // Rounding to samples, and the sample that an empty share gets, move a part by 2/1000.
            double variance = (1.0 / n) * (1 - 1.0 / n) / (n * alpha + 1);
            double error = 5 * Math.sqrt(variance / draws) + 0.002;
            assertEquals(1.0 / n, mean, error, "mean, alpha " + alpha);
            assertEquals(variance, square - mean * mean, error, "variance, alpha " + alpha);
        }
    }

    @Test
    void theVarianceOfProportionsIsToldApartFromAnotherAlphas() {
        // What the test above allows is less than what separates its alphas: 0.134, 0.0625, 0.0375,
        // 0.0046.
        double[] variances = {0.1875 / 1.4, 0.1875 / 3, 0.1875 / 5, 0.1875 / 41};
        for (int i = 1; i < variances.length; i++) {
            double error = 5 * Math.sqrt(variances[i - 1] / 3000) + 0.002;
            assertTrue(variances[i - 1] - variances[i] > error / 1.5, "alpha " + i);
        }
    }

    @Test
    void classesAreDealtOutIndependently() {
        int[] labels = IntStream.range(0, 4000).map(i -> i % 2).toArray();
        int[][] shares = partition("dirichlet", "alpha=0.5").shares(1, labels, 4);
        int[][] counts = new int[4][2];
        for (int batch = 0; batch < 4; batch++) {
            for (int sample : shares[batch]) {
                counts[batch][labels[sample]]++;
            }
        }
        assertTrue(
                Arrays.stream(counts).anyMatch(c -> Math.abs(c[0] - c[1]) > 100),
                Arrays.deepToString(counts));
    }

    /** Which samples a batch draws from is part of a job's result. */
    @Test
    void theSharesArePinned() {
        int[] labels = {0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2};
        assertArrayEquals(PINNED_SORTED, partition("sorted", "").shares(7, labels, 3), "sorted");
        assertArrayEquals(
                PINNED_SIMILARITY,
                partition("similarity", "gamma=0.5").shares(7, labels, 3),
                "similarity");
        assertArrayEquals(
                PINNED_DIRICHLET,
                partition("dirichlet", "alpha=0.5").shares(7, labels, 3),
                "dirichlet");
    }

    private static final int[][] PINNED_SORTED = {{0, 3, 6, 9}, {1, 4, 7, 10}, {2, 5, 8, 11}};
    private static final int[][] PINNED_SIMILARITY = {{2, 3, 5, 6}, {0, 4, 7, 8}, {1, 9, 10, 11}};
    private static final int[][] PINNED_DIRICHLET = {{2, 5, 7}, {3, 6, 9, 10}, {0, 1, 4, 8, 11}};

    @Test
    void argumentsAreReadStrictly() {
        assertTrue(Partitions.create("iid", "").isEmpty());
        assertEquals(List.of("iid", "dirichlet", "sorted", "similarity"), Partitions.names());
        refused("partition: expected one of [iid, dirichlet, sorted, similarity]", "hash", "");
        refused("expected alpha=NUMBER (above 0, at most 1e6), found no such", "dirichlet", "");
        for (String alpha : List.of("0", "-1", "NaN", "Infinity", "1e7", "x")) {
            refused("alpha", "dirichlet", "alpha=" + alpha);
        }
        for (String gamma : List.of("-0.1", "1.1", "NaN")) {
            refused("gamma", "similarity", "gamma=" + gamma);
        }
        refused("gamma", "dirichlet", "alpha=1,gamma=1");
        refused("alpha", "sorted", "alpha=1");
        refused("alpha", "iid", "alpha=1");
    }

    private static void refused(String part, String name, String arguments) {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Partitions.create(name, arguments))
                        .getMessage();
        assertTrue(message.contains(part), message);
    }
}
