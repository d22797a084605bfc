package org.draco.codec.code.spectral;

import java.util.Arrays;
import java.util.Locale;

/**
 * What no decoder of a float code can promise: the error that s liars can hide below the rounding of the honest.
 *
 * <p>Two sets A and B of at most s workers can explain the same checks up to rounding. If the liars are A and the decoder takes
 * them for B, the sum is wrong by {@code v_B^T e_A}, where the lies e solve {@code H_A e_A - H_B e_B = delta}, with delta no larger
 * than rounding. The amplification is the largest norm of that linear map from delta to the error, over A and B that
 * together are 2s adjacent workers, the worst there are (see {@code docs/codes-float.md}). An error in the sum can then be as large
 * as {@code value()} times the Euclidean norm of all answers that are believed, and not larger.
 *
 * @param code the code
 * @param wire the precision of the answers
 * @param amplification from a perturbation of the checks to an error in the sum
 */
public record Margin(SpectralCode code, FloatWire wire, double amplification) {

    /**
     * How many roundings, in units of {@link FloatWire#noise} x (norm of the answers), the perturbation of the checks may be: two that the
     * certificate lets pass, up to one for rounding by the honest, and the sketch's own uncertainty.
     */
    public static final double SLACK = 4;

    private static final int ENUMERATED_ADVERSARIES = 5;

    /** The margin of a code. */
    public static Margin of(SpectralCode code, FloatWire wire) {
        return new Margin(code, wire, amplification(code));
    }

    /** Relative to the norm of the believed answers: {@code SLACK * noise * amplification}. */
    public double value() {
        return SLACK * wire.noise() * amplification;
    }

    /** Whether a job that tolerates this relative error may run. */
    public boolean admits(double tolerance) {
        return value() <= tolerance;
    }

    /**
     * Refuses a job whose tolerance is below the margin.
     *
     * @throws IllegalArgumentException with the numbers and what would help
     */
    public void require(double tolerance) {
        if (!admits(tolerance)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "float cyclic code: error tolerance: expected %s, found %.2g",
                            refusal(),
                            tolerance));
        }
    }

    /** What is expected of a tolerance, why, and what would help. */
    public String refusal() {
        return String.format(
                Locale.ROOT,
                "at least %.2g, for %s; or take --arithmetic exact%s or fewer adversaries",
                value(),
                this,
                wire == FloatWire.FLOAT32 ? ", --wire float64" : "");
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "with P = %d, s = %d and %s, liars can hide an error of %.2g of the answers' norm (%.0f x %.2g x amplification %.3g)",
                code.workers(),
                code.adversaries(),
                wire.name().toLowerCase(Locale.ROOT),
                value(),
                SLACK,
                wire.noise(),
                amplification);
    }

    /** Over all ways to split 2s adjacent workers into A and B; for large s the alternating one, within 0.1 % of the worst. */
    private static double amplification(SpectralCode code) {
        int s = code.adversaries();
        if (s == 0) {
            return 0;
        }
        ParityChecks checks = new ParityChecks(code);
        int[] together = new int[2 * s];
        for (int k = 0; k < together.length; k++) {
            together[k] = k;
        }
        if (s > ENUMERATED_ADVERSARIES) {
            return amplification(checks, together, 0x5555555555555555L);
        }
        double worst = 0;
        for (long split = 0; split < 1L << together.length; split++) {
            if (Long.bitCount(split) == s) {
                worst = Math.max(worst, amplification(checks, together, split));
            }
        }
        return worst;
    }

    /** The norm of {@code v_B^T [H_T^-1]_A} for T = {@code together}, at most 2s workers, of which A is marked by ones in {@code split}. */
    static double amplification(ParityChecks checks, int[] together, long split) {
        int size = together.length;
        int[] accused = new int[size];
        int count = 0;
        for (int k = 0; k < size; k++) {
            if ((split >> k & 1) == 0) {
                accused[count++] = together[k];
            }
        }
        ComplexMatrix v = checks.recovery(Arrays.copyOf(accused, count));
        ComplexMatrix adjoint = new ComplexMatrix(size, 1);
        for (int k = 0; k < size; k++) {
            if ((split >> k & 1) == 1) {
                adjoint.set(k, 0, v.re[together[k]], -v.im[together[k]]);
            }
        }
        // ||w^T R^-1 Q^H|| = ||R^-H conj(w)||; conj(w) is what adjoint holds.
        ComplexMatrix triangle = checks.at(together);
        triangle.triangularise(new ComplexMatrix(triangle.rows, 0));
        triangle.forwardSubstituteAdjoint(size, adjoint);
        return adjoint.norm();
    }
}
