package org.draco.codec.code.spectral;

import java.util.Arrays;

/**
 * Says whether a set of accused workers explains the checks: what is left of them must be no more than rounding, which is
 * measured against the norm of the answers that are still believed, so that no accused can widen it. One step's; one thread.
 */
final class Certificate {

    /** An answer's rounding, the weight's and three additions' are five; two are tolerated, of a norm that a sketch may shrink. */
    private static final double DOUBTFUL = 4;

    private final ParityChecks checks;
    private final AnswerSketch sketch;
    private final boolean[] known;
    private final double[] squares;
    private final double relative;
    private final double absolute;

    /** Who decides asks twice: whether it holds, and what is left for the report. */
    private boolean[] lastExcluded;

    private double lastResidual;

    /**
     * @param known the workers whose answers are missing or unreadable
     * @param relative the largest residual relative to the norm of the believed answers
     * @param absolute what is added to it for rounding among the smallest numbers
     */
    Certificate(
            ParityChecks checks,
            AnswerSketch sketch,
            boolean[] known,
            double relative,
            double absolute) {
        this.checks = checks;
        this.sketch = sketch;
        this.known = known;
        this.relative = relative;
        this.absolute = absolute;
        this.squares = new double[known.length];
        for (int worker = 0; worker < known.length; worker++) {
            squares[worker] = known[worker] ? 0 : sketch.square(worker);
        }
    }

    ParityChecks checks() {
        return checks;
    }

    boolean isKnown(int worker) {
        return known[worker];
    }

    double square(int worker) {
        return squares[worker];
    }

    /** The norm of the answers that are neither known to be bad nor accused. */
    double believedNorm(int[] accused) {
        boolean[] excluded = exclude(accused);
        double sum = 0;
        for (int worker = 0; worker < squares.length; worker++) {
            sum += excluded[worker] ? 0 : squares[worker];
        }
        return Math.sqrt(sum);
    }

    /** The largest residual that is taken for rounding. */
    double tolerated(int[] accused) {
        return relative * believedNorm(accused) + absolute;
    }

    /** The checks of the believed answers. */
    ComplexMatrix syndromes(int[] accused) {
        return checks.syndromes(sketch, exclude(accused));
    }

    /** The checks of the believed answers alone, so that no digits are lost to a huge lie. */
    double residual(int[] accused) {
        boolean[] excluded = exclude(accused);
        if (!Arrays.equals(excluded, lastExcluded)) {
            lastResidual = checks.residual(checks.syndromes(sketch, excluded), marked(excluded));
            lastExcluded = excluded;
        }
        return lastResidual;
    }

    boolean holds(int[] accused) {
        return residual(accused) <= tolerated(accused);
    }

    /** Whether what is left without these is more than rounding, but no more than the sketch's own rounding may add. */
    boolean isInDoubt(int[] accused) {
        return !holds(accused) && residual(accused) <= DOUBTFUL * tolerated(accused);
    }

    /** The known and the accused. */
    boolean[] exclude(int[] accused) {
        boolean[] excluded = known.clone();
        for (int worker : accused) {
            excluded[worker] = true;
        }
        return excluded;
    }

    /** The workers that are marked, in order. */
    static int[] marked(boolean[] marks) {
        int count = 0;
        int[] workers = new int[marks.length];
        for (int worker = 0; worker < marks.length; worker++) {
            if (marks[worker]) {
                workers[count++] = worker;
            }
        }
        return Arrays.copyOf(workers, count);
    }
}
