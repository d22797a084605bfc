package org.draco.container.model;

import java.util.Arrays;

/** One output per class, which is the class's probability. */
record OneOfMany(int classes, double smoothing) implements Targets {

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public void fill(int[] labels, float[] into) {
        Arrays.fill(into, (float) (smoothing / classes));
        for (int i = 0; i < labels.length; i++) {
            into[i * classes + labels[i]] = (float) (1 - smoothing + smoothing / classes);
        }
    }

    @Override
    public BatchScore score(float[] outputs, int[] labels, Guesses guesses) {
        double lossSum = 0;
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            int from = i * classes;
            lossSum += Targets.loss(outputs[from + labels[i]]);
            int predicted = mostProbable(outputs, from);
            if (predicted == labels[i]) {
                correct++;
            }
            guesses.guessed(
                    labels[i],
                    predicted,
                    predicted == Guesses.NONE ? classes : rank(outputs, from, labels[i]));
        }
        return new BatchScore(lossSum, correct, labels.length);
    }

    /** The first largest class; none if there is a NaN. */
    private int mostProbable(float[] outputs, int from) {
        int best = 0;
        for (int c = 0; c < classes; c++) {
            if (Float.isNaN(outputs[from + c])) {
                return Guesses.NONE;
            }
            if (outputs[from + c] > outputs[from + best]) {
                best = c;
            }
        }
        return best;
    }

    private int rank(float[] outputs, int from, int label) {
        float own = outputs[from + label];
        int rank = 0;
        for (int c = 0; c < classes; c++) {
            if (outputs[from + c] > own || c < label && outputs[from + c] == own) {
                rank++;
            }
        }
        return rank;
    }
}
