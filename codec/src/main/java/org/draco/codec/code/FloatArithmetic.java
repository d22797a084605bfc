package org.draco.codec.code;

import java.util.List;
import org.draco.codec.Parallelism;
import org.draco.codec.aggregate.Gradients;
import org.draco.codec.aggregate.PlainMean;

/** Single precision, added up in the order in which gradients are given. */
public final class FloatArithmetic implements Arithmetic {

    /** The name in job files. */
    public static final String NAME = "float";

    private final Parallelism parallelism;
    private final Spare<float[]> spare = new Spare<>();

    /** Sums that take no other thread than their caller's. */
    public FloatArithmetic() {
        this(Parallelism.NONE);
    }

    /** @param parallelism who adds up; the sums do not depend on it */
    public FloatArithmetic(Parallelism parallelism) {
        this.parallelism = parallelism;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int[] exponentsAfter(int dimension, float[] decoded) {
        return new int[0];
    }

    @Override
    public int exponents(int dimension) {
        return 0;
    }

    @Override
    public Mean mean(List<float[]> gradients, int[] exponents) {
        Gradients rows = new Gradients(gradients.toArray(float[][]::new), parallelism);
        int dimension = rows.dimension();
        float[] mean = spare.take(used -> used.length == dimension, () -> new float[dimension]);
        PlainMean.of(rows, mean);
        return new Mean(mean, 0);
    }

    @Override
    public void giveBack(float[] mean) {
        spare.giveBack(mean);
    }
}
