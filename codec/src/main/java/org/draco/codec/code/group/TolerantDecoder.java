package org.draco.codec.code.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.NumberVector;

/** One {@link ToleranceVote} for each group, and the mean of what they prove. */
final class TolerantDecoder implements StepDecoder {

    private final TolerantCode code;
    private final List<ToleranceVote> votes = new ArrayList<>();
    private Decoding.Decoded decoded;

    TolerantDecoder(TolerantCode code, int groupSize, double tolerance, int dimension) {
        this.code = code;
        for (int group = 0; group < code.assignment().tasks(); group++) {
            votes.add(
                    new ToleranceVote(
                            group,
                            groupSize,
                            code.faults().adversaries(),
                            new Nearness(dimension, tolerance)));
        }
    }

    /** Digests mean nothing here. */
    @Override
    public void onDigest(int worker, int task, Digest digest) {}

    @Override
    public void onVector(int worker, int task, NumberVector answer, Optional<Digest> digest) {
        if (task == code.assignment().taskOf(worker)) {
            votes.get(task).onVector(worker, answer);
        }
    }

    @Override
    public void onLost(int worker) {
        votes.get(code.assignment().taskOf(worker)).onLost(worker);
    }

    @Override
    public List<Request> takeRequests() {
        return List.of();
    }

    @Override
    public Set<Integer> suspects() {
        return union(ToleranceVote::suspects);
    }

    @Override
    public Set<Integer> unanswered() {
        return union(ToleranceVote::unanswered);
    }

    private Set<Integer> union(Function<ToleranceVote, Set<Integer>> part) {
        Set<Integer> union = new TreeSet<>();
        votes.forEach(vote -> union.addAll(part.apply(vote)));
        return union;
    }

    @Override
    public Decoding decoding() {
        return Votes.together(
                votes.stream().map(ToleranceVote::decoding).toList(), this::decodedMean);
    }

    private Decoding decodedMean(List<float[]> proven) {
        if (decoded == null) {
            Arithmetic.Mean mean = code.arithmetic().mean(proven, new int[0]);
            decoded = new Decoding.Decoded(mean.gradient(), mean.saturated());
        }
        return decoded;
    }

    @Override
    public boolean letGo() {
        code.arithmetic().giveBack(decoded.gradient());
        decoded = decoded.withoutGradient();
        votes.forEach(ToleranceVote::letGo);
        return false;
    }
}
