package org.draco.codec.code.group;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.draco.codec.code.Digest;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.NumberVector;

/** What decoders have in common that let groups vote: everything but what is made of the votes. */
abstract class VotingDecoder implements StepDecoder {

    private final Votes votes;

    VotingDecoder(Votes votes) {
        this.votes = votes;
    }

    /** One for each task, in their order. */
    final Votes votes() {
        return votes;
    }

    @Override
    public void onDigest(int worker, int task, Digest digest) {
        votes.onDigest(worker, task, digest);
    }

    @Override
    public void onVector(int worker, int task, NumberVector answer, Optional<Digest> digest) {
        votes.onVector(worker, task, answer, digest);
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
}
