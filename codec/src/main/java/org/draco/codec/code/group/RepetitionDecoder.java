package org.draco.codec.code.group;

import java.util.List;
import java.util.Set;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.NumberVector;

/** One {@link GroupVote} for each group, and the mean of what they prove. */
final class RepetitionDecoder implements StepDecoder {

    private final Votes votes;
    private final Arithmetic arithmetic;
    private final int[] exponents;
    private Decoding.Decoded decoded;

    RepetitionDecoder(Votes votes, Arithmetic arithmetic, int[] exponents) {
        this.votes = votes;
        this.arithmetic = arithmetic;
        this.exponents = exponents;
    }

    @Override
    public void onDigest(int worker, int task, Digest digest) {
        votes.onDigest(worker, task, digest);
    }

    @Override
    public void onVector(int worker, int task, NumberVector answer) {
        votes.onVector(worker, task, answer);
    }

    @Override
    public void onLost(int worker) {
        votes.onLost(worker);
    }

    @Override
    public List<Request> takeRequests() {
        return votes.takeRequests();
    }

    @Override
    public Set<Integer> suspects() {
        return votes.union(GroupVote::suspects);
    }

    @Override
    public Set<Integer> unanswered() {
        return votes.union(GroupVote::unanswered);
    }

    @Override
    public Decoding decoding() {
        return Votes.together(
                votes.all().stream().map(GroupVote::decoding).toList(), this::decodedMean);
    }

    private Decoding decodedMean(List<float[]> proven) {
        if (decoded == null) {
            Arithmetic.Mean mean = arithmetic.mean(proven, exponents);
            decoded = new Decoding.Decoded(mean.gradient(), mean.saturated());
        }
        return decoded;
    }
}
