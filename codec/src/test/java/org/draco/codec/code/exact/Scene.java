package org.draco.codec.code.exact;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.draco.codec.Parallelism;
import org.draco.codec.code.FaultModel;
import org.draco.codec.vector.ResidueVector;

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
            encode(code.coefficientsOf(worker), rows, honest[worker]);
        }
    }

    /** An answer, component by component. */
    static void encode(long[] coefficients, int[][] residues, int[] answer) {
        for (int i = 0; i < answer.length; i++) {
            long sum = 0;
            for (int row = 0; row < coefficients.length; row++) {
                sum = (sum + coefficients[row] * residues[row][i]) % PrimeField.P;
            }
            answer[i] = (int) sum;
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
        ResidueVector used = ResidueVector.of(new Random(secret).ints(dimension).toArray());
        ExactDecoder decoder = new ExactDecoder(faults, used, new Random(secret), Parallelism.NONE);
        for (int worker = 0; worker < answers.length; worker++) {
            if (answers[worker] != null) {
                decoder.accept(worker, ResidueVector.of(answers[worker]), dimension);
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
