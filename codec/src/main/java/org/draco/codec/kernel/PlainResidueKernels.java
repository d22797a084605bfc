package org.draco.codec.kernel;

/** Plain Java: what the kernels mean, and what runs where the Vector API does not. */
public final class PlainResidueKernels implements ResidueKernels {

    private static final int P = Integer.MAX_VALUE;

    @Override
    public void means(long[] lanes, int from, int to, double unit, int divisor, float[] means) {
        for (int i = from; i < to; i++) {
            int residue = (int) (lanes[i / 2] >>> (i % 2 * Integer.SIZE));
            int units = residue - (P & ((P / 2 - residue) >> 31));
            means[i] = (float) (units * unit / divisor);
        }
    }
}
