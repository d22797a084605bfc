package org.draco.bin.study;

import java.util.List;

/** The mean of some gradients, and how they scatter about it. In double; of no gradients everything is NaN. */
final class GradientGroup {

    private final double[] mean;
    private final double norm;
    private final double max;
    private final double deviation;

    private GradientGroup(double[] mean, double deviation) {
        this.mean = mean;
        this.norm = Math.sqrt(dot(mean, mean));
        this.max = max(mean);
        this.deviation = deviation;
    }

    /** @param gradients of d components each; only read */
    static GradientGroup of(List<float[]> gradients, int dimension) {
        double[] mean = new double[dimension];
        for (float[] gradient : gradients) {
            for (int i = 0; i < dimension; i++) {
                mean[i] += gradient[i];
            }
        }
        for (int i = 0; i < dimension; i++) {
            mean[i] /= gradients.size();
        }
        double squares = 0;
        for (float[] gradient : gradients) {
            for (int i = 0; i < dimension; i++) {
                double away = gradient[i] - mean[i];
                squares += away * away;
            }
        }
        boolean scatters = gradients.size() >= 2;
        return new GradientGroup(
                mean, scatters ? Math.sqrt(squares / (gradients.size() - 1)) : Double.NaN);
    }

    double norm() {
        return norm;
    }

    double max() {
        return max;
    }

    double deviation() {
        return deviation;
    }

    double dot(GradientGroup other) {
        return dot(mean, other.mean);
    }

    /** Of the angle between the means. */
    double cosine(GradientGroup other) {
        return dot(other) / norm / other.norm;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double max(double[] vector) {
        double max = 0;
        for (double value : vector) {
            max = Math.max(max, Math.abs(value));
        }
        return max;
    }
}
