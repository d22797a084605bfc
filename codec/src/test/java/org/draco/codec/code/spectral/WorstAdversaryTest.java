package org.draco.codec.code.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
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
    @CsvSource({"9, 1, 500", "9, 2, 500", "15, 2, 2000", "15, 3, 500", "45, 1, 3000", "45, 2, 500"})
    void comesWithinAFactorOfTenOfTheMarginAndNotBeyond(
            int workers, int adversaries, int dimension) {
        SpectralCode code = SpectralCode.real(workers, adversaries);
        Margin margin = Margin.of(code, FloatWire.FLOAT32);
        double worst = 0;
        double worstFalseAccusation = 0;
        for (int round = 0; round < 60; round++) {
            Step step = new Step(code, dimension, random);
            // 0.1 to 15 margins, in small steps
            double size = margin.value() * 0.1 * Math.pow(150, round / 59.0);
            float[][] answers = step.honest();
            double norm = Step.norm(Step.widen(answers), Set.of());
            Set<Integer> liars =
                    attack(
                            code,
                            answers,
                            size * norm,
                            round % 3,
                            round % 2 * FloatWire.FLOAT32.noise() * norm);
            Outcome outcome = decode(step, answers);
            if (outcome == null) {
                continue;
            }
            worst = Math.max(worst, outcome.error / (margin.value() * outcome.believed));
            if (!liars.containsAll(outcome.accused)) {
                worstFalseAccusation = Math.max(worstFalseAccusation, size / margin.value());
            }
        }
        String found =
                "worst error %.3f of the margin, honest accused up to %.3f margins, %s, seed %d"
                        .formatted(worst, worstFalseAccusation, margin, seed);
        System.out.println(found);
        assertTrue(worst <= 1, found);
        assertTrue(worst >= 0.1, found);
        assertTrue(worstFalseAccusation < 10, found);
    }

    /** Every set of at most s workers, tried in double precision with exact sums in place of a sketch. */
    @Test
    void agreesWithABruteForceDecoder() {
        for (int[] p : new int[][] {{5, 1}, {7, 2}, {9, 2}, {9, 3}}) {
            SpectralCode code = SpectralCode.real(p[0], p[1]);
            for (int round = 0; round < 40; round++) {
                Step step = new Step(code, 30, random);
                float[][] answers = step.honest();
                int count = random.nextInt(p[1] + 1);
                int[] liars = random.ints(0, p[0]).distinct().limit(count).toArray();
                FloatLie lie = FloatLie.values()[round % FloatLie.values().length];
                boolean readable =
                        lie.ordinal() < FloatLie.HUGE.ordinal()
                                || lie.ordinal() > FloatLie.EMPTY.ordinal();
                if (readable) {
                    lie.tell(answers, liars, random);
                    assertEquals(
                            bruteForce(code, answers),
                            decode(step, answers).accused,
                            lie + " by " + Arrays.toString(liars) + ", " + step + ", seed " + seed);
                }
            }
        }
    }

    private record Outcome(double error, double believed, Set<Integer> accused) {}

    private Outcome decode(Step step, float[][] answers) {
        var decoding =
                new SpectralDecoder(step.code).decode(answers, step.dimension, random.nextLong());
        if (!(decoding instanceof SpectralDecoding.Decoded<float[]> decoded)) {
            return null;
        }
        return new Outcome(
                Step.distance(step.sum(), Step.widen(decoded.sum())),
                Step.norm(Step.widen(answers), decoded.liars()),
                decoded.liars());
    }

    /** Adds the worst lie, of which the error would be {@code target} if it went undetected; returns the liars. */
    private Set<Integer> attack(
            SpectralCode code, float[][] answers, double target, int spread, double noise) {
        int s = code.adversaries();
        int first = random.nextInt(code.workers());
        int[] together = new int[2 * s];
        Arrays.setAll(together, k -> (first + k) % code.workers());
        long split = 0x5555555555555555L & ((1L << 2 * s) - 1);
        double[] lies = worstLies(code, together, split, target);
        double[] direction = direction(answers[0].length, spread);
        roundBadly(code, answers, together, lies, direction, noise);
        Set<Integer> liars = new TreeSet<>();
        for (int k = 0; k < 2 * s; k += 2) {
            liars.add(together[k]);
            float[] answer = answers[together[k]];
            for (int i = 0; i < answer.length; i++) {
                answer[i] += (float) (lies[k] * direction[i]);
            }
        }
        return liars;
    }

    /** Takes from all answers, up to the noise, what betrays A: {@code H^H (H_A e_A - H_B e_B)}. */
    private static void roundBadly(
            SpectralCode code,
            float[][] answers,
            int[] together,
            double[] lies,
            double[] direction,
            double noise) {
        ParityChecks checks = new ParityChecks(code);
        ComplexMatrix e = new ComplexMatrix(lies.length, 1);
        System.arraycopy(lies, 0, e.re, 0, lies.length);
        int[] all = new int[answers.length];
        Arrays.setAll(all, k -> k);
        ComplexMatrix n = checks.at(all).adjoint().times(checks.at(together).times(e));
        double scale = Math.min(1, noise / n.norm());
        for (int worker = 0; worker < answers.length; worker++) {
            for (int i = 0; i < direction.length; i++) {
                answers[worker][i] -= (float) (scale * n.re[worker] * direction[i]);
            }
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
    private static double[] worstLies(
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
                Margin.amplification(checks, together, split), amplification, 1e-6 * amplification);
        triangle.backSubstitute(size, x);
        double[] lies = new double[size];
        Arrays.setAll(lies, k -> x.re[k] * target / (amplification * amplification));
        return lies;
    }

    private static Set<Integer> bruteForce(SpectralCode code, float[][] answers) {
        ParityChecks checks = new ParityChecks(code);
        for (int size = 0; size <= code.adversaries(); size++) {
            Set<Integer> best = null;
            double least = 1e-6;
            for (int set = 0; set < 1 << code.workers(); set++) {
                if (Integer.bitCount(set) == size) {
                    Set<Integer> accused = new TreeSet<>();
                    for (int worker = 0; worker < code.workers(); worker++) {
                        if ((set >> worker & 1) == 1) {
                            accused.add(worker);
                        }
                    }
                    double unexplained = unexplained(checks, answers, accused);
                    if (unexplained < least) {
                        least = unexplained;
                        best = accused;
                    }
                }
            }
            if (best != null) {
                return best;
            }
        }
        return null;
    }

    /** How far the believed answers are from what any batches would give, by a least-norm correction of the accused. */
    private static double unexplained(
            ParityChecks checks, float[][] answers, Set<Integer> accused) {
        int length = answers[0].length;
        ComplexMatrix x = new ComplexMatrix(answers.length, length);
        for (int worker = 0; worker < answers.length; worker++) {
            for (int i = 0; i < length; i++) {
                x.set(worker, i, accused.contains(worker) ? 0 : answers[worker][i], 0);
            }
        }
        int[] all = new int[answers.length];
        Arrays.setAll(all, k -> k);
        int[] list = accused.stream().mapToInt(k -> k).toArray();
        return checks.residual(checks.at(all).times(x), list)
                / Step.norm(Step.widen(answers), accused);
    }
}
