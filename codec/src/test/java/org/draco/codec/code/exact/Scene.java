package org.draco.codec.code.exact;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.draco.codec.code.FaultModel;

/** One step: random batches, honest answers, their sum, and decoders to feed. */
final class Scene {

    final FaultModel faults;
    final int dimension;
    final ExactCyclicCode code;
    final int[][] batches;
    final int[][] honest;
    final int[] sum;

    Scene(int workers, int adversaries, int dimension, Random random) {
        this.faults = new FaultModel(workers, adversaries);
        this.dimension = dimension;
        this.code = new ExactCyclicCode(faults);
        this.batches = new int[workers][];
        this.honest = new int[workers][dimension];
        this.sum = new int[dimension];
        for (int batch = 0; batch < workers; batch++) {
            batches[batch] = residues(dimension, random);
            for (int i = 0; i < dimension; i++) {
                sum[i] = (int) (((long) sum[i] + batches[batch][i]) % PrimeField.P);
            }
        }
        for (int worker = 0; worker < workers; worker++) {
            int[] held = code.assignment().batchesOf(worker);
            int[][] rows = new int[held.length][];
            for (int i = 0; i < held.length; i++) {
                rows[i] = batches[held[i]];
            }
            code.encode(worker, rows, honest[worker]);
        }
    }

    static int[] residues(int dimension, Random random) {
        return random.ints(dimension, 0, PrimeField.P).toArray();
    }

    int[][] copyOfHonest() {
        int[][] answers = new int[honest.length][];
        for (int worker = 0; worker < answers.length; worker++) {
            answers[worker] = honest[worker].clone();
        }
        return answers;
    }

    /** Decodes answers that come whole and in order; null is a missing one. */
    Recovery decode(int[][] answers, long secret) {
        ExactDecoder decoder = new ExactDecoder(faults, dimension, new Random(secret));
        for (int worker = 0; worker < answers.length; worker++) {
            if (answers[worker] != null) {
                decoder.accept(worker, answers[worker], dimension);
            }
        }
        return decoder.decode();
    }

    /** Those of {@code among} whose answer is not the honest one; a missing answer is no lie. */
    Set<Integer> liarsIn(int[][] answers) {
        Set<Integer> liars = new TreeSet<>();
        for (int worker = 0; worker < answers.length; worker++) {
            if (answers[worker] != null && !Arrays.equals(answers[worker], honest[worker])) {
                liars.add(worker);
            }
        }
        return liars;
    }
}
