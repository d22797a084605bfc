package org.draco.codec.code.spectral;

import java.util.Arrays;
import java.util.Random;

/** Lies of a set A of workers that the checks tell least from lies of a set B: the direction in which H is smallest on both. */
final class Scapegoats {

    private static final int ITERATIONS = 20;

    private final SpectralCode code;
    private final int[] liars;
    private final ComplexMatrix lies;

    /** @param distance B are the workers so much further than A, in so far as they are not liars themselves */
    Scapegoats(SpectralCode code, int[] liars, int distance) {
        this.code = code;
        this.liars = liars;
        int[] together = Arrays.copyOf(liars, 2 * liars.length);
        int size = liars.length;
        for (int liar : liars) {
            int other = (liar + distance) % code.workers();
            if (Arrays.stream(together, 0, size).noneMatch(worker -> worker == other)) {
                together[size++] = other;
            }
        }
        this.lies = weakest(new ParityChecks(code).at(Arrays.copyOf(together, size)));
    }

    /** The unit vector x that makes H x smallest, by inverse iteration. */
    private static ComplexMatrix weakest(ComplexMatrix columns) {
        columns.triangularise(new ComplexMatrix(columns.rows, 0));
        ComplexMatrix x = new ComplexMatrix(columns.columns, 1);
        Arrays.setAll(x.re, k -> 1 + 0.3 * k * (k % 2 * 2 - 1));
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            columns.forwardSubstituteAdjoint(columns.columns, x);
            columns.backSubstitute(columns.columns, x);
            double norm = x.norm();
            for (int k = 0; k < x.rows; k++) {
                x.set(k, 0, x.re[k] / norm, x.im[k] / norm);
            }
        }
        return x;
    }

    /** Adds the lies, in a random direction, the smallest of them of this norm. */
    void accuse(double[][] answers, double smallest, Random random) {
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < liars.length; k++) {
            least = Math.min(least, Math.hypot(lies.re[k], lies.im[k]));
        }
        int stride = code.isComplex() ? 2 : 1;
        double[] direction = new double[answers[0].length / stride];
        Arrays.setAll(direction, i -> random.nextGaussian());
        double scale = smallest / least / Step.distance(direction, new double[direction.length]);
        for (int k = 0; k < liars.length; k++) {
            double[] answer = answers[liars[k]];
            for (int i = 0; i < direction.length; i++) {
                answer[stride * i] += scale * lies.re[k] * direction[i];
                if (stride == 2) {
                    answer[stride * i + 1] += scale * lies.im[k] * direction[i];
                }
            }
        }
    }
}
