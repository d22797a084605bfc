package org.draco.codec.code;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.draco.codec.vector.NumberVector;

/** One step of a code: its batches' gradients, and what an honest worker makes of them. */
final class Scene {

    final GradientCode code;
    final int dimension;
    final int[] exponents;
    final float[][] batches;
    private final Map<Integer, NumberVector> honest = new HashMap<>();

    Scene(GradientCode code, float[][] batches, int[] exponents) {
        this.code = code;
        this.batches = batches;
        this.dimension = batches[0].length;
        this.exponents = exponents;
    }

    /** A first step with normal gradients whose component 0 is a zero, whose sign a liar may turn. */
    static Scene random(GradientCode code, int dimension, Random random) {
        float[][] batches = new float[code.assignment().batches()][];
        for (int batch = 0; batch < batches.length; batch++) {
            batches[batch] = gradient(dimension, random);
        }
        return new Scene(code, batches, code.arithmetic().exponentsAfter(dimension, null));
    }

    private static float[] gradient(int dimension, Random random) {
        float[] gradient = new float[dimension];
        for (int i = 1; i < dimension; i++) {
            gradient[i] = (float) random.nextGaussian();
        }
        return gradient;
    }

    int workers() {
        return code.assignment().workers();
    }

    /** The worker's first task. */
    int taskOf(int worker) {
        return code.assignment().taskOf(worker);
    }

    /** What a worker that does not lie answers to this task. */
    NumberVector honest(int task) {
        return honest.computeIfAbsent(task, own -> encode(own, batches));
    }

    private NumberVector encode(int task, float[][] all) {
        int[] held = code.assignment().batchesOf(task);
        float[][] gradients = new float[held.length][];
        for (int i = 0; i < held.length; i++) {
            gradients[i] = all[held[i]].clone();
        }
        return code.encode(task, gradients, exponents).vector();
    }

    /** What it would answer if all batches were others. */
    NumberVector inAnotherStep(int task, Random random) {
        return encode(task, random(code, dimension, random).batches);
    }

    /** What it would answer if this one batch were another. */
    NumberVector withAnotherBatch(int task, int batch, Random random) {
        float[][] others = batches.clone();
        others[batch] = gradient(dimension, random);
        return encode(task, others);
    }
}
