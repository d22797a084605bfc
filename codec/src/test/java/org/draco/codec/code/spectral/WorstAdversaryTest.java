package org.draco.codec.code.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The margin from both sides. The adversary A of adjacent workers plays the error that another set B would explain best: e_A
 * with e_B such that {@code H_A e_A - H_B e_B} is small in the direction that hurts the sum most. The honest either
 * round as they do, or as badly as the noise permits: then they make B's explanation as good as the truth.
 */
class WorstAdversaryTest {

    private final long seed = Long.getLong("draco.test.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @CsvSource({
        "FLOAT32, 9, 1, 500",
        "FLOAT32, 9, 2, 500",
        "FLOAT32, 15, 2, 2000",
        "FLOAT32, 15, 3, 500",
        "FLOAT32, 45, 1, 3000",
        "FLOAT32, 45, 2, 500",
        "FLOAT32, 20, 2, 500",
        "FLOAT64, 9, 2, 500",
        "FLOAT64, 45, 3, 500",
        "FLOAT64, 45, 5, 300",
        "FLOAT64, 45, 7, 300",
        "FLOAT64, 100, 7, 100"
    })
    void comesWithinAFactorOfTenOfTheMarginAndNotBeyond(
            FloatWire wire, int workers, int adversaries, int dimension) {
        SpectralCode code =
                workers % 2 == 1
                        ? SpectralCode.real(workers, adversaries)
                        : SpectralCode.complex(workers, adversaries);
        Margin margin = Margin.of(code, wire);
        double worst = 0;
        double worstFalseAccusation = 0;
        int refused = 0;
        for (int round = 0; round < 60; round++) {
            Step step = new Step(code, dimension, random);
            // 0.1 to 15 margins, in small steps
            double size = margin.value() * 0.1 * Math.pow(150, round / 59.0);
            double[][] answers = step.honest(wire);
            double norm = Step.norm(answers, Set.of());
            double noise = round % 2 * wire.noise() * norm;
            Set<Integer> liars = attack(code, answers, size * norm, round % 3, noise);
            Outcome outcome = Outcome.of(wire, step, answers, random.nextLong());
            if (outcome == null) {
                refused++;
                continue;
            }
            worst = Math.max(worst, outcome.error() / (margin.value() * outcome.believed()));
            if (!liars.containsAll(outcome.accused())) {
                worstFalseAccusation = Math.max(worstFalseAccusation, size / margin.value());
            }
        }
        String found =
                "worst error %.3f of the margin, honest accused up to %.3f margins, refused %d of 60, %s, seed %d"
                        .formatted(worst, worstFalseAccusation, refused, margin, seed);
        System.out.println(found);
        assertTrue(worst <= 1, found);
        assertTrue(worst >= 0.1, found);
        assertTrue(worstFalseAccusation < 10, found);
        assertEquals(0, refused, found);
    }

    /** Adds the worst lie, of which the error would be {@code target} if it went undetected; returns the liars. */
    private Set<Integer> attack(
            SpectralCode code, double[][] answers, double target, int spread, double noise) {
        int s = code.adversaries();
        int first = random.nextInt(code.workers());
        int[] together = new int[2 * s];
        Arrays.setAll(together, k -> (first + k) % code.workers());
        long split = 0x5555555555555555L & ((1L << 2 * s) - 1);
        ComplexMatrix lies = worstLies(code, together, split, target);
        double[] direction = direction(answers[0].length / (code.isComplex() ? 2 : 1), spread);
        roundBadly(code, answers, together, lies, direction, noise);
        Set<Integer> liars = new TreeSet<>();
        for (int k = 0; k < 2 * s; k += 2) {
            liars.add(together[k]);
            add(code, answers[together[k]], lies.re[k], lies.im[k], direction);
        }
        return liars;
    }

    private static void add(
            SpectralCode code, double[] answer, double re, double im, double[] direction) {
        for (int i = 0; i < direction.length; i++) {
            if (code.isComplex()) {
                answer[2 * i] += re * direction[i];
                answer[2 * i + 1] += im * direction[i];
            } else {
                answer[i] += re * direction[i];
            }
        }
    }

    /** Takes from all answers, up to the noise, what betrays A: {@code H^H (H_A e_A - H_B e_B)}. */
    private static void roundBadly(
            SpectralCode code,
            double[][] answers,
            int[] together,
            ComplexMatrix lies,
            double[] direction,
            double noise) {
        ParityChecks checks = new ParityChecks(code);
        int[] all = new int[answers.length];
        Arrays.setAll(all, k -> k);
        ComplexMatrix n = checks.at(all).adjoint().times(checks.at(together).times(lies));
        double scale = Math.min(1, noise / n.norm());
        for (int worker = 0; worker < answers.length; worker++) {
            double re = -scale * n.re[worker];
            add(code, answers[worker], re, -scale * n.im[worker], direction);
        }
    }

    private double[] direction(int dimension, int spread) {
        double[] direction = new double[dimension];
        if (spread == 0) {
            direction[random.nextInt(dimension)] = 1;
        } else {
            Arrays.setAll(direction, i -> spread == 1 ? 1 : random.nextGaussian());
            double norm = Step.distance(direction, new double[dimension]);
            Arrays.setAll(direction, i -> direction[i] / norm);
        }
        return direction;
    }

    /** e on A and -e on B, so that H e is as small as it can be for an error in the sum of the target's size. */
    private static ComplexMatrix worstLies(
            SpectralCode code, int[] together, long split, double target) {
        ParityChecks checks = new ParityChecks(code);
        int size = together.length;
        int[] accused = new int[size / 2];
        Arrays.setAll(accused, k -> together[2 * k + 1]);
        ComplexMatrix v = checks.recovery(accused);
        ComplexMatrix x = new ComplexMatrix(size, 1);
        for (int k = 0; k < size; k += 2) {
            x.set(k, 0, v.re[together[k]], -v.im[together[k]]);
        }
        // The worst delta is conj(w^T H^-1); the lies that make it are H^-1 delta = R^-1 R^-H
        // conj(w).
        ComplexMatrix triangle = checks.at(together);
        triangle.triangularise(new ComplexMatrix(size, 0));
        triangle.forwardSubstituteAdjoint(size, x);
        double amplification = x.norm();
        assertEquals(
                Margin.amplification(checks, together, split), amplification, 1e-3 * amplification);
        triangle.backSubstitute(size, x);
        double scale = target / (amplification * amplification);
        for (int k = 0; k < size; k++) {
            x.set(k, 0, x.re[k] * scale, x.im[k] * scale);
        }
        return x;
    }
}
