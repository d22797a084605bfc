package org.draco.container.data;

import java.util.Arrays;
import org.draco.codec.seed.StepRandom;

/**
 * The samples of each class are dealt out in proportions drawn from a symmetric Dirichlet distribution over the batches. A
 * large alpha gives equal proportions; a small one gives nearly all samples of a class to one batch.
 *
 * <p><b>Source.</b> Yurochkin, Agarwal, Ghosh, Greenewald, Hoang, Khazaeni, <i>Bayesian Nonparametric Federated Learning of
 * Neural Networks</i>, ICML 2019, section 4; so in ByzFL. (Hsu, Qi, Brown, arXiv 1909.06335, draw the other way round: for
 * each client the proportions of its classes.) <b>Departure:</b> an empty share gets a sample (see {@link Shares}).
 */
final class DirichletPartition implements Partition {

    private final double alpha;

    /** @param alpha above 0 */
    DirichletPartition(double alpha) {
        this.alpha = alpha;
    }

    @Override
    public String name() {
        return "dirichlet";
    }

    @Override
    public int[][] shares(long seed, int[] labels, int batches) {
        Shares shares = new Shares(labels.length, batches);
        int classes = Arrays.stream(labels).max().orElse(0) + 1;
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        // Where the stretch of each batch ends among the samples of a class.
        int[][] ends = new int[classes][];
        for (int label = 0; label < classes; label++) {
            double[] parts = proportions(new StepRandom(seed, "dirichlet", label), batches);
            ends[label] = ends(parts, counts[label]);
        }
        int[] given = new int[classes];
        int[] batch = new int[classes];
        for (int sample : new StepRandom(seed, "partition").permutation(labels.length)) {
            int label = labels[sample];
            while (given[label] >= ends[label][batch[label]]) {
                batch[label]++;
            }
            shares.give(sample, batch[label]);
            given[label]++;
        }
        return shares.toArrays();
    }

    private static int[] ends(double[] parts, int count) {
        int[] ends = new int[parts.length];
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            sum += parts[i];
            ends[i] = (int) Math.min(count, Math.floor(sum * count));
        }
        ends[parts.length - 1] = count;
        return ends;
    }

    /** One draw of the Dirichlet distribution: gamma variates over their sum, in logarithms, since small ones vanish. */
    private double[] proportions(StepRandom random, int batches) {
        double[] logs = new double[batches];
        Arrays.setAll(logs, i -> logGamma(random));
        double largest = Arrays.stream(logs).max().orElseThrow();
        double[] parts = new double[batches];
        Arrays.setAll(parts, i -> StrictMath.exp(logs[i] - largest));
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        for (int i = 0; i < batches; i++) {
            parts[i] /= sum;
        }
        return parts;
    }

    /**
     * The logarithm of a gamma variate of shape alpha. Marsaglia and Tsang, <i>A simple method for generating gamma
     * variables</i>, ACM TOMS 26 (2000): for shapes from 1 on by rejection, below by way of alpha + 1 (their section 6).
     */
    private double logGamma(StepRandom random) {
        double shape = alpha < 1 ? alpha + 1 : alpha;
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double root = 1 + c * x;
            if (root <= 0) {
                continue;
            }
            double v = root * root * root;
            double u = 1 - random.nextDouble();
            if (StrictMath.log(u) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                double log = StrictMath.log(d) + StrictMath.log(v);
                return alpha < 1 ? log + StrictMath.log(1 - random.nextDouble()) / alpha : log;
            }
        }
    }
}
