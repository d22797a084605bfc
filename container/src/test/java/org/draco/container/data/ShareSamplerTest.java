package org.draco.container.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShareSamplerTest {

    private static final int[][] SHARES = {{2, 5, 7}, {0, 1, 3, 4, 6}};

    private static BatchSampler sampler(SampleOrder order, long seed) {
        return new ShareSampler(order, seed, SHARES, 2);
    }

    /** What a batch sees in the first steps, one after the other. */
    private static int[] sequence(BatchSampler sampler, int batch, int steps) {
        int[] seen = new int[2 * steps];
        for (int step = 0; step < steps; step++) {
            System.arraycopy(sampler.indices(step, batch), 0, seen, 2 * step, 2);
        }
        return seen;
    }

    @Test
    void aBatchGoesThroughItsOwnShareEpochAfterEpoch() {
        BatchSampler sampler = sampler(SampleOrder.SHUFFLED, 3);
        for (int batch = 0; batch < 2; batch++) {
            int size = SHARES[batch].length;
            int[] seen = sequence(sampler, batch, 4 * size);
            for (int epoch = 0; epoch < 8; epoch++) {
                int[] one = Arrays.copyOfRange(seen, epoch * size, (epoch + 1) * size);
                Arrays.sort(one);
                assertArrayEquals(SHARES[batch], one, "batch " + batch + ", epoch " + epoch);
            }
        }
    }

    @Test
    void inStoredOrderAShareIsReadAsItLies() {
        BatchSampler sampler = sampler(SampleOrder.STORED, 3);
        assertArrayEquals(new int[] {2, 5, 7, 2, 5, 7}, sequence(sampler, 0, 3));
        assertArrayEquals(new int[] {0, 1, 3, 4, 6, 0}, sequence(sampler, 1, 3));
    }

    @Test
    void anyBatchCanBeAskedForAtAnyTime() {
        BatchSampler one = sampler(SampleOrder.SHUFFLED, 3);
        BatchSampler other = sampler(SampleOrder.SHUFFLED, 3);
        int[] expected = sequence(one, 1, 50);
        for (int step = 49; step >= 0; step--) {
            assertArrayEquals(
                    Arrays.copyOfRange(expected, 2 * step, 2 * step + 2), other.indices(step, 1));
        }
    }

    @Test
    void theSeedDecidesTheOrder() {
        assertFalse(
                Arrays.equals(
                        sequence(sampler(SampleOrder.SHUFFLED, 3), 1, 20),
                        sequence(sampler(SampleOrder.SHUFFLED, 4), 1, 20)));
    }

    @Test
    void aBatchBeyondTheSharesDrawsFromOneOfThemInAnotherOrder() {
        BatchSampler sampler = sampler(SampleOrder.SHUFFLED, 3);
        int[] seen = sequence(sampler, 3, 5);
        int[] sorted = Arrays.copyOf(seen, 5);
        Arrays.sort(sorted);
        assertArrayEquals(SHARES[1], sorted);
        assertFalse(Arrays.equals(sequence(sampler, 1, 5), seen));
    }

    @Test
    void refusesWhatIsOutOfRange() {
        BatchSampler sampler = sampler(SampleOrder.SHUFFLED, 3);
        assertThrows(IllegalArgumentException.class, () -> sampler.indices(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> sampler.indices(0, -1));
        assertEquals(
                "batch size: expected at least 1, found 0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new ShareSampler(SampleOrder.STORED, 1, SHARES, 0))
                        .getMessage());
    }
}
