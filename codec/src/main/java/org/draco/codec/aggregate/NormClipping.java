package org.draco.codec.aggregate;

import java.util.Arrays;
import org.draco.codec.Arguments;
import org.draco.codec.Description;

/**
 * Shortens rows that are longer than a bound: one that the user gives, or one that the rows give.
 *
 * <p><b>Static</b> ({@code clipping}): the bound is c.
 *
 * <p><b>Adaptive</b> ({@code arc}): of the norms in descending order the bound is the (k + 1)-th with k = floor(2 (s / n) (n -
 * s)), so k rows are shortened. Keeps the robustness of the rule behind it, and bounds what it gives by the honest rows.
 *
 * <p><b>Paper.</b> Allouah, Guerraoui, Gupta, Jellouli, Rizk, Stephan, <i>The Vital Role of Gradient Clipping in
 * Byzantine-Resilient Distributed Learning</i>, 2024 (arXiv 2405.14432).
 *
 * <p><b>Departures.</b> None.
 */
final class NormClipping implements PreAggregator {

    static final String STATIC_NAME = "clipping";

    static final String ADAPTIVE_NAME = "arc";

    /** Zero: adaptive. */
    private final double bound;

    private NormClipping(double bound) {
        this.bound = bound;
    }

    /** With a bound of the user's. */
    static NormClipping constant(Arguments arguments) {
        return new NormClipping(arguments.number("c", 2, Double.MIN_NORMAL));
    }

    /** With a bound of the rows'. */
    static NormClipping adaptive(Arguments arguments) {
        return new NormClipping(0);
    }

    @Override
    public String name() {
        return bound > 0 ? STATIC_NAME : ADAPTIVE_NAME;
    }

    @Override
    public Description description() {
        return bound > 0
                ? new Description("rows longer than c are shortened to c", "c=2", "1", "")
                : new Description(
                        "the floor(2s(n - s)/n) longest rows are shortened to the next one's norm",
                        "",
                        "2s + 1",
                        "Allouah et al., 2024 (arXiv 2405.14432)");
    }

    @Override
    public int minWorkers(int rows, int adversaries) {
        return bound > 0 ? rows : Math.max(rows, ScreenedRule.workers(2L * adversaries + 1));
    }

    @Override
    public double[][] mixing(Gram gram, int adversaries) {
        int n = gram.count();
        double[] norms = new double[n];
        Arrays.setAll(norms, gram::norm);
        double longest = bound;
        if (bound == 0) {
            double[] sorted = norms.clone();
            Arrays.sort(sorted);
            longest = sorted[n - 1 - (int) (2L * adversaries * (n - adversaries) / n)];
        }
        double[][] mixing = new double[n][n];
        for (int i = 0; i < n; i++) {
            mixing[i][i] = norms[i] > longest ? longest / norms[i] : 1;
        }
        return mixing;
    }
}
