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
    public BatchScore score(float[] outputs, int[] labels) {
        double lossSum = 0;
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            int from = i * classes;
            lossSum += Targets.loss(outputs[from + labels[i]]);
            if (mostProbable(outputs, from, from + classes) == from + labels[i]) {
                correct++;
            }
        }
        return new BatchScore(lossSum, correct, labels.length);
    }

    /** The place of the first largest value; -1 if there is a NaN. */
    private static int mostProbable(float[] values, int from, int to) {
        int best = from;
        for (int i = from; i < to; i++) {
            if (Float.isNaN(values[i])) {
                return -1;
            }
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
