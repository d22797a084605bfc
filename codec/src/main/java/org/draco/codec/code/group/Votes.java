package org.draco.codec.code.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.Request;
import org.draco.codec.vector.NumberVector;

/** The votes of a step, one for each task, in the order of the tasks. Owned by one thread. */
final class Votes {

    private final List<GroupVote> all = new ArrayList<>();

    Votes(Assignment assignment, GroupVote.Quorum quorum, int dimension) {
        for (int task = 0; task < assignment.tasks(); task++) {
            Set<Integer> members = new TreeSet<>();
            for (int worker = 0; worker < assignment.workers(); worker++) {
                if (assignment.taskOf(worker) == task) {
                    members.add(worker);
                }
            }
            all.add(new GroupVote(task, members, quorum, dimension));
        }
    }

    List<GroupVote> all() {
        return all;
    }

    void onDigest(int worker, int task, Digest digest) {
        if (task >= 0 && task < all.size()) {
            all.get(task).onDigest(worker, digest);
        }
    }

    void onVector(int worker, int task, NumberVector answer, Optional<Digest> digest) {
        if (task >= 0 && task < all.size()) {
            all.get(task).onVector(worker, answer, digest);
        }
    }

    void onLost(int worker) {
        all.forEach(vote -> vote.onLost(worker));
    }

    List<Request> takeRequests() {
        return all.stream().flatMap(vote -> vote.takeRequests().stream()).toList();
    }

    /** Their gradients are not needed any more. */
    void letGo() {
        all.forEach(GroupVote::letGo);
    }

    Set<Integer> union(Function<GroupVote, Set<Integer>> part) {
        Set<Integer> union = new TreeSet<>();
        all.forEach(vote -> union.addAll(part.apply(vote)));
        return union;
    }

    /**
     * How far all of them together are: a broken fault model outweighs lost answers, and those outweigh waiting.
     *
     * @return {@link Decoding.Decoded} with the values' mean if all are decided
     */
    static Decoding together(List<Decoding> votes, Function<List<float[]>, Decoding> mean) {
        for (Class<?> kind :
                List.of(
                        Decoding.Undecodable.class,
                        Decoding.TooFewAnswers.class,
                        Decoding.Waiting.class)) {
            for (Decoding vote : votes) {
                if (kind.isInstance(vote)) {
                    return vote;
                }
            }
        }
        return mean.apply(
                IntStream.range(0, votes.size())
                        .mapToObj(task -> ((Decoding.Decoded) votes.get(task)).gradient())
                        .toList());
    }
}
