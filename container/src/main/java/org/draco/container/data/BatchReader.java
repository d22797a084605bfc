package org.draco.container.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.draco.codec.seed.StepRandom;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.Samples;
import org.draco.layout.dataset.ValueType;

/**
 * Turns sample numbers into a {@link Batch}: bytes are augmented if that was asked for, then normalised; float32 values
 * are shown as they are stored.
 *
 * <p>Thread-safe, as {@link Samples} is. The samples stay the caller's to close.
 */
public final class BatchReader {

    /** An augmentation and the seed that its random numbers come from. */
    private record Augmented(long seed, Augmentation by) {}

    private final Samples samples;
    private final int channels;
    private final int height;
    private final int width;
    private final Normalisation normalisation;
    private final Optional<Augmented> augmented;

    /**
     * @param samples of {@code channels x height x width} values each, last extent fastest
     * @param normalisation of bytes; of no account for float32
     * @throws IllegalArgumentException if a sample has another number of bytes than that
     */
    public BatchReader(
            Samples samples, int channels, int height, int width, Normalisation normalisation) {
        this(samples, channels, height, width, normalisation, Optional.empty());
    }

    private BatchReader(
            Samples samples,
            int channels,
            int height,
            int width,
            Normalisation normalisation,
            Optional<Augmented> augmented) {
        int values = Math.multiplyExact(channels, Math.multiplyExact(height, width));
        int expected = Math.multiplyExact(values, samples.values().bytes());
        if (samples.sampleBytes() != expected) {
            throw new IllegalArgumentException(
                    "samples: expected %d x %d x %d = %d bytes each, found %d"
                            .formatted(channels, height, width, expected, samples.sampleBytes()));
        }
        this.samples = samples;
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.normalisation = normalisation;
        this.augmented = augmented;
    }

    /** Reads the samples of a prepared data set: its shape, and the {@link Normalisation} that goes with its name. */
    public static BatchReader of(Samples samples, DatasetManifest set) {
        return new BatchReader(
                samples,
                set.channels(),
                set.height(),
                set.width(),
                Normalisation.of(set.name(), set.channels()));
    }

    /**
     * The same samples, augmented: for training.
     *
     * @param seed the job's seed
     * @throws IllegalArgumentException if samples like these cannot be augmented so
     */
    public BatchReader augmented(Augmentation by, long seed) {
        String fault = by.fault(samples.values(), channels, height, width);
        if (fault != null) {
            throw new IllegalArgumentException("augmentation " + by.name() + ": " + fault);
        }
        return new BatchReader(
                samples,
                channels,
                height,
                width,
                normalisation,
                Optional.of(new Augmented(seed, by)));
    }

    /** How many samples there are to read. */
    public int count() {
        return samples.count();
    }

    /**
     * Reads a batch without augmentation: for evaluation.
     *
     * @param indices at least one, each {@code 0 .. count() - 1}; a sample may come several times
     * @return a new batch, its samples in the order of the indices
     */
    public Batch read(int[] indices) {
        return read(indices, Optional.empty(), 0);
    }

    /**
     * Reads a batch for a training step. What augmentation does to a sample is a function of (seed, step, sample): the
     * same in every worker, wherever in a batch the sample is.
     *
     * @param indices as of the other method
     * @param step at least 0
     */
    public Batch read(int[] indices, long step) {
        return read(indices, augmented, step);
    }

    private Batch read(int[] indices, Optional<Augmented> augmentation, long step) {
        byte[] stored = new byte[samples.sampleBytes()];
        int values = stored.length / samples.values().bytes();
        float[] features = new float[Math.multiplyExact(indices.length, values)];
        int[] labels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            int index = indices[i];
            samples.read(index, stored, 0);
            labels[i] = samples.label(index);
            if (samples.values() == ValueType.FLOAT32) {
                ByteBuffer.wrap(stored)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(features, i * values, values);
            } else {
                byte[] shown =
                        augmentation.map(how -> augment(how, stored, step, index)).orElse(stored);
                normalisation.apply(shown, channels, features, i * values);
            }
        }
        return new Batch(features, labels, channels, height, width);
    }

    private byte[] augment(Augmented how, byte[] picture, long step, int index) {
        StepRandom random = new StepRandom(how.seed, "augment", step, index);
        return how.by.apply(picture, channels, height, width, random);
    }
}
