package org.draco.codec.code.spectral;

import java.util.Arrays;

/**
 * The 2s checks of a code as a matrix H with orthonormal rows, {@code H[z][j] = w^(-jz) / sqrt(P)} for z in Z, and what can be
 * asked of it. Immutable.
 */
final class ParityChecks {

    private final SpectralCode code;
    private final ComplexMatrix checks;

    ParityChecks(SpectralCode code) {
        this.code = code;
        this.checks = new ComplexMatrix(2 * code.adversaries(), code.workers());
        double scale = 1 / Math.sqrt(code.workers());
        for (int z = 0; z < checks.rows; z++) {
            for (int worker = 0; worker < checks.columns; worker++) {
                long exponent = -(long) worker * (code.firstFrequency() + z);
                checks.set(z, worker, code.cosine(exponent) * scale, code.sine(exponent) * scale);
            }
        }
    }

    SpectralCode code() {
        return code;
    }

    /** The number of checks, 2s. */
    int count() {
        return checks.rows;
    }

    /** The columns of H at these workers. */
    ComplexMatrix at(int[] workers) {
        ComplexMatrix columns = new ComplexMatrix(checks.rows, workers.length);
        for (int z = 0; z < checks.rows; z++) {
            for (int k = 0; k < workers.length; k++) {
                int at = z * checks.columns + workers[k];
                columns.set(z, k, checks.re[at], checks.im[at]);
            }
        }
        return columns;
    }

    /**
     * {@code H X} for the sketches X of all workers but the excluded, rotated in sketch space to 2s columns: residuals against
     * any set of workers stay what they are.
     */
    ComplexMatrix syndromes(AnswerSketch sketch, boolean[] excluded) {
        ComplexMatrix adjoint = new ComplexMatrix(Math.max(sketch.width(), count()), count());
        double[] sumRe = new double[sketch.width()];
        double[] sumIm = new double[sketch.width()];
        for (int z = 0; z < count(); z++) {
            Arrays.fill(sumRe, 0);
            Arrays.fill(sumIm, 0);
            for (int worker = 0; worker < checks.columns; worker++) {
                if (!excluded[worker]) {
                    int at = z * checks.columns + worker;
                    sketch.addTo(worker, checks.re[at], checks.im[at], sumRe, sumIm);
                }
            }
            for (int lane = 0; lane < sumRe.length; lane++) {
                adjoint.set(lane, z, sumRe[lane], -sumIm[lane]);
            }
        }
        adjoint.triangularise(new ComplexMatrix(adjoint.rows, 0));
        ComplexMatrix syndromes = new ComplexMatrix(count(), count());
        for (int z = 0; z < count(); z++) {
            for (int k = 0; k < count(); k++) {
                int at = k * count() + z;
                syndromes.set(z, k, adjoint.re[at], -adjoint.im[at]);
            }
        }
        return syndromes;
    }

    /** The norm of what no errors at these workers can explain of the syndromes. */
    double residual(ComplexMatrix syndromes, int[] workers) {
        if (workers.length >= count()) {
            return 0;
        }
        ComplexMatrix rotated = syndromes.copy();
        at(workers).triangularise(rotated);
        return Math.sqrt(rotated.squareBelow(workers.length));
    }

    /** For every worker, the {@link #residual} of these workers and that one, without a triangularisation for each. */
    double[] residualsWithAnother(ComplexMatrix syndromes, int[] workers) {
        double[] residuals = new double[checks.columns];
        if (workers.length + 1 >= count()) {
            return residuals;
        }
        ComplexMatrix base = at(workers);
        ComplexMatrix rotated = syndromes.copy();
        base.copy().triangularise(rotated);
        ComplexMatrix columns = checks.copy();
        base.triangularise(columns);
        for (int worker = 0; worker < residuals.length; worker++) {
            residuals[worker] = Math.sqrt(rotated.squareBeside(columns, worker, workers.length));
        }
        return residuals;
    }

    /**
     * The recovery vector that vanishes on these workers: {@code v = 1 + H^T c} with the c of least norm. Whoever lies among
     * them, {@code sum_j v_j y_j} is the sum of the batches.
     *
     * @param workers at most 2s of them
     * @return P rows, one column; real for the real code
     */
    ComplexMatrix recovery(int[] workers) {
        ComplexMatrix vector = new ComplexMatrix(code.workers(), 1);
        Arrays.fill(vector.re, 1);
        if (workers.length == 0) {
            return vector;
        }
        ComplexMatrix constraints = new ComplexMatrix(workers.length, count());
        ComplexMatrix target = new ComplexMatrix(workers.length, 1);
        for (int k = 0; k < workers.length; k++) {
            for (int z = 0; z < count(); z++) {
                int at = z * checks.columns + workers[k];
                constraints.set(k, z, checks.re[at], checks.im[at]);
            }
            target.set(k, 0, -1, 0);
        }
        ComplexMatrix c = constraints.leastNormSolution(target);
        for (int worker = 0; worker < code.workers(); worker++) {
            for (int z = 0; z < count(); z++) {
                int at = z * checks.columns + worker;
                vector.re[worker] += checks.re[at] * c.re[z] - checks.im[at] * c.im[z];
                vector.im[worker] += checks.re[at] * c.im[z] + checks.im[at] * c.re[z];
            }
        }
        for (int worker : workers) {
            vector.set(worker, 0, 0, 0);
        }
        return vector;
    }
}
