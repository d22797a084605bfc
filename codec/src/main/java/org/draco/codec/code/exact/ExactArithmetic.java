package org.draco.codec.code.exact;

import java.util.List;
import org.draco.codec.Parallelism;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.Spare;
import org.draco.codec.vector.ResidueVector;

/**
 * Fixed point: gradients become integers, whose sum depends neither on the order of addition nor on who adds. So every code
 * that takes the mean of the same batches gives the same bits.
 *
 * <p>Each block of {@value #BLOCK_SIZE} parameters has its exponent, which leaves room for components eight times as large as the
 * largest that was decoded in the step before.
 */
public final class ExactArithmetic implements Arithmetic {

    /** The name in job files. */
    public static final String NAME = "exact";

    /** Parameters that share an exponent: few enough to follow layers, many enough to cost nothing. */
    public static final int BLOCK_SIZE = 4096;

    /** In the first step components up to 2^4 do not saturate; networks start with gradients far below 1. */
    private static final int FIRST_RANGE_BITS = 4;

    private final FixedPoint fixed;
    private final Parallelism parallelism;
    private final Spare<float[]> spare = new Spare<>();

    /** @param batches how many gradients are added up in a step, at least 1 */
    public ExactArithmetic(int batches) {
        this(batches, Parallelism.NONE);
    }

    /**
     * @param batches how many gradients are added up in a step, at least 1
     * @param parallelism who does it; the results do not depend on it
     */
    public ExactArithmetic(int batches, Parallelism parallelism) {
        this.fixed = new FixedPoint(batches, BLOCK_SIZE);
        this.parallelism = parallelism;
    }

    /** How components are rounded. */
    FixedPoint fixed() {
        return fixed;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int[] exponentsAfter(int dimension, float[] decoded) {
        int[] first = fixed.firstExponents(dimension, FIRST_RANGE_BITS);
        return decoded == null
                ? first
                : fixed.chooseExponents(
                        decoded, FixedPoint.DEFAULT_HEADROOM_BITS, first, parallelism);
    }

    @Override
    public int exponents(int dimension) {
        return fixed.blocks(dimension);
    }

    @Override
    public Mean mean(List<float[]> gradients, int[] exponents) {
        float[] mean = newMean(gradients.get(0).length);
        long saturated =
                new FixedPointMean(fixed, parallelism)
                        .of(gradients.toArray(float[][]::new), exponents, mean);
        return new Mean(mean, saturated);
    }

    /**
     * The mean of as many gradients as batches, from the sum of their residues.
     *
     * @param sum d residues, only read
     * @param exponents of this step
     */
    Mean mean(ResidueVector sum, int[] exponents) {
        float[] mean = newMean(sum.length());
        fixed.decode(sum, exponents, fixed.terms(), mean, parallelism);
        return new Mean(mean, 0);
    }

    private float[] newMean(int dimension) {
        return spare.take(used -> used.length == dimension, () -> new float[dimension]);
    }

    @Override
    public void giveBack(float[] mean) {
        spare.giveBack(mean);
    }
}
