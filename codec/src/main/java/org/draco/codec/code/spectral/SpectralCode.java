package org.draco.codec.code.spectral;

import java.util.Arrays;

/**
 * A cyclic code over the real or complex numbers: worker j computes the gradients of batches j, ..., j+2s (mod P) and sends
 * {@code sum_i g_i * gradient(j+i)}.
 *
 * <p><b>Idea.</b> With w = exp(2 pi i / P) and 2s consecutive frequencies Z, let {@code g(x) = prod_{z in Z} (x - w^z)}, scaled to
 * {@code g(1) = 1}. Then what honest workers send has no component at the frequencies in Z, {@code sum_j w^(-jz) y_j = 0}, which
 * is 2s checks; and since the g_i add up to 1, the plain sum of their answers is the sum of all batches' gradients. Any s
 * false answers are located by the checks (a BCH code over the complex numbers).
 *
 * <p><b>Which frequencies.</b> {@code Z = {(P+1)/2 - s, ..., (P+1)/2 + s - 1}} with the fraction rounded down. For odd P it is
 * centred at P/2 and closed under conjugation: g is real, and an answer is as long as a gradient. The complex code takes the same
 * Z for every P and sends twice as much, real and imaginary parts interleaved.
 *
 * <p><b>Paper.</b> Chen, Wang, Charles, Papailiopoulos, <i>DRACO</i>, ICML 2018, section on the cyclic code. <b>Departures.</b> DRACO
 * solves for the encoding matrix numerically, from the requirement that its columns lie in the span of the first P - 2s Fourier
 * vectors and have 2s + 1 cyclically consecutive entries. Those columns are codewords of least weight, which an MDS code has
 * but for a factor; so up to the choice of Z (DRACO: the last 2s) they are the shifts of g, in closed form. The middle
 * of the spectrum is farthest from the sum's own frequency 0 and gives the smallest coefficients.
 *
 * <p>Immutable and thread-safe.
 */
public final class SpectralCode {

    private final int workers;
    private final int adversaries;
    private final boolean complex;
    private final double[] coefficientsRe;
    private final double[] coefficientsIm;

    private SpectralCode(int workers, int adversaries, boolean complex) {
        if (workers < 1 || adversaries < 0 || 2L * adversaries >= workers) {
            throw new IllegalArgumentException(
                    "spectral code: expected 0 <= 2s < P, found P = %d and s = %d"
                            .formatted(workers, adversaries));
        }
        if (!complex && workers % 2 == 0) {
            throw new IllegalArgumentException(
                    "real-valued cyclic code: expected odd P, found P = "
                            + workers
                            + "; the complex code takes even P");
        }
        this.workers = workers;
        this.adversaries = adversaries;
        this.complex = complex;
        this.coefficientsRe = new double[2 * adversaries + 1];
        this.coefficientsIm = new double[2 * adversaries + 1];
        computeCoefficients();
    }

    /**
     * The real-valued code.
     *
     * @throws IllegalArgumentException unless P is odd and {@code 0 <= 2s < P}
     */
    public static SpectralCode real(int workers, int adversaries) {
        return new SpectralCode(workers, adversaries, false);
    }

    /**
     * The complex code, for every P.
     *
     * @throws IllegalArgumentException unless {@code 0 <= 2s < P}
     */
    public static SpectralCode complex(int workers, int adversaries) {
        return new SpectralCode(workers, adversaries, true);
    }

    private void computeCoefficients() {
        coefficientsRe[0] = 1;
        for (int k = 0; k < 2 * adversaries; k++) {
            int z = firstFrequency() + k;
            double rootRe = cosine(z);
            double rootIm = sine(z);
            double factorRe = 1 - rootRe;
            double size = factorRe * factorRe + rootIm * rootIm;
            // Each factor scaled by itself, (x - root) / (1 - root), so that nothing grows with s.
            double oneRe = factorRe / size;
            double oneIm = rootIm / size;
            double zeroRe = -(rootRe * oneRe - rootIm * oneIm);
            double zeroIm = -(rootRe * oneIm + rootIm * oneRe);
            for (int i = k + 1; i >= 0; i--) {
                double re = coefficientsRe[i] * zeroRe - coefficientsIm[i] * zeroIm;
                double im = coefficientsRe[i] * zeroIm + coefficientsIm[i] * zeroRe;
                if (i > 0) {
                    re += coefficientsRe[i - 1] * oneRe - coefficientsIm[i - 1] * oneIm;
                    im += coefficientsRe[i - 1] * oneIm + coefficientsIm[i - 1] * oneRe;
                }
                coefficientsRe[i] = re;
                coefficientsIm[i] = im;
            }
        }
        if (!complex) {
            Arrays.fill(coefficientsIm, 0);
        }
    }

