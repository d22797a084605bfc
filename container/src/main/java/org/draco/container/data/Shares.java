package org.draco.container.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Shares of a data set while samples are dealt out. Not thread-safe. */
final class Shares {

    private final int[] shareOf;
    private final int[] sizes;

    /** No sample is dealt out yet. */
    Shares(int samples, int batches) {
        if (batches < 1 || samples < batches) {
            throw new IllegalArgumentException(
                    "partition: expected a sample or more for each of %d batches, found %d samples"
                            .formatted(batches, samples));
        }
        shareOf = new int[samples];
        Arrays.fill(shareOf, -1);
        sizes = new int[batches];
    }

    void give(int sample, int batch) {
        shareOf[sample] = batch;
        sizes[batch]++;
    }

    /** Gives samples in their order: to each batch as many as to the others, up to one. */
    void giveEqually(int[] samples) {
        for (int batch = 0; batch < sizes.length; batch++) {
            int end = boundary(batch + 1, samples.length);
            for (int i = boundary(batch, samples.length); i < end; i++) {
                give(samples[i], batch);
            }
        }
    }

    private int boundary(int batch, int samples) {
        return (int) ((long) batch * samples / sizes.length);
    }

    /**
     * The shares. One that is empty gets the last sample of the largest, the first of these where several are: so every
     * batch has something to draw from, and nothing else changes.
     */
    int[][] toArrays() {
        for (int batch = 0; batch < sizes.length; batch++) {
            if (sizes[batch] == 0) {
                int largest = largest();
                int last =
                        IntStream.iterate(shareOf.length - 1, i -> i - 1)
                                .filter(i -> shareOf[i] == largest)
                                .findFirst()
                                .orElseThrow();
                sizes[largest]--;
                give(last, batch);
            }
        }
        int[][] shares = new int[sizes.length][];
        Arrays.setAll(shares, batch -> new int[sizes[batch]]);
        int[] filled = new int[sizes.length];
        for (int sample = 0; sample < shareOf.length; sample++) {
            int batch = shareOf[sample];
            shares[batch][filled[batch]++] = sample;
        }
        return shares;
    }

    private int largest() {
        int largest = 0;
        for (int batch = 1; batch < sizes.length; batch++) {
            largest = sizes[batch] > sizes[largest] ? batch : largest;
        }
        return largest;
    }
}
