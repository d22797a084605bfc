package org.draco.am.step.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.draco.codec.code.Digest;
import org.draco.codec.code.GradientCode;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

/** What honest workers make of one step; computed when it is asked for. */
final class Truth {

    private final GradientCode code;
    private final long step;
    private final float[] parameters;
    private final int[] exponents;
    private final Map<Integer, NumberVector> vectors = new HashMap<>();
    private final Map<Integer, Digest> digests = new HashMap<>();
    private float[] mean;

    /** @param parameters copied, as are the exponents */
    Truth(GradientCode code, long step, float[] parameters, int[] exponents) {
        this.code = code;
        this.step = step;
        this.parameters = parameters.clone();
        this.exponents = exponents.clone();
    }

    long step() {
        return step;
    }

    int dimension() {
        return parameters.length;
    }

    /** Depends on everything that a gradient may depend on, and leads towards a point that depends on the step. */
    float[] gradient(int batch) {
        float[] gradient = new float[parameters.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] =
                    0.3f * parameters[i] - 0.1f * (batch + 1) + 0.01f * (i + 1) * (step % 5 + 1);
        }
        return gradient;
    }

    List<float[]> gradients() {
        List<float[]> gradients = new ArrayList<>();
        for (int batch = 0; batch < code.assignment().batches(); batch++) {
            gradients.add(gradient(batch));
        }
        return gradients;
    }

    /** The mean of the batches in the code's arithmetic; shared, not to be changed. */
    float[] mean() {
        if (mean == null) {
            mean = code.arithmetic().mean(gradients(), exponents).gradient();
        }
        return mean;
    }

    /** An honest worker's answer; shared, not to be changed. */
    NumberVector vector(int task) {
        return vectors.computeIfAbsent(task, this::encode);
    }

    private NumberVector encode(int task) {
        int[] batches = code.assignment().batchesOf(task);
        float[][] gradients = new float[batches.length][];
        Arrays.setAll(gradients, i -> gradient(batches[i]));
        return code.encode(task, gradients, exponents).vector();
    }

    Digest digest(int task) {
        return digests.computeIfAbsent(task, t -> Digest.of(((FloatVector) vector(t)).values()));
    }

    /** Whether a worker that says this of a task says the truth. */
    boolean is(int task, NumberVector said) {
        return task >= 0
                && task < code.assignment().tasks()
                && said.type() == vector(task).type()
                && Arrays.equals(bytes(said), bytes(vector(task)));
    }

    /** As {@link #is(int, NumberVector)}. */
    boolean is(int task, Digest said) {
        return task >= 0 && task < code.assignment().tasks() && said.equals(digest(task));
    }

    static byte[] bytes(NumberVector vector) {
        byte[] bytes = new byte[vector.length() * vector.type().bytes()];
        vector.write(0, vector.length(), ByteBuffer.wrap(bytes));
        return bytes;
    }

    static NumberVector copy(NumberVector vector) {
        NumberVector copy = vector.type().newVector(vector.length());
        copy.read(0, vector.length(), ByteBuffer.wrap(bytes(vector)));
        return copy;
    }
}
