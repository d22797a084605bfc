package org.draco.codec.code.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What liars send; {@link #tell} writes over the answers of all of them, so they can collude. */
enum Falsehood {
    /** Minus 100 times the honest answer. */
    REVERSED,
    /** The same number everywhere, from all liars. */
    CONSTANT,
    /** Random residues. */
    RANDOM,
    /** One unit more in one component. */
    ONE_UNIT,
    /** All liars add the same vector. */
    SAME_VECTOR_ADDED,
    /** All liars add multiples of the same vector that sum to zero. */
    CANCELLING,
    /** All liars send the same random answer. */
    SAME_ANSWER,
    /** Each liar sends what an honest neighbour sent. */
    COPIED_NEIGHBOUR,
    /** The answers' difference to another consistent set of answers, on as many workers as lie. */
    ANOTHER_CODEWORD,
    /**
     * Their part of an error that is consistent on 2s + 1 workers: s others would explain what s + 1 liars send, and s + 1
     * others what s liars do; no error is nearer to another explanation.
     */
    NEAREST_CODEWORD,
    /** The largest residue everywhere. */
    HUGE,
    /** Numbers that are no residues: p itself. */
    P_ITSELF,
    /** Numbers that are no residues: all bits set, in one component. */
    ALL_BITS;

    void tell(Scene scene, int[][] answers, List<Integer> liars, Random random) {
        int[] shared = Scene.residues(scene.dimension, random);
        int at = random.nextInt(scene.dimension);
        int[][] other =
                this == ANOTHER_CODEWORD
                        ? new Scene(
                                        scene.faults.workers(),
                                        scene.faults.adversaries(),
                                        scene.dimension,
                                        random)
                                .honest
                        : null;
        for (int n = 0; n < liars.size(); n++) {
            int liar = liars.get(n);
            int[] lie = answers[liar];
            switch (this) {
                case REVERSED -> addTimes(lie, lie.clone(), PrimeField.P - 101L);
                case CONSTANT -> Arrays.fill(lie, 100);
                case RANDOM ->
                        System.arraycopy(Scene.residues(lie.length, random), 0, lie, 0, lie.length);
                case ONE_UNIT -> lie[at] = (int) PrimeField.add(lie[at], 1);
                case SAME_VECTOR_ADDED -> addTimes(lie, shared, 1);
                case CANCELLING ->
                        addTimes(lie, shared, n == 0 ? liars.size() - 1 : PrimeField.P - 1L);
                case SAME_ANSWER -> System.arraycopy(shared, 0, lie, 0, lie.length);
                case COPIED_NEIGHBOUR -> {
                    int neighbour = liar;
                    while (liars.contains(neighbour)) {
                        neighbour = (neighbour + 1) % answers.length;
                    }
                    System.arraycopy(scene.honest[neighbour], 0, lie, 0, lie.length);
                }
                case ANOTHER_CODEWORD -> addTimes(lie, other[liar], 1);
                case NEAREST_CODEWORD -> addTimes(lie, shared, share(liar, nearest(scene, liars)));
                case HUGE -> Arrays.fill(lie, PrimeField.P - 1);
                case P_ITSELF -> Arrays.fill(lie, PrimeField.P);
                case ALL_BITS -> lie[at] = -1;
                default -> throw new AssertionError(this);
            }
        }
    }

    /** The liars and as many others as make 2s + 1 workers. */
    private static List<Integer> nearest(Scene scene, List<Integer> liars) {
        List<Integer> workers = new ArrayList<>(liars);
        for (int worker = 0; workers.size() <= 2 * scene.faults.adversaries(); worker++) {
            if (!liars.contains(worker)) {
                workers.add(worker);
            }
        }
        return workers;
    }

    /** With 1 / (a_j prod_{i != j} (a_j - a_i)), sum_j y_j a_j^t vanishes for t = 1 .. n - 1 on n workers. */
    private static long share(int worker, List<Integer> workers) {
        long node = ExactCyclicCode.node(worker);
        long below = node;
        for (int other : workers) {
            if (other != worker) {
                long gap = PrimeField.subtract(node, ExactCyclicCode.node(other));
                below = PrimeField.multiply(below, gap);
            }
        }
        return PrimeField.inverse(below);
    }

    private static void addTimes(int[] target, int[] vector, long factor) {
        for (int i = 0; i < target.length; i++) {
            target[i] = (int) PrimeField.add(target[i], PrimeField.multiply(vector[i], factor));
        }
    }
}
