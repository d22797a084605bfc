package org.draco.codec.code.group;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

/** Waits for every worker that is not lost, then lets the rule speak. */
final class UncodedDecoder implements StepDecoder {

    private final FaultModel faults;
    private final Aggregation aggregation;
    private final int dimension;
    private final float[][] answers;
    private final Set<Integer> lost = new TreeSet<>();
    private final Set<Integer> faulty = new TreeSet<>();
    private Decoding.Decoded decoded;

    UncodedDecoder(FaultModel faults, Aggregation aggregation, int dimension) {
        this.faults = faults;
        this.aggregation = aggregation;
        this.dimension = dimension;
        this.answers = new float[faults.workers()][];
    }

    /** Digests mean nothing here. */
    @Override
    public void onDigest(int worker, int task, Digest digest) {}

    @Override
    public void onVector(int worker, int task, NumberVector answer) {
        if (task != worker || !unanswered().contains(worker)) {
            return;
        }
        if (answer instanceof FloatVector gradient
                && gradient.length() == dimension
                && allFinite(gradient.values())) {
            answers[worker] = gradient.values();
        } else {
            faulty.add(worker);
        }
    }

    private static boolean allFinite(float[] vector) {
        // x * 0 is 0 for finite x and NaN for all others; the sum keeps a NaN.
        float sum = 0;
        for (float x : vector) {
            sum += x * 0f;
        }
        return sum == 0;
    }

    @Override
    public void onLost(int worker) {
        if (unanswered().contains(worker)) {
            lost.add(worker);
        }
    }

    @Override
    public List<Request> takeRequests() {
        return List.of();
    }

    @Override
    public Set<Integer> suspects() {
        return new TreeSet<>(faulty);
    }

    @Override
    public Set<Integer> unanswered() {
        Set<Integer> unanswered = new TreeSet<>();
        for (int worker = 0; worker < answers.length; worker++) {
            if (decoded == null
                    && answers[worker] == null
                    && !lost.contains(worker)
                    && !faulty.contains(worker)) {
                unanswered.add(worker);
            }
        }
        return unanswered;
    }

    /** How many of the rows may still be arbitrary: a proven liar is left out, and counts no more. */
    private int arbitrary() {
        return Math.max(0, faults.adversaries() - faulty.size());
    }

    @Override
    public Decoding decoding() {
        if (decoded != null) {
            return decoded;
        }
        if (!unanswered().isEmpty()) {
            return new Decoding.Waiting();
        }
        List<float[]> rows = Arrays.stream(answers).filter(Objects::nonNull).toList();
        if (rows.isEmpty() && lost.isEmpty()) {
            // Not one honest worker has a finite gradient: the model has diverged, this is its
            // true gradient, and nobody is to blame.
            faulty.clear();
            float[] diverged = new float[dimension];
            Arrays.fill(diverged, Float.NaN);
            decoded = new Decoding.Decoded(diverged, 0);
            return decoded;
        }
        int needed = aggregation.rule().minWorkers(arbitrary());
        if (rows.size() < needed) {
            String why =
                    "%s needs %d usable answers for s = %d, found %d (faulty: %s, lost: %s)"
                            .formatted(
                                    aggregation.rule().name(),
                                    needed,
                                    arbitrary(),
                                    rows.size(),
                                    faulty,
                                    lost);
            return rows.size() + lost.size() < needed
                    ? new Decoding.Undecodable(why)
                    : new Decoding.TooFewAnswers(why, lost);
        }
        Arithmetic.Mean mean = aggregation.of(rows, arbitrary());
        decoded = new Decoding.Decoded(mean.gradient(), mean.saturated());
        return decoded;
    }
}
