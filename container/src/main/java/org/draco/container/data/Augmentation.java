package org.draco.container.data;

import org.draco.codec.seed.StepRandom;
import org.draco.layout.dataset.ValueType;

/**
 * Changes pictures at random before they are shown to a network in training, so that it does not learn them by heart.
 *
 * <p>What comes out is a function of the picture and the given random numbers alone, and those are a function of (seed,
 * step, sample): every member of a group sees the same picture, and so does a worker that computes the step again.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public interface Augmentation {

    /** Name in job files and on the command line. */
    String name();

    /**
     * Why pictures of that shape cannot be augmented.
     *
     * @return a sentence that says what was expected and found, or null if they can be
     */
    String fault(int channels, int height, int width);

    /**
     * Why samples of these values and that shape cannot be augmented.
     *
     * @return a sentence that says what was expected and found, or null if they can be
     */
    default String fault(ValueType values, int channels, int height, int width) {
        return values == ValueType.BYTES
                ? fault(channels, height, width)
                : "expected pictures of bytes, found " + values.word() + " values";
    }

    /**
     * Augments one picture.
     *
     * @param picture channels x height x width bytes, last extent fastest; not kept
     * @param random for this picture in this step alone
     * @return the new picture, of the same shape: a new array, or {@code picture} itself, which it may have changed
     */
    byte[] apply(byte[] picture, int channels, int height, int width, StepRandom random);
}
