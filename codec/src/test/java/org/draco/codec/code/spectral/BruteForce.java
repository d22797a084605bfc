package org.draco.codec.code.spectral;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A second opinion for few workers: every set of them, by exact checks in place of a sketch.
 *
 * @param explanations the sets of at most so many workers without whom the answers are consistent up to rounding
 * @param clear whether no set is near the line between rounding and lie
 */
record BruteForce(List<Set<Integer>> explanations, boolean clear) {

    /**
     * Tries all sets.
     *
     * @param answers null where one is missing or cannot be read
     * @param most the largest size of a set
     */
    static BruteForce of(SpectralCode code, FloatWire wire, double[][] answers, int most) {
        ParityChecks checks = new ParityChecks(code);
        List<Set<Integer>> explanations = new ArrayList<>();
        boolean clear = true;
        for (int set = 0; set < 1 << code.workers(); set++) {
            Set<Integer> accused = accused(set, answers);
            if (accused == null || accused.size() > most) {
                continue;
            }
            double roundings = unexplained(checks, answers, accused) / wire.noise();
            if (roundings < 2) {
                explanations.add(accused);
            }
            clear &= roundings < 1 || roundings > 4;
        }
        return new BruteForce(explanations, clear);
    }

    /** The workers in a set of bits, or null if the answer of one of them is not there anyway. */
    private static Set<Integer> accused(int set, double[][] answers) {
        Set<Integer> accused = new TreeSet<>();
        for (int worker = 0; worker < answers.length; worker++) {
            if ((set >> worker & 1) == 1) {
                if (answers[worker] == null) {
                    return null;
                }
                accused.add(worker);
            }
        }
        return accused;
    }

    /** The part of the others' checks that the excluded cannot explain, relative to the norm of the others. */
    private static double unexplained(
            ParityChecks checks, double[][] answers, Set<Integer> accused) {
        int stride = checks.code().isComplex() ? 2 : 1;
        int[] excluded = new int[answers.length];
        int count = 0;
        int length = 0;
        for (int worker = 0; worker < answers.length; worker++) {
            if (answers[worker] == null || accused.contains(worker)) {
                excluded[count++] = worker;
            } else {
                length = answers[worker].length / stride;
            }
        }
        int[] all = new int[answers.length];
        ComplexMatrix x = new ComplexMatrix(answers.length, length);
        for (int worker = 0; worker < answers.length; worker++) {
            all[worker] = worker;
            for (int i = 0; i < length; i++) {
                if (answers[worker] != null && !accused.contains(worker)) {
                    double imaginary = stride == 2 ? answers[worker][2 * i + 1] : 0;
                    x.set(worker, i, answers[worker][stride * i], imaginary);
                }
            }
        }
        int[] zeros = Arrays.copyOf(excluded, count);
        return checks.residual(checks.at(all).times(x), zeros) / x.norm();
    }
}
