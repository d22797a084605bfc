package org.draco.container.data;

import java.util.Arrays;
import org.draco.codec.seed.StepRandom;

/**
 * A part gamma of the samples, drawn at random, is dealt out equally; the rest is sorted by label and dealt out in
 * stretches of equal length. With gamma = 1 the shares are alike, with gamma = 0 ({@code sorted}) nearly every one has
 * samples of one or two classes alone.
 *
 * <p><b>Source.</b> Karimireddy, Kale, Mohri, Reddi, Stich, Suresh, <i>SCAFFOLD</i>, ICML 2020, section 7 ("s% similar
 * data"), after Hsu, Qi, Brown, <i>Measuring the Effects of Non-Identical Data Distribution for Federated Visual
 * Classification</i>, arXiv 1909.06335; called gamma-similarity by Allouah, Farhadkhani, Guerraoui, Gupta, Pinot, Stephan,
 * <i>Fixing by Mixing</i>, AISTATS 2023, and in ByzFL. <b>Departures:</b> stretches differ in length by one where the
 * number of batches does not divide; an empty share gets a sample (see {@link Shares}).
 */
final class SimilarityPartition implements Partition {

    private final String name;
    private final double gamma;

    /** @param gamma 0 to 1 */
    SimilarityPartition(String name, double gamma) {
        this.name = name;
        this.gamma = gamma;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int[][] shares(long seed, int[] labels, int batches) {
        Shares shares = new Shares(labels.length, batches);
        int[] order = new StepRandom(seed, "partition").permutation(labels.length);
        int alike = (int) Math.floor(gamma * labels.length);
        shares.giveEqually(Arrays.copyOf(order, alike));
        shares.giveEqually(byLabel(Arrays.copyOfRange(order, alike, order.length), labels));
        return shares.toArrays();
    }

    /** Sorted by label; samples of one label stay in their order. */
    private static int[] byLabel(int[] samples, int[] labels) {
        int classes = Arrays.stream(labels).max().orElse(0) + 1;
        int[] next = new int[classes + 1];
        for (int sample : samples) {
            next[labels[sample] + 1]++;
        }
        for (int label = 0; label < classes; label++) {
            next[label + 1] += next[label];
        }
        int[] sorted = new int[samples.length];
        for (int sample : samples) {
            sorted[next[labels[sample]]++] = sample;
        }
        return sorted;
    }
}
