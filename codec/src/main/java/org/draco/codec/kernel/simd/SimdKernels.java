package org.draco.codec.kernel.simd;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import jdk.incubator.vector.FloatVector;
import org.draco.codec.kernel.ExchangeProgram;
import org.draco.codec.kernel.PairProducts;
import org.draco.codec.kernel.RowKernels;

/** The kernels on the Vector API. */
public final class SimdKernels implements RowKernels, PairProducts.Tiles {

    private static final int LEAST_LANES = 8;

    /** HotSpot's number for what its second compiler makes. */
    private static final int OPTIMIZING_LEVEL = 4;

    /**
     * Whether this processor's vectors are so long that they beat plain Java, and no longer than our lanes; and whether there is the
     * compiler without which each of them is an object.
     */
    public static boolean isWorthIt() {
        int lanes = FloatVector.SPECIES_PREFERRED.length();
        return lanes >= LEAST_LANES && lanes <= PairProducts.LANES && isOptimized();
    }

    private static boolean isOptimized() {
        try {
            String level =
                    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                            .getVMOption("TieredStopAtLevel")
                            .getValue();
            return Integer.parseInt(level) >= OPTIMIZING_LEVEL;
        } catch (IllegalArgumentException e) {
            return true; // a machine of another kind, with a compiler of its own
        }
    }

    @Override
    public String name() {
        return "Vector API, " + FloatVector.SPECIES_PREFERRED.vectorBitSize() + " bits";
    }

    @Override
    public void products(float[][] rows, int from, int to, double[][] sums) {
        PairProducts.add(this, rows, from, to, sums);
    }

    @Override
    public void preciseProducts(float[][] rows, int from, int to, double[][] sums) {
        PairProducts.addPrecisely(this, rows, from, to, sums);
    }

    @Override
    public void multiply(float[][] rows, PairProducts.Tile tile, int from, int to, float[] lanes) {
        FloatTiles.multiply(rows, tile, from, to, lanes);
    }

    @Override
    public void add(float[] lanes, int count, double[] sums, int at) {
        WideSums.add(lanes, count, sums, at);
    }

    @Override
    public void addPrecisely(
            float[][] rows, PairProducts.Tile line, int from, int to, double[] sums, int at) {
        WideSums.addPrecisely(rows, line, from, to, sums, at);
    }

    @Override
    public void weightedSum(float[][] rows, double[] weights, int from, int to, float[] result) {
        WideSums.weightedSum(rows, weights, from, to, result);
    }

    @Override
    public void weightedSums(
            float[][] rows, double[][] weights, int from, int to, float[][] results) {
        WideSums.weightedSums(rows, weights, from, to, results);
    }

    @Override
    public int largestMagnitude(float[] row, int from, int to) {
        return ColumnOrder.largestMagnitude(row, from, to);
    }

    @Override
    public boolean copyOrdered(float[] row, int from, int to, float[] into) {
        return ColumnOrder.copyOrdered(row, from, to, into);
    }

    @Override
    public void order(float[] row, int from, int to) {
        ColumnOrder.order(row, from, to);
    }

    @Override
    public void exchange(float[][] rows, ExchangeProgram program, int from, int to) {
        ColumnOrder.exchange(rows, program, from, to);
    }

    @Override
    public void mean(float[][] rows, int first, int end, int from, int to, float[] mean) {
        WideSums.mean(rows, first, end, from, to, mean);
    }

    @Override
    public void nearestFirst(float[][] sorted, int from, int to, float[] centre, int m) {
        ColumnOrder.nearestFirst(sorted, from, to, centre, m);
    }
}
