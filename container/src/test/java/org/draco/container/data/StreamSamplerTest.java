package org.draco.container.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamSamplerTest {

    /** All indices of the first steps, in order of step, batch and place. */
    private static int[] sequence(BatchSampler sampler, int steps, int batches) {
        return IntStream.range(0, steps)
                .boxed()
                .flatMapToInt(
                        step ->
                                IntStream.range(0, batches)
                                        .boxed()
                                        .flatMapToInt(
                                                batch ->
                                                        Arrays.stream(
                                                                sampler.indices(step, batch))))
                .toArray();
    }

    private static Set<Integer> distinct(int[] indices) {
        return new HashSet<>(Arrays.stream(indices).boxed().toList());
    }

    @Test
    void showsEverySampleOnceInEveryEpochAlsoWhenAnEpochEndsWithinABatch() {
        // 100 samples, 3 batches of 7 a step: epochs end at places 100, 200, ... that are no
        // multiple of 7.
        int[] sequence = sequence(new StreamSampler(1, 100, 7, 3), 48, 3);
        for (int epoch = 0; epoch < 10; epoch++) {
            int[] seen = Arrays.copyOfRange(sequence, epoch * 100, (epoch + 1) * 100);
            Arrays.sort(seen);
            assertArrayEquals(IntStream.range(0, 100).toArray(), seen, "epoch " + epoch);
        }
    }

    @Test
    void epochsAreInDifferentOrder() {
        BatchSampler sampler = new StreamSampler(1, 100, 100, 1);
        Set<List<Integer>> orders = new HashSet<>();
        for (int epoch = 0; epoch < 20; epoch++) {
            orders.add(Arrays.stream(sampler.indices(epoch, 0)).boxed().toList());
        }
        assertEquals(20, orders.size());
    }

    @Test
    void seedsGiveDifferentOrdersAndEqualSeedsTheSame() {
        int[] order = new StreamSampler(1, 100, 100, 1).indices(0, 0);
        assertArrayEquals(order, new StreamSampler(1, 100, 100, 1).indices(0, 0));
        assertFalse(Arrays.equals(order, new StreamSampler(2, 100, 100, 1).indices(0, 0)));
    }

    @Test
    void anyBatchCanBeAskedForAtAnyTime() {
        BatchSampler inOrder = new StreamSampler(5, 30, 4, 3);
        BatchSampler atRandom = new StreamSampler(5, 30, 4, 3);
        List<int[]> coordinates = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            for (int batch = 0; batch < 3; batch++) {
                coordinates.add(new int[] {step, batch});
            }
        }
        int[] expected = sequence(inOrder, 40, 3);
        Collections.shuffle(coordinates, new Random(9));
        for (int[] at : coordinates) {
            int from = (at[0] * 3 + at[1]) * 4;
            assertArrayEquals(
                    Arrays.copyOfRange(expected, from, from + 4),
                    atRandom.indices(at[0], at[1]),
                    "step " + at[0] + ", batch " + at[1]);
        }
    }

    @Test
    void theBatchesOfAStepAreDisjointWithinAnEpoch() {
        BatchSampler sampler = new StreamSampler(3, 96, 8, 4);
        for (int step = 0; step < 9; step++) {
            Set<Integer> seen = new HashSet<>();
            for (int batch = 0; batch < 4; batch++) {
                seen.addAll(distinct(sampler.indices(step, batch)));
            }
            assertEquals(32, seen.size(), "step " + step);
        }
    }

    @Test
    void aBatchMayBeLargerThanTheDataSet() {
        int[] indices = new StreamSampler(3, 4, 10, 1).indices(0, 0);
        assertEquals(10, indices.length);
        assertEquals(4, distinct(Arrays.copyOfRange(indices, 0, 4)).size());
        assertEquals(4, distinct(Arrays.copyOfRange(indices, 4, 8)).size());
        assertEquals(2, distinct(Arrays.copyOfRange(indices, 8, 10)).size());
    }

    @Test
    void everySampleIsAboutAsOftenAtTheHeadOfAnEpoch() {
        int[] heads = new int[10];
        BatchSampler sampler = new StreamSampler(11, 10, 10, 1);
        for (int epoch = 0; epoch < 10_000; epoch++) {
            heads[sampler.indices(epoch, 0)[0]]++;
        }
        for (int count : heads) {
            // Binomial(10,000, 0.1): mean 1,000, deviation 30.
            assertTrue(Math.abs(count - 1000) < 150, Arrays.toString(heads));
        }
    }

    /** Which samples a job has seen is part of its result; these orders must outlive every release. */
    @Test
    void theOrderIsPinned() {
        assertArrayEquals(
                new int[] {5, 1, 0, 6, 8, 3, 9, 4, 7, 2},
                new StreamSampler(7, 10, 10, 1).indices(0, 0));
        assertArrayEquals(
                new int[] {4050, 8197, 5674, 6127, 7100},
                new StreamSampler(7, 10_000, 5, 3).indices(1_000_000_000L, 2));
    }

    @Test
    void inStoredOrderPlacePIsSamplePModN() {
        BatchSampler sampler = new StreamSampler(SampleOrder.STORED, 5, 10, 4, 3);
        int[] sequence = sequence(sampler, 7, 3);
        for (int p = 0; p < sequence.length; p++) {
            assertEquals(p % 10, sequence[p], "place " + p);
        }
        assertArrayEquals(
                sequence, sequence(new StreamSampler(SampleOrder.STORED, 6, 10, 4, 3), 7, 3));
    }

    @Test
    void aBatchBeyondTheStrideReadsOnInTheStream() {
        for (SampleOrder order : SampleOrder.values()) {
            BatchSampler sampler = new StreamSampler(order, 5, 30, 4, 3);
            for (int batch = 3; batch < 20; batch++) {
                assertArrayEquals(
                        sampler.indices(2 + batch / 3, batch % 3),
                        sampler.indices(2, batch),
                        order + ", batch " + batch);
            }
        }
    }

    @Test
    void ordersHaveNames() {
        assertEquals(List.of("shuffled", "stored"), SampleOrder.names());
        assertEquals(SampleOrder.STORED, SampleOrder.byName("stored").orElseThrow());
        assertTrue(SampleOrder.byName("STORED").isEmpty());
    }

    @Test
    void whatItReturnsIsTheCallersOwn() {
        BatchSampler sampler = new StreamSampler(1, 8, 8, 1);
        int[] first = sampler.indices(0, 0);
        int[] expected = first.clone();
        Arrays.fill(first, -1);
        assertArrayEquals(expected, sampler.indices(0, 0));
    }

    @Test
    void refusesWhatIsOutOfRangeAndSaysTheBound() {
        BatchSampler sampler = new StreamSampler(1, 8, 2, 3);
        assertRefused("step: expected at least 0, found -1", () -> sampler.indices(-1, 0));
        assertRefused("batch: expected at least 0, found -1", () -> sampler.indices(0, -1));
        assertRefused("samples: expected at least 1, found 0", () -> new StreamSampler(1, 0, 2, 3));
        assertRefused(
                "batch size: expected at least 1, found 0", () -> new StreamSampler(1, 8, 0, 3));
        assertRefused(
                "batches per step: expected at least 1, found 0",
                () -> new StreamSampler(1, 8, 2, 0));
    }

    private static void assertRefused(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
