package org.draco.bin.arrays;

import java.util.Map;
import java.util.Set;
import org.draco.bin.npy.NpyType;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.GradientCode;

/**
 * Codes whose answers are gradients: each worker answers with its batch's.
 *
 * <p>Where answers are proven equal, the sum is that of the honest rows, added up in float32 in the order of the batches, bit
 * for bit. Otherwise, that is with a rule other than the mean, a vote within a tolerance, or batches that nobody is left to
 * answer for, it is the number of batches times what the code makes of the answers: near the honest sum, not equal to
 * it; the certificate says {@code "estimate": true} then.
 */
final class WholeBatches implements ArrayCode {

    private final GradientCode code;
    private final Assignment assignment;
    private final boolean proves;

    /** @param proves whether the answers of those who are no suspects are equal within a batch, bit for bit */
    WholeBatches(GradientCode code, boolean proves) {
        this.code = code;
        this.assignment = code.assignment();
        this.proves = proves;
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
            answers[worker] = gradients[assignment.taskOf(worker)];
        }
        return new Answers.Floats(answers);
    }

    @Override
    public DecodedSum decode(Answers answers, Set<Integer> missing) throws UndecodableException {
        float[][] rows = ArrayStep.floats(answers, code);
        ArrayStep step = new ArrayStep(code, rows, missing);
        float[] exact = proves ? provenSum(rows, step.suspects(), missing) : null;
        float[] sum = exact;
        if (exact == null) {
            sum = step.gradient();
            for (int i = 0; i < sum.length; i++) {
                sum[i] *= batches();
            }
        }
        return new DecodedSum(sum, step.suspects(), Map.of("estimate", exact == null));
    }

    /** The sum of the batches' true gradients; null if nobody is left who has one of them. */
    private float[] provenSum(float[][] rows, Set<Integer> liars, Set<Integer> missing) {
        float[] sum = null;
        for (int batch = 0; batch < batches(); batch++) {
            float[] proven = proven(rows, batch, liars, missing);
            if (proven == null) {
                return null;
            }
            if (sum == null) {
                sum = proven.clone();
            } else {
                ArrayStep.add(sum, proven);
            }
        }
        return sum;
    }

    private float[] proven(float[][] rows, int batch, Set<Integer> liars, Set<Integer> missing) {
        for (int worker = 0; worker < rows.length; worker++) {
            if (assignment.taskOf(worker) == batch
                    && !liars.contains(worker)
                    && !missing.contains(worker)) {
                return rows[worker];
            }
        }
        return null;
    }
}
