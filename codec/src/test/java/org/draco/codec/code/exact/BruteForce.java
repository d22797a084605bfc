package org.draco.codec.code.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.draco.codec.code.FaultModel;

/**
 * The second opinion: tries every set of liars, smallest first, and lets Gaussian elimination say whether the others'
 * answers come from any batches at all. Shares no arithmetic and no syndromes with the decoder: it knows only which
 * worker holds which batch with which coefficient.
 */
final class BruteForce {

    private static final BigInteger P = BigInteger.valueOf(2147483647L);

    private final FaultModel faults;
    private final BigInteger[][] encoding;

    BruteForce(ExactCyclicCode code) {
        faults = code.faults();
        int workers = faults.workers();
        encoding = new BigInteger[workers][workers];
        for (int worker = 0; worker < workers; worker++) {
            Arrays.fill(encoding[worker], BigInteger.ZERO);
            int[] batches = code.assignment().batchesOf(worker);
            for (int i = 0; i < batches.length; i++) {
                encoding[worker][batches[i]] = BigInteger.valueOf(code.coefficientsOf(worker)[i]);
            }
        }
    }

    /** All smallest sets of at most {@code most} workers whose removal leaves consistent answers; null is missing. */
    List<BitSet> explanations(int[][] answers, int most) {
        List<BitSet> found = new ArrayList<>();
        for (int size = 0; size <= most && found.isEmpty(); size++) {
            for (int mask = 0; mask < 1 << answers.length; mask++) {
                if (Integer.bitCount(mask) == size) {
                    BitSet removed = BitSet.valueOf(new long[] {mask});
                    boolean answered = removed.stream().allMatch(w -> answers[w] != null);
                    if (answered && consistent(answers, removed)) {
                        found.add(removed);
                    }
                }
            }
        }
        return found;
    }

    /** Whether the answers of all but {@code removed} come from some batches. */
    boolean consistent(int[][] answers, BitSet removed) {
        List<BigInteger[]> rows = new ArrayList<>();
        for (int worker = 0; worker < answers.length; worker++) {
            if (answers[worker] == null || removed.get(worker)) {
                continue;
            }
            BigInteger[] row = new BigInteger[answers.length + answers[worker].length];
            System.arraycopy(encoding[worker], 0, row, 0, answers.length);
            for (int i = 0; i < answers[worker].length; i++) {
                if (Integer.toUnsignedLong(answers[worker][i]) >= PrimeField.P) {
                    return false;
                }
                row[answers.length + i] = BigInteger.valueOf(answers[worker][i]);
            }
            rows.add(row);
        }
        int rank = eliminate(rows, answers.length);
        for (int r = rank; r < rows.size(); r++) {
            for (BigInteger rest : rows.get(r)) {
                if (rest.signum() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int eliminate(List<BigInteger[]> rows, int columns) {
        int rank = 0;
        for (int column = 0; column < columns && rank < rows.size(); column++) {
            int pivot = rank;
            while (pivot < rows.size() && rows.get(pivot)[column].signum() == 0) {
                pivot++;
            }
            if (pivot == rows.size()) {
                continue;
            }
            Collections.swap(rows, rank, pivot);
            BigInteger[] top = rows.get(rank);
            BigInteger inverse = top[column].modInverse(P);
            for (int r = rank + 1; r < rows.size(); r++) {
                BigInteger factor = rows.get(r)[column].multiply(inverse).mod(P);
                if (factor.signum() != 0) {
                    for (int i = column; i < top.length; i++) {
                        rows.get(r)[i] = rows.get(r)[i].subtract(factor.multiply(top[i])).mod(P);
                    }
                }
            }
            rank++;
        }
        return rank;
    }
}
