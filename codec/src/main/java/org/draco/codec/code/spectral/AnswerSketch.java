package org.draco.codec.code.spectral;

import java.util.SplittableRandom;

/**
 * Every worker's answer, reduced to 512 random projections in one pass: what the checks are applied to.
 *
 * <p><b>Idea.</b> Dense random projections cost one multiplication per component and projection. Here each component goes, times a
 * random weight, to one lane only (a count sketch): rows of 512 components are rotated by a random offset, weighted, and added
 * up. That costs one multiplication per component, keeps norms up to a common factor of 1.13 (to about 6 % for dense answers, to 1/8 for a single component), and keeps different
 * liars' errors apart, so that many projections are there to locate by. A lie in two components that fall into
 * the same lane (probability 1/512, which the liar cannot learn) can cancel; the weights are random in size, so that even then it cancels to a part e only with probability about 4e.
 *
 * <p>A NaN or an infinity anywhere makes the worker's sketch infinite or NaN. Real and imaginary parts of complex answers share weight and
 * offset, so that the sketch is complex-linear. Weights come from a seed that must be fresh and must never leave the parameter
 * server. Owned by one thread.
 */
final class AnswerSketch {

    /** Components of a row, and lanes. */
    static final int LANES = 512;

    /** Rows that are added up in the answers' own precision before they go into the more precise lanes. */
    static final int ROWS = 8;

    /** Components of a block: it and what belongs to it fit into the cache. */
    static final int BLOCK = LANES * ROWS;

    private final boolean complex;
    private final double[][] lanes;
    private final SplittableRandom random;
    private final int[] offsets = new int[ROWS];
    private final float[] weights = new float[BLOCK];

    AnswerSketch(int workers, boolean complex, long seed) {
        this.complex = complex;
        this.lanes = new double[workers][LANES];
        this.random = new SplittableRandom(seed);
    }

    /** Draws the offsets and weights of the next block. */
    void nextBlock() {
        int pair = complex ? 2 : 1;
        for (int row = 0; row < ROWS; row++) {
            offsets[row] = random.nextInt(LANES / pair) * pair;
        }
        for (int i = 0; i < BLOCK; i += 2) {
            long bits = random.nextLong();
            weights[i] = weight((int) bits);
            weights[i + 1] = complex ? weights[i] : weight((int) (bits >>> 32));
        }
    }

    /** Plus or minus a number in [1, 5/4), made of bits without a branch that nobody could predict. */
    private static float weight(int bits) {
        return Float.intBitsToFloat(0x3F800000 | bits & 0x801FFFFF);
    }

    /** Where in its row's lanes component 0 of a row goes; those behind it follow, cyclically. */
    int offset(int row) {
        return offsets[row];
    }

    /** The current block's weights, after rotation; read only. */
    float[] weights() {
        return weights;
    }

    /** The lanes of one worker, to be filled in. */
    double[] lanes(int worker) {
        return lanes[worker];
    }

    /** Projections per worker: 512 real or 256 complex ones. */
    int width() {
        return complex ? LANES / 2 : LANES;
    }

    /** Adds a complex multiple of one worker's sketch to a sum. */
    void addTo(int worker, double factorRe, double factorIm, double[] sumRe, double[] sumIm) {
        double[] own = lanes[worker];
        if (complex) {
            for (int i = 0; i < sumRe.length; i++) {
                sumRe[i] += factorRe * own[2 * i] - factorIm * own[2 * i + 1];
                sumIm[i] += factorRe * own[2 * i + 1] + factorIm * own[2 * i];
            }
        } else {
            for (int i = 0; i < sumRe.length; i++) {
                sumRe[i] += factorRe * own[i];
                sumIm[i] += factorIm * own[i];
            }
        }
    }

    /** The square of the norm of one worker's sketch, about 1.27 times that of its answer; NaN or infinite if the answer is or is too large. */
    double square(int worker) {
        double squares = 0;
        for (double lane : lanes[worker]) {
            squares += lane * lane;
        }
        return squares;
    }
}
