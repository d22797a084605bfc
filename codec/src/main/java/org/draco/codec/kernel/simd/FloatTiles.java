package org.draco.codec.kernel.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.draco.codec.kernel.PairProducts;

/**
 * Single-precision tiles of pairs of rows: sums stay in registers, sixteen for a full tile, so that eight loads feed sixteen
 * multiplications.
 *
 * <p>A processor whose vectors are shorter than the lanes goes over the columns more than once, for some of the lanes each
 * time. Larger tiles were tried: of 5 x 5 the compiler now and then keeps the sums in memory, and is ten times slower.
 */
final class FloatTiles {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private static final int LANES = PairProducts.LANES;

    private FloatTiles() {}

    /**
     * Sums of products of row i, or four rows from there, with row j, or four from there, for some of the lanes. Behind an
     * interface, so that the compiler makes each by itself: with all in one method it now and then kept vectors in memory,
     * and was ten times slower.
     */
    private interface Shape {
        void multiply(float[][] rows, int i, int j, int from, int to, float[] lanes, int at);
    }

    private static final int SQUARE = 0;
    private static final int TRIANGLE = 1;
    private static final int LINE = 2;
    private static final int PAIR = 3;

    private static final Shape[] SHAPES = {
        FloatTiles::square, FloatTiles::triangle, FloatTiles::line, FloatTiles::pair
    };

    /**
     * Zeros to begin sums with, by an operation whose result C2 knows to be of the vectors' class, so that it knows it of the sums too. Of what {@code FloatVector.zero}
     * returns it does not, and then it makes an object of each sum that is stored as soon as it has seen vectors of another length stored anywhere: the Java that converts
     * {@link WideSums}' floats before they are compiled does that. In processes that had decoded the cyclic code before, tiles were seven times slower for good.
     */
    private static FloatVector zero() {
        FloatVector zero = FloatVector.zero(FLOATS);
        return zero.fma(zero, zero);
    }

    /** As {@link PairProducts.Tiles#multiply}. */
    static void multiply(float[][] rows, PairProducts.Tile tile, int from, int to, float[] lanes) {
        for (int offset = 0; offset < LANES; offset += FLOATS.length()) {
            int start = from + offset;
            if (tile.isFull()) {
                int shape = tile.i() == tile.j() ? TRIANGLE : SQUARE;
                SHAPES[shape].multiply(rows, tile.i(), tile.j(), start, to, lanes, offset);
            } else {
                rest(rows, tile, start, to, lanes, offset);
            }
        }
    }

    private static void rest(
            float[][] rows, PairProducts.Tile tile, int from, int to, float[] lanes, int offset) {
        int shape = tile.width() == PairProducts.TILE ? LINE : PAIR;
        int step = shape == LINE ? PairProducts.TILE : 1;
        for (int a = 0; a < tile.height(); a++) {
            int at = offset + a * tile.width() * LANES;
            for (int b = 0; b < tile.width(); b += step) {
                int j = tile.j() + b;
                SHAPES[shape].multiply(rows, tile.i() + a, j, from, to, lanes, at + b * LANES);
            }
        }
    }

    private static void square(
            float[][] rows, int i, int j, int from, int to, float[] lanes, int at) {
        float[] a0 = rows[i];
        float[] a1 = rows[i + 1];
        float[] a2 = rows[i + 2];
        float[] a3 = rows[i + 3];
        float[] b0 = rows[j];
        float[] b1 = rows[j + 1];
        float[] b2 = rows[j + 2];
        float[] b3 = rows[j + 3];
        FloatVector zero = zero();
        FloatVector s00 = zero, s01 = zero, s02 = zero, s03 = zero;
        FloatVector s10 = zero, s11 = zero, s12 = zero, s13 = zero;
        FloatVector s20 = zero, s21 = zero, s22 = zero, s23 = zero;
        FloatVector s30 = zero, s31 = zero, s32 = zero, s33 = zero;
        for (int k = from; k < to; k += LANES) {
            FloatVector x0 = FloatVector.fromArray(FLOATS, a0, k);
            FloatVector x1 = FloatVector.fromArray(FLOATS, a1, k);
            FloatVector x2 = FloatVector.fromArray(FLOATS, a2, k);
            FloatVector x3 = FloatVector.fromArray(FLOATS, a3, k);
            FloatVector y = FloatVector.fromArray(FLOATS, b0, k);
            s00 = x0.fma(y, s00);
            s10 = x1.fma(y, s10);
            s20 = x2.fma(y, s20);
            s30 = x3.fma(y, s30);
            y = FloatVector.fromArray(FLOATS, b1, k);
            s01 = x0.fma(y, s01);
            s11 = x1.fma(y, s11);
            s21 = x2.fma(y, s21);
            s31 = x3.fma(y, s31);
            y = FloatVector.fromArray(FLOATS, b2, k);
            s02 = x0.fma(y, s02);
            s12 = x1.fma(y, s12);
            s22 = x2.fma(y, s22);
            s32 = x3.fma(y, s32);
            y = FloatVector.fromArray(FLOATS, b3, k);
            s03 = x0.fma(y, s03);
            s13 = x1.fma(y, s13);
            s23 = x2.fma(y, s23);
            s33 = x3.fma(y, s33);
        }
        store(s00, s01, s02, s03, lanes, at);
        store(s10, s11, s12, s13, lanes, at + 4 * LANES);
        store(s20, s21, s22, s23, lanes, at + 8 * LANES);
        store(s30, s31, s32, s33, lanes, at + 12 * LANES);
    }