    /** P, the number of workers and of batches. */
    public int workers() {
        return workers;
    }

    /** s, the most workers that may lie. */
    public int adversaries() {
        return adversaries;
    }

    /** r = 2s + 1, the gradients that a worker computes. */
    public int redundancy() {
        return 2 * adversaries + 1;
    }

    /** Whether answers are interleaved real and imaginary parts. */
    public boolean isComplex() {
        return complex;
    }

    /** Components of the answer to gradients of {@code dimension} components: as many, or twice as many for the complex code. */
    public int answerLength(int dimension) {
        return complex ? Math.multiplyExact(2, dimension) : dimension;
    }

    /** The lowest frequency in Z; the others follow it. */
    int firstFrequency() {
        return (workers + 1) / 2 - adversaries;
    }

    /** Real parts of g_0, ..., g_2s; a new array. */
    public double[] coefficients() {
        return coefficientsRe.clone();
    }

    /** Imaginary parts of g_0, ..., g_2s, zeros for the real code; a new array. */
    public double[] imaginaryCoefficients() {
        return coefficientsIm.clone();
    }

    /** Real part of w^exponent. */
    double cosine(long exponent) {
        return Math.cos(2 * Math.PI * Math.floorMod(exponent, (long) workers) / workers);
    }

    /** Imaginary part of w^exponent. */
    double sine(long exponent) {
        return Math.sin(2 * Math.PI * Math.floorMod(exponent, (long) workers) / workers);
    }

    /**
     * One worker's answer, added up as if in double precision and rounded once.
     *
     * @param gradients the gradients of the worker's 2s + 1 batches j, ..., j+2s (mod P) in this order, d components each; read only
     * @return a new array of {@link #answerLength} floats
     * @throws IllegalArgumentException if there are not 2s + 1 gradients of equal length
     */
    public float[] encode(float[][] gradients) {
        requireGradients(gradients);
        float[] real = FloatCombination.of(gradients, coefficientsRe);
        if (!complex) {
            return real;
        }
        float[] imaginary = FloatCombination.of(gradients, coefficientsIm);
        float[] answer = new float[answerLength(real.length)];
        for (int i = 0; i < real.length; i++) {
            answer[2 * i] = real[i];
            answer[2 * i + 1] = imaginary[i];
        }
        return answer;
    }

    /** As {@link #encode}, but not rounded to single precision: for {@link FloatWire#FLOAT64}. */
    public double[] encodeDouble(float[][] gradients) {
        int dimension = requireGradients(gradients);
        int stride = complex ? 2 : 1;
        double[] answer = new double[answerLength(dimension)];
        double[] sums = new double[dimension];
        for (int part = 0; part < stride; part++) {
            addUp(gradients, part == 0 ? coefficientsRe : coefficientsIm, sums);
            for (int i = 0; i < dimension; i++) {
                answer[i * stride + part] = sums[i];
            }
        }
        return answer;
    }

    private static void addUp(float[][] gradients, double[] coefficients, double[] sums) {
        Arrays.fill(sums, 0);
        for (int k = 0; k < coefficients.length; k++) {
            double coefficient = coefficients[k];
            float[] gradient = gradients[k];
            for (int i = 0; i < sums.length; i++) {
                sums[i] += coefficient * gradient[i];
            }
        }
    }

    private int requireGradients(float[][] gradients) {
        if (gradients.length != redundancy()) {
            throw new IllegalArgumentException(
                    "gradients: expected 2s + 1 = " + redundancy() + ", found " + gradients.length);
        }
        for (float[] gradient : gradients) {
            if (gradient.length != gradients[0].length) {
                throw new IllegalArgumentException(
                        "gradients: lengths differ, "
                                + gradients[0].length
                                + " and "
                                + gradient.length);
            }
        }
        return gradients[0].length;
    }
}
