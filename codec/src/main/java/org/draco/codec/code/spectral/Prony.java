package org.draco.codec.code.spectral;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Locates liars by linear prediction over several projections at once (block Prony, the least-squares form of the matrix pencil).
 *
 * <p><b>Idea.</b> Along the frequencies every projection of the checks is a sum of one geometric sequence per liar, with ratio
 * w^(-a) for liar a. So one polynomial lambda with these roots predicts them all: {@code sum_i lambda_i S[z+i] = 0} for every window
 * and projection. Liars that add the same vector make the projections proportional to each other, which leaves one sequence to
 * learn from: its shifted windows still are enough, where a subspace method has nothing. Positions that are known to be bad are
 * taken out first, by filtering with the polynomial that has them as roots.
 *
 * <p>The answer is a proposal. Near rounding it can be off by a neighbour; who asks must check.
 */
final class Prony {

    private static final int ITERATIONS = 6;

    private static final double ROUNDING = 1e-13;

    private final SpectralCode code;
    private final ComplexMatrix filtered;
    private final boolean[] known;

    /**
     * @param syndromes the checks, 2s rows in order of frequency, one column per projection
     * @param known the positions that are accused already
     */
    Prony(SpectralCode code, ComplexMatrix syndromes, boolean[] known) {
        this.code = code;
        this.known = known;
        ComplexMatrix rest = syndromes;
        for (int worker : Certificate.marked(known)) {
            rest = withoutPosition(rest, worker);
        }
        this.filtered = rest;
    }

    /** {@code S[z+1] - w^(-a) S[z]}, which no longer depends on what worker a sent; one row shorter. */
    private ComplexMatrix withoutPosition(ComplexMatrix from, int worker) {
        ComplexMatrix result = new ComplexMatrix(from.rows - 1, from.columns);
        double cosine = code.cosine(-worker);
        double sine = code.sine(-worker);
        for (int at = 0; at < result.re.length; at++) {
            int next = at + from.columns;
            result.re[at] = from.re[next] - (cosine * from.re[at] - sine * from.im[at]);
            result.im[at] = from.im[next] - (cosine * from.im[at] + sine * from.re[at]);
        }
        return result;
    }

    /**
     * Who is likely to lie if so many do.
     *
     * @param likeliest the workers that are not known to lie, the likeliest first
     * @param misfit no set of so many workers leaves the checks with an unexplained part smaller than this
     */
    record Proposal(int[] likeliest, double misfit) {}

    /** Looks for {@code count} liars beside the known; {@code 2 count} must not exceed the checks that are left. */
    Proposal locate(int count) {
        ComplexMatrix hankel = windows(count);
        double rounding = ROUNDING * hankel.norm();
        hankel.triangularise(new ComplexMatrix(hankel.rows, 0));
        ComplexMatrix lambda = predictor(count, hankel.copy());
        // If a set leaves n unexplained, its unit predictor misses the windows by no more than
        // sqrt(count + 1) ||n||, a number being in so many windows at most, and filtering for a
        // known position at most doubles n. Inverse iteration is trusted to a factor of two.
        double missed = Math.max(0, hankel.times(lambda).norm() / 2 - rounding);
        double misfit =
                missed / Math.sqrt(count + 1) / Math.pow(2, Certificate.marked(known).length);
        return new Proposal(byDistanceFromARoot(count, lambda), misfit);
    }

    private int[] byDistanceFromARoot(int count, ComplexMatrix lambda) {
        double[] distance = new double[known.length];
        for (int worker = 0; worker < known.length; worker++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i <= count; i++) {
                double cosine = code.cosine(-(long) worker * i);
                double sine = code.sine(-(long) worker * i);
                re += lambda.re[i] * cosine - lambda.im[i] * sine;
                im += lambda.re[i] * sine + lambda.im[i] * cosine;
            }
            distance[worker] = Math.hypot(re, im);
        }
        return IntStream.range(0, known.length)
                .filter(worker -> !known[worker])
                .boxed()
                .sorted(Comparator.comparingDouble(worker -> distance[worker]))
                .mapToInt(worker -> worker)
                .toArray();
    }

    /** All windows of {@code count + 1} consecutive checks, one per row. */
    private ComplexMatrix windows(int count) {
        int windows = filtered.rows - count;
        int rows = Math.max(windows * filtered.columns, count + 1);
        ComplexMatrix hankel = new ComplexMatrix(rows, count + 1);
        for (int window = 0; window < windows; window++) {
            for (int column = 0; column < filtered.columns; column++) {
                for (int i = 0; i <= count; i++) {
                    int at = (window + i) * filtered.columns + column;
                    hankel.set(
                            window * filtered.columns + column,
                            i,
                            filtered.re[at],
                            filtered.im[at]);
                }
            }
        }
        return hankel;
    }

    /** The unit vector that the triangularised windows come closest to annihilating, by inverse iteration; changes them. */
    private static ComplexMatrix predictor(int count, ComplexMatrix hankel) {
        double least = Math.max(hankel.norm() * 1e-18, Double.MIN_NORMAL);
        for (int i = 0; i <= count; i++) {
            int diagonal = i * (count + 1) + i;
            if (Math.hypot(hankel.re[diagonal], hankel.im[diagonal]) < least) {
                hankel.set(i, i, least, 0);
            }
        }
        ComplexMatrix vector = new ComplexMatrix(count + 1, 1);
        Arrays.setAll(vector.re, i -> 1 + 0.1 * i);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            hankel.forwardSubstituteAdjoint(count + 1, vector);
            normalise(vector);
            hankel.backSubstitute(count + 1, vector);
            normalise(vector);
        }
        return vector;
    }

    private static void normalise(ComplexMatrix vector) {
        double norm = vector.norm();
        for (int i = 0; i < vector.re.length; i++) {
            vector.re[i] /= norm;
            vector.im[i] /= norm;
        }
    }
}