    private static void triangle(
            float[][] rows, int i, int j, int from, int to, float[] lanes, int at) {
        float[] a0 = rows[i];
        float[] a1 = rows[i + 1];
        float[] a2 = rows[i + 2];
        float[] a3 = rows[i + 3];
        FloatVector zero = zero();
        FloatVector s00 = zero;
        FloatVector s10 = zero, s11 = zero;
        FloatVector s20 = zero, s21 = zero, s22 = zero;
        FloatVector s30 = zero, s31 = zero, s32 = zero, s33 = zero;
        for (int k = from; k < to; k += LANES) {
            FloatVector x0 = FloatVector.fromArray(FLOATS, a0, k);
            FloatVector x1 = FloatVector.fromArray(FLOATS, a1, k);
            FloatVector x2 = FloatVector.fromArray(FLOATS, a2, k);
            FloatVector x3 = FloatVector.fromArray(FLOATS, a3, k);
            s00 = x0.fma(x0, s00);
            s10 = x1.fma(x0, s10);
            s11 = x1.fma(x1, s11);
            s20 = x2.fma(x0, s20);
            s21 = x2.fma(x1, s21);
            s22 = x2.fma(x2, s22);
            s30 = x3.fma(x0, s30);
            s31 = x3.fma(x1, s31);
            s32 = x3.fma(x2, s32);
            s33 = x3.fma(x3, s33);
        }
        store(s00, zero, zero, zero, lanes, at);
        store(s10, s11, zero, zero, lanes, at + 4 * LANES);
        store(s20, s21, s22, zero, lanes, at + 8 * LANES);
        store(s30, s31, s32, s33, lanes, at + 12 * LANES);
    }

    private static void line(
            float[][] rows, int i, int j, int from, int to, float[] lanes, int at) {
        float[] a = rows[i];
        float[] b0 = rows[j];
        float[] b1 = rows[j + 1];
        float[] b2 = rows[j + 2];
        float[] b3 = rows[j + 3];
        FloatVector zero = zero();
        FloatVector s0 = zero, s1 = zero, s2 = zero, s3 = zero;
        for (int k = from; k < to; k += LANES) {
            FloatVector x = FloatVector.fromArray(FLOATS, a, k);
            s0 = FloatVector.fromArray(FLOATS, b0, k).fma(x, s0);
            s1 = FloatVector.fromArray(FLOATS, b1, k).fma(x, s1);
            s2 = FloatVector.fromArray(FLOATS, b2, k).fma(x, s2);
            s3 = FloatVector.fromArray(FLOATS, b3, k).fma(x, s3);
        }
        store(s0, s1, s2, s3, lanes, at);
    }

    private static void store(
            FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3, float[] lanes, int at) {
        s0.intoArray(lanes, at);
        s1.intoArray(lanes, at + LANES);
        s2.intoArray(lanes, at + 2 * LANES);
        s3.intoArray(lanes, at + 3 * LANES);
    }

    private static void pair(
            float[][] rows, int i, int j, int from, int to, float[] lanes, int at) {
        float[] a = rows[i];
        float[] b = rows[j];
        FloatVector sum = zero();
        for (int k = from; k < to; k += LANES) {
            sum = FloatVector.fromArray(FLOATS, a, k).fma(FloatVector.fromArray(FLOATS, b, k), sum);
        }
        sum.intoArray(lanes, at);
    }
}
