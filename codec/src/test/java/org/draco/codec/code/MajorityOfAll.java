package org.draco.codec.code;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The second opinion: takes in every worker's whole gradient, compares all bits with all bits, and averages the most
 * frequent vectors of the groups. No digests, no early end, no requests.
 */
final class MajorityOfAll {

    private MajorityOfAll() {}

    static float[] decode(Assignment assignment, List<Conduct> conducts, int dimension) {
        float[] sum = null;
        for (int batch = 0; batch < assignment.batches(); batch++) {
            float[] most = majority(assignment, conducts, batch, dimension);
            if (sum == null) {
                sum = most.clone();
            } else {
                for (int i = 0; i < dimension; i++) {
                    sum[i] += most[i];
                }
            }
        }
        float scale = 1f / assignment.batches();
        for (int i = 0; i < dimension; i++) {
            sum[i] *= scale;
        }
        return sum;
    }

    private static float[] majority(
            Assignment assignment, List<Conduct> conducts, int batch, int dimension) {
        Map<ByteBuffer, Integer> votes = new HashMap<>();
        ByteBuffer best = null;
        for (int worker = 0; worker < assignment.workers(); worker++) {
            float[] gradient = conducts.get(worker).gradient();
            if (assignment.batchesOf(worker)[0] != batch
                    || gradient == null
                    || gradient.length != dimension) {
                continue;
            }
            ByteBuffer bits = bitsOf(gradient);
            int count = votes.merge(bits, 1, Integer::sum);
            if (best == null || count > votes.get(best)) {
                best = bits;
            }
        }
        float[] vector = new float[dimension];
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
