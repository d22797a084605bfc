package org.draco.codec.code.group;

import java.util.List;
import org.draco.codec.aggregate.AggregationRule;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.aggregate.Gradients;
import org.draco.codec.code.Arithmetic;

/**
 * A rule, or the plain mean in the job's arithmetic.
 *
 * @param rule what makes one gradient of many
 * @param arithmetic of the plain mean
 * @param exponents of the step, for that arithmetic
 */
record Aggregation(AggregationRule rule, Arithmetic arithmetic, int[] exponents) {

    Arithmetic.Mean of(List<float[]> rows, int adversaries) {
        return rule == AggregationRules.average()
                ? arithmetic.mean(rows, exponents)
                : new Arithmetic.Mean(
                        rule.aggregate(new Gradients(rows.toArray(float[][]::new)), adversaries),
                        0);
    }
}
