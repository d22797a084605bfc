package org.draco.am.step.simulation;

import java.util.Arrays;
import java.util.List;
import org.draco.codec.code.spectral.Margin;

/** How near a decoded gradient must be to the honest one. */
@FunctionalInterface
interface Closeness {

    boolean holds(Truth truth, float[] gradient);

    /** To the bit. */
    static Closeness equal() {
        return (truth, gradient) -> Arrays.equals(truth.mean(), gradient);
    }

    /** Within the margin of a float cyclic code: a share of the norm of the answers, which P batches' sum is off by at most. */
    static Closeness within(Margin margin) {
        double share = margin.value() + 10 * margin.wire().noise();
        int workers = margin.code().workers();
        return (truth, gradient) -> {
            double answers = 0;
            for (float[] batch : truth.gradients()) {
                answers += norm(batch) * margin.code().redundancy();
            }
            return workers * distance(truth.mean(), gradient) <= share * answers;
        };
    }

    /**
     * What is taken for each batch agrees within the tolerance t with an honest gradient: it is off by at most t / (1 - t) of
     * that one's norm, and adding up rounds.
     */
    static Closeness withinVote(double tolerance) {
        return (truth, gradient) -> {
            double norms =
                    truth.gradients().stream().mapToDouble(Closeness::norm).average().orElse(0);
            return distance(truth.mean(), gradient) <= (tolerance / (1 - tolerance) + 1e-6) * norms;
        };
    }

    /** In every component between the least and the largest of the honest gradients, but for rounding. */
    static Closeness between() {
        return (truth, gradient) -> {
            List<float[]> honest = truth.gradients();
            for (int i = 0; i < gradient.length; i++) {
                float least = Float.POSITIVE_INFINITY;
                float largest = Float.NEGATIVE_INFINITY;
                for (float[] row : honest) {
                    least = Math.min(least, row[i]);
                    largest = Math.max(largest, row[i]);
                }
                float rounding = 1e-6f * Math.max(Math.abs(least), Math.abs(largest));
                if (!(gradient[i] >= least - rounding && gradient[i] <= largest + rounding)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static double norm(float[] vector) {
        return distance(vector, new float[vector.length]);
    }

    private static double distance(float[] a, float[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        }
        return Math.sqrt(squares);
    }
}
