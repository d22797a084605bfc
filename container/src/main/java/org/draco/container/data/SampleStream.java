package org.draco.container.data;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.draco.codec.seed.StepRandom;

/**
 * The numbers {@code 0 .. N - 1} epoch after epoch without end, in one of the {@link SampleOrder}s. Place p belongs to
 * epoch {@code p / N} and holds that epoch's order at {@code p mod N}; so within an epoch no sample is seen twice.
 *
 * <p>Thread-safe. The orders of two successive epochs are remembered (4 N bytes each) when they are drawn.
 */
final class SampleStream {

    private record Epoch(long number, int[] order) {}

    private final SampleOrder order;
    private final int samples;
    private final long seed;
    private final String purpose;
    private final long[] coordinates;
    private final AtomicReferenceArray<Epoch> remembered = new AtomicReferenceArray<>(2);

    /**
     * @param samples N, at least 1
     * @param seed the job's seed
     * @param purpose of {@link StepRandom}; keeps streams apart
     * @param coordinates of {@link StepRandom}; the epoch comes behind them
     */
    SampleStream(SampleOrder order, int samples, long seed, String purpose, long... coordinates) {
        this.order = order;
        this.samples = samples;
        this.seed = seed;
        this.purpose = purpose;
        this.coordinates = coordinates.clone();
    }

    /** What is at the places {@code position .. position + length - 1}; a new array. */
    int[] read(long position, int length) {
        int[] indices = new int[length];
        int filled = 0;
        while (filled < length) {
            int from = (int) ((position + filled) % samples);
            int count = Math.min(length - filled, samples - from);
            copy((position + filled) / samples, from, indices, filled, count);
            filled += count;
        }
        return indices;
    }

    private void copy(long epoch, int from, int[] into, int at, int count) {
        if (order == SampleOrder.STORED) {
            for (int i = 0; i < count; i++) {
                into[at + i] = from + i;
            }
        } else {
            System.arraycopy(drawn(epoch), from, into, at, count);
        }
    }

    private int[] drawn(long number) {
        int slot = (int) (number & 1);
        Epoch epoch = remembered.get(slot);
        if (epoch == null || epoch.number != number) {
            long[] where = Arrays.copyOf(coordinates, coordinates.length + 1);
            where[coordinates.length] = number;
            epoch = new Epoch(number, new StepRandom(seed, purpose, where).permutation(samples));
            remembered.set(slot, epoch);
        }
        return epoch.order;
    }
}
