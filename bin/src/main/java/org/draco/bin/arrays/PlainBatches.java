package org.draco.bin.arrays;

import java.util.Map;
import java.util.Set;
import org.draco.bin.npy.NpyType;
import org.draco.codec.aggregate.AggregationRule;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.UncodedCode;

/**
 * No redundancy: each worker's answer is its batch's gradient.
 *
 * <p>With the plain mean and all answers there the result is their sum, added up in worker order. Otherwise it is P times
 * what the rule makes of the answers that there are: near the honest sum, not equal to it; the certificate says {@code
 * "estimate": true} then.
 */
final class PlainBatches implements ArrayCode {

    private final UncodedCode code;
    private final AggregationRule rule;

    PlainBatches(UncodedCode code, AggregationRule rule) {
        this.code = code;
        this.rule = rule;
    }

    @Override
    public String name() {
        return code.name();
    }

    @Override
    public int workers() {
        return code.faults().workers();
    }

    @Override
    public int batches() {
        return workers();
    }

    @Override
    public NpyType answerType() {
        return NpyType.FLOAT32;
    }

    @Override
    public Answers encode(float[][] gradients) {
        return new Answers.Floats(gradients.clone());
    }

    @Override
    public DecodedSum decode(Answers answers, Set<Integer> missing) throws UndecodableException {
        float[][] rows = ArrayStep.floats(answers, code);
        ArrayStep step = new ArrayStep(code, rows, missing);
        boolean all = missing.isEmpty() && step.suspects().isEmpty();
        boolean estimate = !all || rule != AggregationRules.average();
        float[] sum;
        if (estimate) {
            sum = step.gradient();
            for (int i = 0; i < sum.length; i++) {
                sum[i] *= workers();
            }
        } else {
            sum = rows[0].clone();
            for (int worker = 1; worker < rows.length; worker++) {
                ArrayStep.add(sum, rows[worker]);
            }
        }
        return new DecodedSum(sum, step.suspects(), Map.of("estimate", estimate));
    }
}
