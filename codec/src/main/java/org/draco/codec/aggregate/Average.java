package org.draco.codec.aggregate;

import java.util.Arrays;
import org.draco.codec.Description;

/**
 * The plain mean of the rows: what synchronous training does without an adversary.
 *
 * <p><b>Guarantee.</b> With s = 0 the exact mean up to rounding, added up in worker order so that equal rows give equal
 * bits. With s &gt;= 1 none: a single row can move it anywhere (Blanchard et al., <i>Krum</i>, NeurIPS 2017).
 */
final class Average implements AggregationRule {

    static final String NAME = "average";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Description description() {
        return new Description(
                "the plain mean, which one liar can move anywhere",
                "",
                "1, and s = 0 only",
                "Blanchard et al., Krum, NeurIPS 2017");
    }

    @Override
    public int minWorkers(int adversaries) {
        return adversaries == 0 ? 1 : Integer.MAX_VALUE;
    }

    @Override
    public Verdict judge(Gradients gradients, int adversaries) {
        double[] weights = new double[gradients.count()];
        Arrays.fill(weights, 1.0 / weights.length);
        return new Verdict(aggregate(gradients, adversaries), weights, new int[0], new double[0]);
    }

    @Override
    public float[] aggregate(Gradients gradients, int adversaries) {
        if (adversaries != 0) {
            throw new IllegalArgumentException(
                    "average: bears no adversary, found n = "
                            + gradients.count()
                            + " and s = "
                            + adversaries);
        }
        float[] mean = new float[gradients.dimension()];
        PlainMean.of(gradients, mean);
        return mean;
    }
}
