package org.draco.bin.arrays;

import java.util.Map;
import java.util.Set;
import org.draco.bin.npy.NpyType;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.RepetitionCode;

/**
 * The repetition code: each member of a group answers with the group's gradient, and the sum is that of the groups'
 * proven gradients, added up in the order of the groups, bit for bit the sum of the honest rows.
 */
final class RepeatedBatches implements ArrayCode {

    private final RepetitionCode code;
    private final Assignment assignment;

    RepeatedBatches(RepetitionCode code) {
        this.code = code;
        this.assignment = code.assignment();
    }

    @Override
    public String name() {
        return code.name();
    }

    @Override
    public int workers() {
        return assignment.workers();
    }

    @Override
    public int batches() {
        return assignment.batches();
    }

    @Override
    public NpyType answerType() {
        return NpyType.FLOAT32;
    }

    @Override
    public Answers encode(float[][] gradients) {
        float[][] answers = new float[workers()][];
        for (int worker = 0; worker < answers.length; worker++) {
            answers[worker] = gradients[assignment.batchesOf(worker)[0]];
        }
        return new Answers.Floats(answers);
    }

    @Override
    public DecodedSum decode(Answers answers, Set<Integer> missing) throws UndecodableException {
        float[][] rows = ArrayStep.floats(answers, code);
        ArrayStep step = new ArrayStep(code, rows, missing);
        float[] sum = null;
        for (int batch = 0; batch < batches(); batch++) {
            float[] proven = proven(rows, batch, step.suspects(), missing);
            if (sum == null) {
                sum = proven.clone();
            } else {
                ArrayStep.add(sum, proven);
            }
        }
        return new DecodedSum(sum, step.suspects(), Map.of());
    }

    /** Who answered and is no suspect sent, bit for bit, the value that s + 1 agree on. */
    private float[] proven(float[][] rows, int batch, Set<Integer> liars, Set<Integer> missing) {
        for (int worker = 0; worker < rows.length; worker++) {
            if (assignment.batchesOf(worker)[0] == batch
                    && !liars.contains(worker)
                    && !missing.contains(worker)) {
                return rows[worker];
            }
        }
        throw new AssertionError("group " + batch + " was decoded although nobody is honest");
    }
}
