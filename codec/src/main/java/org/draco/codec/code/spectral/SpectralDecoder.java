package org.draco.codec.code.spectral;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decodes a step of a float cyclic code: the sum over all batches, and who lied.
 *
 * <p><b>Guarantee.</b> Let f answers be missing, e workers lie, {@code e <= s} and {@code 2e + f <= 2s}. Then the sum is wrong by at
 * most {@link Margin#value} times the norm of the believed answers, besides the rounding of any weighted sum; and no honest
 * worker is accused when every liar's error is above that margin. NaN, infinities and wrong lengths are lies. Beyond s liars the
 * result is an error whenever the checks that remain can tell. The guarantee is up to the luck of a
 * random sketch, see {@link AnswerSketch}.
 *
 * <p><b>Cost.</b> One pass over the answers while nobody lies, two otherwise; no copy of them. Immutable and thread-safe.
 */
public final class SpectralDecoder {

    /** What the certificate takes for rounding, in units of the noise: the worst rounding is 1, the rest is the sketch's. */
    static final double TOLERATED_ROUNDINGS = 2;

    /**
     * How often answers are sketched before anybody is accused on account of what the sketch's own rounding may have done: it is
     * up to four roundings more where one component is nearly all of the norm, and then one sketch in some hundred may show it.
     */
    private static final int SKETCHES = 4;

    private final SpectralCode code;
    private final ParityChecks checks;

    /** A decoder of a code. */
    public SpectralDecoder(SpectralCode code) {
        this.code = code;
        this.checks = new ParityChecks(code);
    }

    /**
     * Decodes answers in single precision.
     *
     * @param answers one per worker, in worker order, null where it is missing; read only
     * @param dimension d, components of a gradient
     * @param seed fresh for each step, unknown to the workers for ever
     */
    public SpectralDecoding<float[]> decode(float[][] answers, int dimension, long seed) {
        requireWorkers(answers.length);
        int length = code.answerLength(dimension);
        return decode(
                new FloatAnswers(answers, code.isComplex(), length),
                length,
                FloatWire.FLOAT32.noise(),
                seed);
    }

    /**
     * Decodes answers in double precision.
     *
     * @param answers one per worker, in worker order, null where it is missing; read only
     * @param dimension d, components of a gradient
     * @param seed fresh for each step, unknown to the workers for ever
     */
    public SpectralDecoding<double[]> decode(double[][] answers, int dimension, long seed) {
        requireWorkers(answers.length);
        int length = code.answerLength(dimension);
        return decode(
                new DoubleAnswers(answers, code.isComplex(), length),
                length,
                FloatWire.FLOAT64.noise(),
                seed);
    }

    private void requireWorkers(int found) {
        if (found != code.workers()) {
            throw new IllegalArgumentException(
                    "answers: expected P = " + code.workers() + ", found " + found);
        }
    }

    private <V> SpectralDecoding<V> decode(
            Answers<V> answers, int length, double noise, long seed) {
        int workers = code.workers();
        boolean[] known = new boolean[workers];
        Set<Integer> liars = new TreeSet<>();
        int missing = 0;
        for (int worker = 0; worker < workers; worker++) {
            if (answers.isMissing(worker)) {
                missing++;
                known[worker] = true;
            } else if (answers.length(worker) != length) {
                known[worker] = true;
                liars.add(worker);
            }
        }
        AnswerSketch sketch = new AnswerSketch(workers, code.isComplex(), seed);
        answers.sumAndSketch(sketch, known);
        for (int worker = 0; worker < workers; worker++) {
            if (!known[worker] && !Double.isFinite(sketch.square(worker))) {
                known[worker] = true;
                liars.add(worker);
            }
        }
        String shortage = shortage(missing, liars);
        if (shortage != null) {
            return missing > checks.count() - 2 * liars.size() && liars.size() <= code.adversaries()
                    ? new SpectralDecoding.TooFewAnswers<>(shortage)
                    : new SpectralDecoding.Undecodable<>(shortage);
        }
        int unreadable = liars.size();
        int capacity =
                Math.min(
                        code.adversaries() - unreadable,
                        (checks.count() - missing - unreadable) / 2);
        Finding finding = Finding.of(certificate(answers, length, sketch, known, noise), capacity);
        for (int again = 1; again < SKETCHES && finding.isInDoubt(); again++) {
            sketch = new AnswerSketch(workers, code.isComplex(), seed + again);
            answers.sumAndSketchAgain(sketch, known);
            Certificate other = certificate(answers, length, sketch, known, noise);
            finding = finding.orFewer(Finding.of(other, capacity));
        }
        return conclude(answers, finding, liars, missing);
    }

    /**
     * What one sketch says.
     *
     * @param accused null if no set of workers that may be explains it
     */
    private record Finding(Certificate certificate, int capacity, int[] accused) {

        static Finding of(Certificate certificate, int capacity) {
            return new Finding(certificate, capacity, new LiarSearch(certificate, capacity).find());
        }

        /** Whether the sketch's rounding may be what somebody is accused for, or what nobody explains. */
        boolean isInDoubt() {
            if (accused == null) {
                return true;
            }
            for (int worker : accused) {
                if (certificate.isInDoubt(
                        Arrays.stream(accused).filter(other -> other != worker).toArray())) {
                    return true;
                }
            }
            return false;
        }

        Finding orFewer(Finding other) {
            boolean fewer =
                    accused == null
                            || other.accused != null && other.accused.length < accused.length;
            return fewer ? other : this;
        }
    }

    private Certificate certificate(
            Answers<?> answers, int length, AnswerSketch sketch, boolean[] known, double noise) {
        double floor = answers.smallestError() * Math.sqrt((double) code.workers() * length);
        return new Certificate(
                checks,
                sketch,
                known,
                TOLERATED_ROUNDINGS * noise,
                4 * TOLERATED_ROUNDINGS * floor);
    }

    private <V> SpectralDecoding<V> conclude(
            Answers<V> answers, Finding finding, Set<Integer> unreadable, int missing) {
        Certificate certificate = finding.certificate;
        int[] found = finding.accused;
        if (found == null) {
            String why = unexplained(certificate, unreadable, missing, finding.capacity);
            return finding.capacity < code.adversaries() - unreadable.size()
                    ? new SpectralDecoding.TooFewAnswers<>(why)
                    : new SpectralDecoding.Undecodable<>(why);
        }
        Set<Integer> liars = new TreeSet<>(unreadable);
        for (int worker : found) {
            liars.add(worker);
        }
        boolean[] excluded = certificate.exclude(found);
        int[] zeros = Certificate.marked(excluded);
        V sum =
                zeros.length == 0
                        ? answers.sum()
                        : answers.weightedSum(checks.recovery(zeros), excluded);
        double norm = certificate.believedNorm(found);
        return new SpectralDecoding.Decoded<>(
                sum,
                liars,
                norm == 0 ? 0 : certificate.residual(found) / norm,
                certificate.tolerated(found) / (norm == 0 ? 1 : norm));
    }

    /** Why the checks cannot do, or null. */
    private String shortage(int missing, Set<Integer> liars) {
        if (liars.size() > code.adversaries()) {
            return "%d answers %s have NaN, infinities or a wrong length, but at most s = %d workers may lie"
                    .formatted(liars.size(), liars, code.adversaries());
        }
        if (missing + liars.size() > checks.count()) {
            return "%d answers are missing and %d cannot be read %s, but at most 2s = %d may"
                    .formatted(missing, liars.size(), liars, checks.count());
        }
        return null;
    }

    private static String unexplained(
            Certificate certificate, Set<Integer> unreadable, int missing, int capacity) {
        int[] nobody = {};
        return ("the answers disagree by %.3g where rounding explains %.3g, and no %d workers explain it"
                        + " (unreadable: %s, missing: %d)")
                .formatted(
                        certificate.residual(nobody),
                        certificate.tolerated(nobody),
                        capacity,
                        unreadable,
                        missing);
    }
}
