package org.draco.codec.code;

import java.util.List;

/**
 * In what numbers the gradients of a step are added up. Thread-safe.
 *
 * <p>An arithmetic with fixed point has exponents, one for each block of parameters, which the parameter server derives from
 * what it decoded before; floating point has none, and its arrays of exponents are empty.
 */
public interface Arithmetic {

    /** Name used in job files and reports, e.g. {@code "exact"}. */
    String name();

    /**
     * The exponents of the step that comes next.
     *
     * @param dimension d
     * @param decoded the last decoded gradient, d components; null before the first step; only read
     */
    int[] exponentsAfter(int dimension, float[] decoded);

    /** How many exponents a model of d parameters has. */
    int exponents(int dimension);

    /**
     * The mean of whole gradients.
     *
     * @param gradients at least one, d components each, all finite; only read
     * @param exponents of this step
     */
    Mean mean(List<float[]> gradients, int[] exponents);

    /**
     * A mean that was given is needed no more: its memory may take a later one.
     *
     * @param mean a {@link Mean}'s gradient, to which nobody refers any more
     */
    void giveBack(float[] mean);

    /**
     * A mean.
     *
     * @param gradient d components; the receiver's, to keep or to {@link #giveBack}
     * @param saturated how many components were too large for the fixed point
     */
    record Mean(float[] gradient, long saturated) {}
}
