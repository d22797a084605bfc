package org.draco.codec.kernel;

/**
 * Passes over residues modulo 2^31 - 1, packed two to a lane as {@link org.draco.codec.vector.ResidueVector} does. Stateless.
 *
 * <p>All implementations give the same bits.
 */
public interface ResidueKernels {

    /** What this machine does best; the choice is made once. */
    static ResidueKernels best() {
        return BestKernels.RESIDUES;
    }

    /**
     * Writes to {@code means[from]} .. {@code means[to - 1]} what these residues stand for, those above (p - 1) / 2 for themselves
     * less p: times {@code unit} and divided by {@code divisor} in double, then rounded.
     *
     * @param lanes number i in the low half of lane i / 2 if i is even, else in its high half; only read
     * @param unit a power of two
     * @param divisor at least 1
     */
    void means(long[] lanes, int from, int to, double unit, int divisor, float[] means);
}
