package org.draco.container.model;

/**
 * How a model did on a batch. Scores of several batches add up with {@link #plus}.
 *
 * @param lossSum the loss summed over the samples; NaN or infinite if the parameters have diverged
 * @param correct how many samples have their own label as the most probable class (the first of equals; none if the
 *     probabilities are NaN)
 * @param samples how many samples were scored
 */
public record BatchScore(double lossSum, int correct, int samples) {

    /** Nothing scored yet. */
    public static final BatchScore NONE = new BatchScore(0, 0, 0);

    /** Checks that the counts can be. */
    public BatchScore {
        if (correct < 0 || correct > samples) {
            throw new IllegalArgumentException(
                    "correct: expected 0 to " + samples + ", found " + correct);
        }
    }

    /** The score of both batches together. */
    public BatchScore plus(BatchScore other) {
        return new BatchScore(
                lossSum + other.lossSum,
                Math.addExact(correct, other.correct),
                Math.addExact(samples, other.samples));
    }

    /** Mean loss per sample; NaN if nothing was scored. */
    public double meanLoss() {
        return lossSum / samples;
    }

    /** The fraction of samples that were right, from 0 to 1; NaN if nothing was scored. */
    public double accuracy() {
        return (double) correct / samples;
    }
}
