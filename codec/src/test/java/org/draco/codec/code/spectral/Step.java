package org.draco.codec.code.spectral;

import java.util.Random;
import java.util.Set;

/** One step's batches and what honest workers make of them. */
final class Step {

    final SpectralCode code;
    final int dimension;
    final float[][] batches;

    /** Normal gradients. */
    Step(SpectralCode code, int dimension, Random random) {
        this.code = code;
        this.dimension = dimension;
        this.batches = new float[code.workers()][dimension];
        for (float[] batch : batches) {
            for (int i = 0; i < dimension; i++) {
                batch[i] = (float) random.nextGaussian();
            }
        }
    }

    /** The gradients of one worker's batches. */
    float[][] share(int worker) {
        float[][] share = new float[code.redundancy()][];
        for (int i = 0; i < share.length; i++) {
            share[i] = batches[(worker + i) % code.workers()];
        }
        return share;
    }

    float[][] honest() {
        float[][] answers = new float[code.workers()][];
        for (int worker = 0; worker < answers.length; worker++) {
            answers[worker] = code.encode(share(worker));
        }
        return answers;
    }

    double[][] honestDouble() {
        double[][] answers = new double[code.workers()][];
        for (int worker = 0; worker < answers.length; worker++) {
            answers[worker] = code.encodeDouble(share(worker));
        }
        return answers;
    }

    /** Honest answers as they arrive. */
    double[][] honest(FloatWire wire) {
        return wire == FloatWire.FLOAT32 ? widen(honest()) : honestDouble();
    }

    static double[][] copy(double[][] answers) {
        double[][] copy = new double[answers.length][];
        for (int worker = 0; worker < answers.length; worker++) {
            copy[worker] = answers[worker].clone();
        }
        return copy;
    }

    /** The sum of the batches, in double precision. */
    double[] sum() {
        double[] sum = new double[dimension];
        for (float[] batch : batches) {
            for (int i = 0; i < dimension; i++) {
                sum[i] += batch[i];
            }
        }
        return sum;
    }

    /** The size of one check at one component of a gradient. */
    double check(double[][] answers, int component, int frequency) {
        double re = 0;
        double im = 0;
        for (int worker = 0; worker < answers.length; worker++) {
            double cosine = code.cosine(-(long) worker * frequency);
            double sine = code.sine(-(long) worker * frequency);
            double a = answers[worker][code.isComplex() ? 2 * component : component];
            double b = code.isComplex() ? answers[worker][2 * component + 1] : 0;
            re += a * cosine - b * sine;
            im += a * sine + b * cosine;
        }
        return Math.hypot(re, im);
    }

    /** The norm of some answers, all components of all of them together, null ones and {@code without} excepted. */
    static double norm(double[][] answers, Set<Integer> without) {
        double squares = 0;
        for (int worker = 0; worker < answers.length; worker++) {
            if (answers[worker] != null && !without.contains(worker)) {
                for (double component : answers[worker]) {
                    squares += component * component;
                }
            }
        }
        return Math.sqrt(squares);
    }

    static double[][] widen(float[][] answers) {
        double[][] wide = new double[answers.length][];
        for (int worker = 0; worker < answers.length; worker++) {
            wide[worker] = answers[worker] == null ? null : widen(answers[worker]);
        }
        return wide;
    }

    static double[] widen(float[] vector) {
        double[] wide = new double[vector.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = vector[i];
        }
        return wide;
    }

    static double distance(double[] a, double[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(squares);
    }

    @Override
    public String toString() {
        return "P = "
                + code.workers()
                + ", s = "
                + code.adversaries()
                + (code.isComplex() ? ", complex" : ", real")
                + ", d = "
                + dimension;
    }
}
