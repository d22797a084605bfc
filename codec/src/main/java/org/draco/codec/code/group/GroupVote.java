package org.draco.codec.code.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.Request;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

/**
 * The digest-first vote on one task in one step.
 *
 * <pre>
 *   COLLECTING --a quorum of equal digests--> PROVEN --gradient that has the digest--> DELIVERED
 *       |                                       |  a supporter's gradient is not what its digest says: ask the next
 *       +--no digest can reach the quorum-------+--nobody left to ask--> decoding() tells TooFewAnswers or Undecodable
 *   any state --more members than may lie disagree with the proven digest--> Undecodable
 * </pre>
 *
 * Workers are known here by their number in the cluster. Owned by one thread.
 */
final class GroupVote {

    private static final int NOBODY = -1;

    /** Stands for a gradient that was here. */
    private static final float[] USED = {};

    private final int task;
    private final Quorum quorum;
    private final int dimension;

    private final SortedSet<Integer> members;
    private final Map<Integer, Digest> digests = new HashMap<>();
    private final Set<Integer> lost = new TreeSet<>();
    private final Set<Integer> brokenPromises = new TreeSet<>();
    private final List<Request> requests = new ArrayList<>();
    private Digest proven;
    private int asked = NOBODY;
    private float[] gradient;

    /**
     * What it takes.
     *
     * @param votes how many equal digests prove the value
     * @param liars how many members may disagree with it
     */
    record Quorum(int votes, int liars) {}

    GroupVote(int task, Set<Integer> members, Quorum quorum, int dimension) {
        this.task = task;
        this.members = new TreeSet<>(members);
        this.quorum = quorum;
        this.dimension = dimension;
    }

    int task() {
        return task;
    }

    boolean has(int worker) {
        return members.contains(worker);
    }

    /** One more member. */
    void enlist(int worker) {
        members.add(worker);
    }

    void onDigest(int worker, Digest digest) {
        if (!has(worker) || lost.contains(worker) || digests.putIfAbsent(worker, digest) != null) {
            return;
        }
        if (proven == null && supporters(digest).size() >= quorum.votes()) {
            proven = digest;
        }
        askIfNobodyIsAsked();
    }

    /** @param digest of the answer, if it was taken */
    void onVector(int worker, NumberVector answer, Optional<Digest> digest) {
        if (worker != asked || gradient != null) {
            return;
        }
        asked = NOBODY;
        if (answer instanceof FloatVector floats
                && floats.length() == dimension
                && digest.orElseGet(() -> Digest.of(floats.values())).equals(proven)) {
            gradient = floats.values();
        } else {
            brokenPromises.add(worker);
            askIfNobodyIsAsked();
        }
    }

    void onLost(int worker) {
        if (!has(worker)) {
            return;
        }
        lost.add(worker);
        requests.removeIf(request -> request.worker() == worker);
        if (worker == asked) {
            asked = NOBODY;
            askIfNobodyIsAsked();
        }
    }

    private void askIfNobodyIsAsked() {
        if (proven == null || gradient != null || asked != NOBODY) {
            return;
        }
        for (int worker : supporters(proven)) {
            if (!lost.contains(worker) && !brokenPromises.contains(worker)) {
                asked = worker;
                requests.add(new Request.SendVector(worker, task));
                return;
            }
        }
    }

    private List<Integer> supporters(Digest digest) {
        return members.stream().filter(worker -> digest.equals(digests.get(worker))).toList();
    }

    List<Request> takeRequests() {
        List<Request> taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    /** Members that disagree with the proven digest, or did not deliver what theirs promised. */
    Set<Integer> suspects() {
        Set<Integer> suspects = liarsBeyondDoubt();
        if (proven != null) {
            digests.forEach(
                    (worker, digest) -> {
                        if (!digest.equals(proven)) {
                            suspects.add(worker);
                        }
                    });
        }
        return suspects;
    }

    /** Members that did not deliver what their digest promised: liars whatever the others say. */
    Set<Integer> liarsBeyondDoubt() {
        return new TreeSet<>(brokenPromises);
    }

    Set<Integer> unanswered() {
        Set<Integer> unanswered = new TreeSet<>();
        for (int worker : members) {
            if (!lost.contains(worker) && (worker == asked || !digests.containsKey(worker))) {
                unanswered.add(worker);
            }
        }
        return unanswered;
    }

    /** Whether two members have said different things. */
    boolean isContested() {
        return Set.copyOf(digests.values()).size() > 1;
    }

    /** How many members have answered or still may. */
    int standing() {
        return (int)
                members.stream().filter(w -> digests.containsKey(w) || !lost.contains(w)).count();
    }

    /** Whether the value is proven, but nobody is left who could deliver it. */
    boolean lacksSource() {
        return proven != null && gradient == null && asked == NOBODY && open() == 0;
    }

    boolean isProven() {
        return proven != null;
    }

    /** The gradient that was delivered is not needed any more; from now on {@link #decoding} has none. */
    void letGo() {
        if (gradient != null) {
            gradient = USED;
        }
    }

    /** {@link Decoding.Decoded} carries this task's own gradient. */
    Decoding decoding() {
        int liars = suspects().size();
        if (liars > quorum.liars()) {
            return new Decoding.Undecodable(
                    "%s: %d members disagree with the value that %d agree on, but at most %d may lie (suspects %s)"
                            .formatted(name(), liars, quorum.votes(), quorum.liars(), suspects()));
        }
        if (gradient != null) {
            return new Decoding.Decoded(gradient, 0);
        }
        if (asked != NOBODY || mayStillBeDecided()) {
            return new Decoding.Waiting();
        }
        if (theLostCouldDecide()) {
            return new Decoding.TooFewAnswers(
                    "%s: %d members agree, %d are needed, and the answers of %s are missing"
                            .formatted(name(), mostVotes(), quorum.votes(), lost),
                    lost);
        }
        return new Decoding.Undecodable(
                "%s: no majority, at most %d of %d members agree and %d are needed; more than %d lie, or their hardware rounds differently"
                        .formatted(
                                name(),
                                mostVotes(),
                                members.size(),
                                quorum.votes(),
                                quorum.liars()));
    }

    /** Members that may still answer. */
    private int open() {
        return (int)
                members.stream().filter(w -> !lost.contains(w) && !digests.containsKey(w)).count();
    }

    private boolean mayStillBeDecided() {
        return proven != null ? open() > 0 : mostVotes() + open() >= quorum.votes();
    }

    private boolean theLostCouldDecide() {
        int silent = (int) lost.stream().filter(w -> !digests.containsKey(w)).count();
        return proven != null ? !lost.isEmpty() : mostVotes() + silent >= quorum.votes();
    }

    private int mostVotes() {
        return digests.values().stream().mapToInt(d -> supporters(d).size()).max().orElse(0);
    }

    private String name() {
        return Groups.name(task, members);
    }
}
