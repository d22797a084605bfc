package org.draco.codec.code;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.draco.codec.vector.FloatVector;

/**
 * The second opinion: takes in every worker's whole gradient, compares all bits with all bits, and takes the most
 * frequent vector of each group. No digests, no early end, no requests.
 */
final class MajorityOfAll {

    private MajorityOfAll() {}

    /** The most frequent vector of each task's first members, in the order of the tasks. */
    static float[][] values(Scene scene, Conduct.OfAll conducts) {
        float[][] values = new float[scene.code.assignment().tasks()][];
        for (int task = 0; task < values.length; task++) {
            values[task] = majority(scene, conducts, task);
        }
        return values;
    }

    private static float[] majority(Scene scene, Conduct.OfAll conducts, int task) {
        Map<ByteBuffer, Integer> votes = new HashMap<>();
        ByteBuffer best = null;
        for (int worker = 0; worker < scene.workers(); worker++) {
            if (scene.taskOf(worker) == task
                    && conducts.of(worker, task).handedIn() instanceof FloatVector floats
                    && floats.length() == scene.dimension) {
                ByteBuffer bits = bitsOf(floats.values());
                int count = votes.merge(bits, 1, Integer::sum);
                if (best == null || count > votes.get(best)) {
                    best = bits;
                }
            }
        }
        float[] vector = new float[scene.dimension];
        best.duplicate().asFloatBuffer().get(vector);
        return vector;
    }

    private static ByteBuffer bitsOf(float[] vector) {
        ByteBuffer bits = ByteBuffer.allocate(vector.length * Float.BYTES);
        for (float x : vector) {
            bits.putInt(Float.floatToRawIntBits(x));
        }
        return bits.flip();
    }
}
