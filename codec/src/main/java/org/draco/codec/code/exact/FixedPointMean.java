package org.draco.codec.code.exact;

import java.util.Arrays;

/**
 * The mean of plain gradients in fixed point: what jobs without redundancy, or with groups that vote, use to get the same
 * bits as the {@link ExactCyclicCode}.
 *
 * <p><b>Guarantee.</b> Each vector is rounded as {@link FixedPoint} does, the units are added up as integers, which do not
 * overflow, and the sum is rounded to float once: the result does not depend on the order of the vectors, and is bit for bit
 * what the cyclic code decodes from the same batches with the same fixed point.
 *
 * <p>Immutable and thread-safe.
 */
public final class FixedPointMean {

    private final FixedPoint fixed;

    /** Means of at most {@link FixedPoint#terms} vectors. */
    public FixedPointMean(FixedPoint fixed) {
        this.fixed = fixed;
    }

    /**
     * The mean.
     *
     * @param vectors 1 .. {@link FixedPoint#terms} rows of d components of any value; only read
     * @param exponents one for each block
     * @param mean receives d components; none of the rows
     * @return how many components saturated or were not a number, over all rows
     */
    public long of(float[][] vectors, int[] exponents, float[] mean) {
        fixed.requireDivisor(vectors.length);
        RoundedTile tile = new RoundedTile(fixed);
        long[][] sums = RoundedTile.newStretch();
        long saturated = 0;
        int to;
        for (int from = 0; from < mean.length; from = to) {
            to = RoundedTile.end(from, mean.length);
            for (float[] vector : vectors) {
                saturated += tile.load(vector, from, to, exponents);
                tile.addTo(sums);
            }
            for (int i = 0; i < tile.tiles(); i++) {
                int start = tile.start(i);
                fixed.decode(sums[i], start, tile.end(i), exponents, vectors.length, mean);
                Arrays.fill(sums[i], 0);
            }
        }
        return saturated;
    }
}
