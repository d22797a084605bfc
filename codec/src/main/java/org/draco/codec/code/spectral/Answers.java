package org.draco.codec.code.spectral;

/**
 * The answers of one step in one precision: the two passes over the data.
 *
 * @param <V> the array type, float[] or double[]
 */
interface Answers<V> {

    /** Whether this worker's answer did not come. */
    boolean isMissing(int worker);

    /** Components of this worker's answer. */
    int length(int worker);

    /** The smallest positive number: what rounding may cost where it is no longer relative. */
    double smallestError();

    /** The plain sum of the answers but the excluded ones (real parts, for the complex code), while sketching them. */
    V sumAndSketch(AnswerSketch sketch, boolean[] excluded);

    /** {@code sum_j v_j y_j} over the workers that are not excluded (real part, for the complex code); touches no excluded answer. */
    V weightedSum(ComplexMatrix recovery, boolean[] excluded);
}
