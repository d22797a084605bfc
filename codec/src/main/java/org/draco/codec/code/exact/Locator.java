package org.draco.codec.code.exact;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * Finds the liars from one number per worker: bounded-distance decoding of a Reed-Solomon code whose erasures are known.
 *
 * <p>Honest numbers z_j satisfy S_t = sum_j z_j a_j^t = 0 for t = 1 .. 2s. The locator of the f erased workers, prod (1 -
 * a_j x), turns the 2s syndromes into 2s - f that no longer depend on them; Berlekamp-Massey finds the shortest
 * recurrence of those, and the zeros of its polynomial are the liars. Blahut, <i>Algebraic Codes for Data
 * Transmission</i>, 2003, chapters 6 and 7.
 *
 * <p>Immutable and thread-safe.
 */
final class Locator {

    private final int workers;
    private final int checks;

    /** The locator for 2s = {@code checks} syndromes. */
    Locator(int workers, int checks) {
        this.workers = workers;
        this.checks = checks;
    }

    /**
     * The one smallest set of workers without which the others are consistent.
     *
     * @param numbers z_j, residues; those of erased workers mean nothing
     * @param erased at most 2s workers
     * @return none if no set of at most (2s - f) / 2 workers explains the numbers
     */
    Optional<BitSet> locate(long[] numbers, BitSet erased) {
        long[] syndromes = punctured(numbers, erased);
        long[] polynomial = recurrence(syndromes);
        int errors = polynomial.length - 1;
        if (2 * errors > syndromes.length) {
            return Optional.empty();
        }
        BitSet liars = new BitSet();
        for (int worker = 0; worker < workers; worker++) {
            if (!erased.get(worker) && vanishes(polynomial, worker)) {
                liars.set(worker);
            }
        }
        return liars.cardinality() == errors ? Optional.of(liars) : Optional.empty();
    }

    /** Whether the workers outside {@code removed} are consistent: their punctured syndromes are all zero. */
    boolean explains(long[] numbers, BitSet removed) {
        if (removed.cardinality() > checks) {
            return false;
        }
        for (long syndrome : punctured(numbers, removed)) {
            if (syndrome != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The 2s - f syndromes T_i = sum_k c_k S_{i-k}, i = f + 1 .. 2s, where the c_k are the coefficients of the removed
     * workers' locator; computed as sum_j z_j w_j a_j^t with w_j = prod (a_j - a_r), t = 1 .. 2s - f.
     */
    private long[] punctured(long[] numbers, BitSet removed) {
        long[] syndromes = new long[checks - removed.cardinality()];
        for (int worker = 0; worker < workers; worker++) {
            if (removed.get(worker)) {
                continue;
            }
            long node = ExactCyclicCode.node(worker);
            long term = numbers[worker];
            for (int r = removed.nextSetBit(0); r >= 0; r = removed.nextSetBit(r + 1)) {
                term =
                        PrimeField.multiply(
                                term, PrimeField.subtract(node, ExactCyclicCode.node(r)));
            }
            for (int t = 0; t < syndromes.length; t++) {
                term = PrimeField.multiply(term, node);
                syndromes[t] = PrimeField.add(syndromes[t], term);
            }
        }
        return syndromes;
    }

    private static boolean vanishes(long[] polynomial, int worker) {
        long at = PrimeField.inverse(ExactCyclicCode.node(worker));
        long value = 0;
        for (int k = polynomial.length - 1; k >= 0; k--) {
            value = PrimeField.add(PrimeField.multiply(value, at), polynomial[k]);
        }
        return value == 0;
    }

    /**
     * Berlekamp and Massey: the shortest c_0 = 1, c_1 .. c_L with sum_k c_k S_{i-k} = 0 for all i {@code >=} L.
     *
     * @return L + 1 coefficients, the last of which may be zero
     */
    static long[] recurrence(long[] s) {
        long[] current = new long[s.length + 2];
        long[] previous = new long[s.length + 2];
        current[0] = 1;
        previous[0] = 1;
        int length = 0;
        int shift = 1;
        long previousGap = 1;
        for (int i = 0; i < s.length; i++, shift++) {
            long gap = 0;
            for (int k = 0; k <= length; k++) {
                gap = PrimeField.add(gap, PrimeField.multiply(current[k], s[i - k]));
            }
            if (gap == 0) {
                continue;
            }
            long[] before = current.clone();
            long factor = PrimeField.multiply(gap, PrimeField.inverse(previousGap));
            for (int k = shift; k < current.length; k++) {
                current[k] =
                        PrimeField.subtract(
                                current[k], PrimeField.multiply(factor, previous[k - shift]));
            }
            if (2 * length <= i) {
                length = i + 1 - length;
                previous = before;
                previousGap = gap;
                shift = 0;
            }
        }
        return Arrays.copyOf(current, length + 1);
    }
}
