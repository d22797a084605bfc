package org.draco.codec.code.exact;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.draco.codec.Parallelism;

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

    /** In at most so many parts it is taken. */
    private static final int PARTS = 16;

    private final FixedPoint fixed;
    private final Parallelism parallelism;

    /**
     * Means of at most {@link FixedPoint#terms} vectors.
     *
     * @param parallelism who takes them; the result does not depend on it
     */
    public FixedPointMean(FixedPoint fixed, Parallelism parallelism) {
        this.fixed = fixed;
        this.parallelism = parallelism;
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
        int stretches = RoundedTile.stretches(mean.length);
        int parts = Math.min(PARTS, stretches);
        long[] saturated = new long[parts];
        parallelism.forEach(
                parts,
                part -> {
                    int from = RoundedTile.startOf((int) ((long) stretches * part / parts));
                    int next = (int) ((long) stretches * (part + 1) / parts);
                    int to = next == stretches ? mean.length : RoundedTile.startOf(next);
                    saturated[part] = part(vectors, exponents, mean, from, to);
                });
        return LongStream.of(saturated).sum();
    }

    private long part(float[][] vectors, int[] exponents, float[] mean, int start, int end) {
        RoundedTile tile = new RoundedTile(fixed);
        long[][] sums = RoundedTile.newStretch();
        long saturated = 0;
        int to;
        for (int from = start; from < end; from = to) {
            to = RoundedTile.end(from, mean.length);
            for (float[] vector : vectors) {
                saturated += tile.load(vector, from, to, exponents);
                tile.addTo(sums);
            }
            for (int i = 0; i < tile.tiles(); i++) {
                fixed.decode(sums[i], tile.start(i), tile.end(i), exponents, vectors.length, mean);
                Arrays.fill(sums[i], 0);
            }
        }
        return saturated;
    }
}
