package org.draco.codec.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.aggregate.Gradients;

/** One {@link GroupVote} for each group, and the mean of what they prove. */
final class RepetitionDecoder implements StepDecoder {

    private final int groupSize;
    private final List<GroupVote> votes = new ArrayList<>();
    private Decoding.Decoded decoded;

    RepetitionDecoder(FaultModel faults, int groupSize, int dimension) {
        this.groupSize = groupSize;
        for (int group = 0; group < faults.workers() / groupSize; group++) {
            votes.add(new GroupVote(group, groupSize, faults.adversaries(), dimension));
        }
    }

    private GroupVote voteOf(int worker) {
        return votes.get(worker / groupSize);
    }

    @Override
    public void onDigest(int worker, Digest digest) {
        voteOf(worker).onDigest(worker, digest);
    }

    @Override
    public void onGradient(int worker, float[] gradient) {
        voteOf(worker).onGradient(worker, gradient);
    }

    @Override
    public void onLost(int worker) {
        voteOf(worker).onLost(worker);
    }

    @Override
    public List<Integer> takeRequests() {
        return votes.stream().flatMap(vote -> vote.takeRequests().stream()).toList();
    }

    @Override
    public Set<Integer> suspects() {
        return union(GroupVote::suspects);
    }

    @Override
    public Set<Integer> unanswered() {
        return union(GroupVote::unanswered);
    }

    private Set<Integer> union(Function<GroupVote, Set<Integer>> part) {
        Set<Integer> union = new TreeSet<>();
        votes.forEach(vote -> union.addAll(part.apply(vote)));
        return union;
    }

    /** A broken fault model outweighs lost answers, and those outweigh waiting. */
    @Override
    public Decoding decoding() {
        Decoding tooFew = null;
        boolean waiting = false;
        for (GroupVote vote : votes) {
            Decoding decoding = vote.decoding();
            if (decoding instanceof Decoding.Undecodable) {
                return decoding;
            } else if (decoding instanceof Decoding.TooFewAnswers && tooFew == null) {
                tooFew = decoding;
            } else if (decoding instanceof Decoding.Waiting) {
                waiting = true;
            }
        }
        if (tooFew != null) {
            return tooFew;
        }
        if (waiting) {
            return new Decoding.Waiting();
        }
        if (decoded == null) {
            float[][] proven = votes.stream().map(GroupVote::gradient).toArray(float[][]::new);
            decoded =
                    new Decoding.Decoded(
                            AggregationRules.average().aggregate(new Gradients(proven), 0));
        }
        return decoded;
    }
}
