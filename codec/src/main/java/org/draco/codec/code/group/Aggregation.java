package org.draco.codec.code.group;

import java.util.List;
import org.draco.codec.Parallelism;
import org.draco.codec.aggregate.AggregationRule;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.aggregate.ContinuingRule;
import org.draco.codec.aggregate.Gradients;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.FloatArithmetic;

/**
 * How a code makes one gradient of many: by a rule, or by the plain mean in the job's arithmetic.
 *
 * @param rule what is asked, unless it is the plain mean
 * @param arithmetic of the plain mean
 * @param parallelism who works on it
 */
record Aggregation(AggregationRule rule, Arithmetic arithmetic, Parallelism parallelism) {

    /** Whether it starts from the result of the step before. */
    boolean continues() {
        return rule instanceof ContinuingRule;
    }

    /** For a step of an aggregation that does not continue. */
    OfStep startingAnew(int[] exponents) {
        return new OfStep(this, exponents, new float[0]);
    }

    /** For a step of one that does. */
    OfStep startingFrom(float[] last) {
        return new OfStep(this, new int[0], last);
    }

    /**
     * The aggregation of one step.
     *
     * @param exponents of the step, for the arithmetic of a plain mean
     * @param last where a rule that continues starts from
     */
    record OfStep(Aggregation how, int[] exponents, float[] last) {

        /** Whether it is the plain mean in floating point. */
        boolean isFloatMean() {
            return how.rule == AggregationRules.average()
                    && how.arithmetic instanceof FloatArithmetic;
        }

        /** A gradient that it has made is needed no more. */
        void giveBack(float[] gradient) {
            if (how.rule == AggregationRules.average()) {
                how.arithmetic.giveBack(gradient);
            }
        }

        /** One gradient of these. */
        Arithmetic.Mean of(List<float[]> rows, int adversaries) {
            if (how.rule == AggregationRules.average()) {
                return how.arithmetic.mean(rows, exponents);
            }
            Gradients gradients = new Gradients(rows.toArray(float[][]::new), how.parallelism);
            float[] result =
                    how.rule instanceof ContinuingRule continuing
                            ? continuing.aggregate(gradients, adversaries, last)
                            : how.rule.aggregate(gradients, adversaries);
            return new Arithmetic.Mean(result, 0);
        }
    }
}
