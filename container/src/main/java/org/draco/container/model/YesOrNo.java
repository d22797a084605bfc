package org.draco.container.model;

/** Two classes told apart by one output: the probability of class 1. At exactly one half neither answer is right. */
record YesOrNo(double smoothing) implements Targets {

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public void fill(int[] labels, float[] into) {
        for (int i = 0; i < labels.length; i++) {
            into[i] = (float) ((1 - smoothing) * labels[i] + smoothing / 2);
        }
    }

    @Override
    public BatchScore score(float[] outputs, int[] labels, Guesses guesses) {
        double lossSum = 0;
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            double wrong = Math.abs(labels[i] - (double) outputs[i]);
            lossSum += Targets.loss(1 - wrong);
            if (wrong < 0.5) {
                correct++;
            }
            guesses.guessed(labels[i], predicted(outputs[i]), rank(wrong));
        }
        return new BatchScore(lossSum, correct, labels.length);
    }

    private static int predicted(float output) {
        if (Float.isNaN(output) || output == 0.5f) {
            return Guesses.NONE;
        }
        return output > 0.5f ? 1 : 0;
    }

    private static int rank(double wrong) {
        if (Double.isNaN(wrong)) {
            return 2;
        }
        return wrong < 0.5 ? 0 : 1;
    }
}
