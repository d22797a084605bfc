package org.draco.codec.code;

import org.draco.codec.Description;
import org.draco.codec.aggregate.AggregationRule;

/**
 * No redundancy: each worker computes a batch of its own, and an aggregation rule makes one gradient of all answers.
 *
 * <p><b>Guarantee.</b> The rule's, which is weaker than a code's: the result is near the honest mean, not equal to it, and
 * nobody is proven to lie. Answers of the wrong length or with components that are not finite are proven lies and are
 * left out, unless not one is finite: then the model has diverged, and the gradient is NaN. Workers that are lost are left
 * out as well, as long as the rule has enough rows.
 */
public final class UncodedCode implements GradientCode {

    /** The code's name in job files. */
    public static final String NAME = "baseline";

    static final Description DESCRIPTION =
            new Description(
                    "no redundancy: a batch for each worker, then an aggregation rule",
                    "--workers P, --mode RULE, --declared-byz s",
                    "what the rule needs",
                    "the baseline of Chen et al., DRACO, ICML 2018");

    private final FaultModel faults;
    private final AggregationRule rule;
    private final Assignment assignment;

    /**
     * @param workers P
     * @param adversaries s, at most that many lie
     * @param rule what makes one gradient of many
     * @throws IllegalArgumentException if the rule needs more workers for that s
     */
    public UncodedCode(int workers, int adversaries, AggregationRule rule) {
        this.faults = new FaultModel(workers, adversaries);
        if (workers < rule.minWorkers(adversaries)) {
            throw new IllegalArgumentException(
                    "%s: expected at least %d workers for s = %d, found %d"
                            .formatted(
                                    rule.name(),
                                    rule.minWorkers(adversaries),
                                    adversaries,
                                    workers));
        }
        this.rule = rule;
        int[][] batches = new int[workers][];
        for (int worker = 0; worker < workers; worker++) {
            batches[worker] = new int[] {worker};
        }
        this.assignment = new Assignment(workers, batches);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public FaultModel faults() {
        return faults;
    }

    @Override
    public Assignment assignment() {
        return assignment;
    }

    @Override
    public AnswerForm answerForm() {
        return AnswerForm.GRADIENT;
    }

    @Override
    public StepDecoder newDecoder(int dimension) {
        return new UncodedDecoder(faults, rule, dimension);
    }
}
