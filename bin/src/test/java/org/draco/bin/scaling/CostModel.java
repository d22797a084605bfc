package org.draco.bin.scaling;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a step costs the parameter server's processors, as sums of terms that are a constant each times something of P and d; A vectors come in.
 *
 * <pre>
 *   network = send P d + receive A d + digest A d + talk P + rest   digest where the code wants digests first
 *   loop    = lay d + decode D + wake P + rest                      D = A d for sums, P^2 d for Krum's distances; decode is the code's own
 * </pre>
 *
 * The constants are fitted to all codes together, by least squares of relative errors on some of what was measured.
 */
final class CostModel {

    private static final double NANO = 1e-9;
    private static final double MICRO = 1e-6;

    private final double[] network;
    private final double[] loop;

    CostModel(List<Cost> all) {
        List<Cost> fitted = all.stream().filter(CostModel::isFitted).toList();
        network = fit(fitted, Cost::network, CostModel::networkTerms);
        loop = fit(fitted, Cost::loop, CostModel::loopTerms);
    }

    /** What it is fitted on: the others check it. */
    static boolean isFitted(Cost cost) {
        return (cost.workers() == 9 || cost.workers() == 45)
                        && (cost.dimension() == 431_080 || cost.dimension() == 20_565_834)
                || cost.workers() == 15 && cost.dimension() == 79_510;
    }

    /** What constants are multiplied by. */
    private interface Terms {
        double[] of(MeasuredCode code, int workers, double dimension);
    }

    private static double[] networkTerms(MeasuredCode code, int workers, double dimension) {
        return new double[] {
            NANO * workers * dimension,
            NANO * code.answers(workers) * dimension,
            code == MeasuredCode.REPETITION ? NANO * code.answers(workers) * dimension : 0,
            MICRO * workers,
            MICRO
        };
    }

    private static double[] loopTerms(MeasuredCode code, int workers, double dimension) {
        double rows =
                code == MeasuredCode.KRUM ? (double) workers * workers : code.answers(workers);
        double[] terms = new double[3 + MeasuredCode.values().length];
        terms[0] = NANO * dimension;
        terms[1] = MICRO * workers;
        terms[2] = MICRO;
        terms[3 + code.ordinal()] = NANO * rows * dimension;
        return terms;
    }

    /** Nanoseconds for each component that is sent. */
    double send() {
        return network[0];
    }

    /** Nanoseconds for each component that is received. */
    double receive() {
        return network[1];
    }

    /** Nanoseconds for each component of which the digest is taken while it is received. */
    double digest() {
        return network[2];
    }

    /** Microseconds of the network's threads for each worker, and for each step. */
    double[] talk() {
        return new double[] {network[3], network[4]};
    }

    /** Nanoseconds for each parameter, once a step. */
    double lay() {
        return loop[0];
    }

    /** Microseconds of the loop's thread for each worker, and for each step. */
    double[] wake() {
        return new double[] {loop[1], loop[2]};
    }

    /** Nanoseconds for each component of D. */
    double decode(MeasuredCode code) {
        return loop[3 + code.ordinal()];
    }

    double networkSeconds(MeasuredCode code, int workers, double dimension) {
        return times(network, networkTerms(code, workers, dimension));
    }

    double loopSeconds(MeasuredCode code, int workers, double dimension) {
        return times(loop, loopTerms(code, workers, dimension));
    }

    private static double times(double[] constants, double[] terms) {
        double sum = 0;
        for (int i = 0; i < terms.length; i++) {
            sum += constants[i] * terms[i];
        }
        return sum;
    }

    /** Constants that are not negative: one that would be is left out. */
    private static double[] fit(List<Cost> costs, ToDoubleFunction<Cost> measured, Terms terms) {
        int count = terms.of(MeasuredCode.MEAN, 1, 1).length;
        boolean[] out = new boolean[count];
        while (true) {
            double[] constants = solve(costs, measured, terms, out);
            int worst = -1;
            for (int i = 0; i < count; i++) {
                if (constants[i] < 0 && (worst < 0 || constants[i] < constants[worst])) {
                    worst = i;
                }
            }
            if (worst < 0) {
                return constants;
            }
            out[worst] = true;
        }
    }

    /** The normal equations of (predicted - measured) / measured. */
    private static double[] solve(
            List<Cost> costs, ToDoubleFunction<Cost> measured, Terms terms, boolean[] out) {
        int count = out.length;
        double[][] matrix = new double[count][count + 1];
        for (Cost cost : costs) {
            double[] row = terms.of(cost.code(), cost.workers(), cost.dimension());
            double scale = 1 / measured.applyAsDouble(cost);
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < count; j++) {
                    matrix[i][j] += row[i] * row[j] * scale * scale;
                }
                matrix[i][count] += row[i] * scale;
            }
        }
        for (int i = 0; i < count; i++) {
            if (out[i]) {
                for (int j = 0; j < count; j++) {
                    matrix[i][j] = 0;
                    matrix[j][i] = 0;
                }
                matrix[i][i] = 1;
                matrix[i][count] = 0;
            }
        }
        return eliminate(matrix);
    }

    /** Gauss and Jordan; the matrix is symmetric and positive definite, so no pivot is small. */
    private static double[] eliminate(double[][] matrix) {
        int count = matrix.length;
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < count; k++) {
                double factor = k == i ? 0 : matrix[k][i] / matrix[i][i];
                for (int j = i; j <= count; j++) {
                    matrix[k][j] -= factor * matrix[i][j];
                }
            }
        }
        double[] solution = new double[count];
        for (int i = 0; i < count; i++) {
            solution[i] = matrix[i][count] / matrix[i][i];
        }
        return solution;
    }
}
