package org.draco.codec.code;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.draco.codec.aggregate.AggregationRule;
import org.draco.codec.aggregate.Gradients;

/** Waits for every worker that is not lost, then lets the rule speak. */
final class UncodedDecoder implements StepDecoder {

    private final FaultModel faults;
    private final AggregationRule rule;
    private final int dimension;
    private final float[][] answers;
    private final Set<Integer> lost = new TreeSet<>();
    private final Set<Integer> faulty = new TreeSet<>();
    private Decoding.Decoded decoded;

    UncodedDecoder(FaultModel faults, AggregationRule rule, int dimension) {
        this.faults = faults;
        this.rule = rule;
        this.dimension = dimension;
        this.answers = new float[faults.workers()][];
    }

    /** Digests mean nothing here. */
    @Override
    public void onDigest(int worker, Digest digest) {}

    @Override
    public void onGradient(int worker, float[] gradient) {
        if (!unanswered().contains(worker)) {
            return;
        }
        if (gradient.length == dimension && allFinite(gradient)) {
            answers[worker] = gradient;
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
    public List<Integer> takeRequests() {
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

    @Override
    public Decoding decoding() {
        if (decoded != null) {
            return decoded;
        }
        if (!unanswered().isEmpty()) {
            return new Decoding.Waiting();
        }
        float[][] rows = Arrays.stream(answers).filter(Objects::nonNull).toArray(float[][]::new);
        if (rows.length == 0 && lost.isEmpty()) {
            // Not one honest worker has a finite gradient: the model has diverged, this is its
            // true gradient, and nobody is to blame.
            faulty.clear();
            float[] diverged = new float[dimension];
            Arrays.fill(diverged, Float.NaN);
            decoded = new Decoding.Decoded(diverged);
            return decoded;
        }
        int needed = rule.minWorkers(faults.adversaries());
        if (rows.length < needed) {
            String why =
                    "%s needs %d usable answers for s = %d, found %d (faulty: %s, lost: %s)"
                            .formatted(
                                    rule.name(),
                                    needed,
                                    faults.adversaries(),
                                    rows.length,
                                    faulty,
                                    lost);
            return rows.length + lost.size() < needed
                    ? new Decoding.Undecodable(why)
                    : new Decoding.TooFewAnswers(why, lost);
        }
        decoded = new Decoding.Decoded(rule.aggregate(new Gradients(rows), faults.adversaries()));
        return decoded;
    }
}
