package org.draco.container.data;

import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.Samples;

/**
 * Turns sample numbers into a normalised {@link Batch}.
 *
 * <p>Thread-safe, as {@link Samples} is. The samples stay the caller's to close.
 */
public final class BatchReader {

    private final Samples samples;
    private final int channels;
    private final int height;
    private final int width;
    private final Normalisation normalisation;

    /**
     * @param samples bytes of {@code channels x height x width} values each, last extent fastest
     * @throws IllegalArgumentException if a sample has another number of bytes than that
     */
    public BatchReader(
            Samples samples, int channels, int height, int width, Normalisation normalisation) {
        int expected = Math.multiplyExact(channels, Math.multiplyExact(height, width));
        if (samples.sampleBytes() != expected) {
            throw new IllegalArgumentException(
                    "samples: expected "
                            + channels
                            + " x "
                            + height
                            + " x "
                            + width
                            + " = "
                            + expected
                            + " bytes each, found "
                            + samples.sampleBytes());
        }
        this.samples = samples;
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.normalisation = normalisation;
    }

    /** Reads the samples of a prepared data set: its shape, and the {@link Normalisation} that goes with its name. */
    public static BatchReader of(Samples samples, DatasetManifest set) {
        return new BatchReader(
                samples, set.channels(), set.height(), set.width(), Normalisation.of(set.name()));
    }

    /** How many samples there are to read. */
    public int count() {
        return samples.count();
    }

    /**
     * Reads a batch.
     *
     * @param indices at least one, each {@code 0 .. count() - 1}; a sample may come several times
     * @return a new batch, its samples in the order of the indices
     */
    public Batch read(int[] indices) {
        byte[] bytes = new byte[samples.sampleBytes()];
        float[] features = new float[Math.multiplyExact(indices.length, bytes.length)];
        int[] labels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            samples.read(indices[i], bytes, 0);
            normalisation.apply(bytes, features, i * bytes.length);
            labels[i] = samples.label(indices[i]);
        }
        return new Batch(features, labels, channels, height, width);
    }
}
