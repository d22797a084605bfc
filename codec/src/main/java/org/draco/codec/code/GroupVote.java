package org.draco.codec.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The digest-first vote of one group in one step.
 *
 * <pre>
 *   COLLECTING --s + 1 equal digests--> PROVEN --gradient that has the digest--> DELIVERED
 *       |                                 |  a supporter's gradient is not what its digest says: ask the next
 *       +--no digest can reach s + 1------+--nobody left to ask--> decoding() tells TooFewAnswers or Undecodable
 *   any state --more than s members disagree with the proven digest--> Undecodable
 * </pre>
 *
 * Workers are known here by their number in the cluster. Owned by one thread.
 */
final class GroupVote {

    private static final int NOBODY = -1;

    private final int group;
    private final int firstWorker;
    private final int size;
    private final int adversaries;
    private final int dimension;

    private final Map<Integer, Digest> digests = new HashMap<>();
    private final Set<Integer> lost = new TreeSet<>();
    private final Set<Integer> brokenPromises = new TreeSet<>();
    private final List<Integer> requests = new ArrayList<>();
    private Digest proven;
    private int asked = NOBODY;
    private float[] gradient;

    GroupVote(int group, int size, int adversaries, int dimension) {
        this.group = group;
        this.firstWorker = group * size;
        this.size = size;
        this.adversaries = adversaries;
        this.dimension = dimension;
    }

    void onDigest(int worker, Digest digest) {
        if (lost.contains(worker) || digests.putIfAbsent(worker, digest) != null) {
            return;
        }
        if (proven == null && supporters(digest).size() > adversaries) {
            proven = digest;
        }
        askIfNobodyIsAsked();
    }

    void onGradient(int worker, float[] answer) {
        if (worker != asked || gradient != null) {
            return;
        }
        asked = NOBODY;
        if (answer.length == dimension && Digest.of(answer).equals(proven)) {
            gradient = answer;
        } else {
            brokenPromises.add(worker);
            askIfNobodyIsAsked();
        }
    }

    void onLost(int worker) {
        lost.add(worker);
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
                requests.add(worker);
                return;
            }
        }
    }

    private List<Integer> supporters(Digest digest) {
        List<Integer> supporters = new ArrayList<>();
        for (int worker = firstWorker; worker < firstWorker + size; worker++) {
            if (digest.equals(digests.get(worker))) {
                supporters.add(worker);
            }
        }
        return supporters;
    }

    List<Integer> takeRequests() {
        List<Integer> taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    /** Members that disagree with the proven digest, or did not deliver what theirs promised. */
    Set<Integer> suspects() {
        Set<Integer> suspects = new TreeSet<>(brokenPromises);
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

    Set<Integer> unanswered() {
        Set<Integer> unanswered = new TreeSet<>();
        for (int worker = firstWorker; worker < firstWorker + size; worker++) {
            if (!lost.contains(worker) && (worker == asked || !digests.containsKey(worker))) {
                unanswered.add(worker);
            }
        }
        return unanswered;
    }

    /** The proven gradient, or null. */
    float[] gradient() {
        return gradient;
    }

    /** {@link Decoding.Decoded} carries this group's own gradient. */
    Decoding decoding() {
        int liars = suspects().size();
        if (liars > adversaries) {
            return new Decoding.Undecodable(
                    "%s: %d members disagree with the value that %d agree on, but at most %d may lie (suspects %s)"
                            .formatted(name(), liars, adversaries + 1, adversaries, suspects()));
        }
        if (gradient != null) {
            return new Decoding.Decoded(gradient);
        }
        if (asked != NOBODY || mayStillBeDecided()) {
            return new Decoding.Waiting();
        }
        if (theLostCouldDecide()) {
            return new Decoding.TooFewAnswers(
                    "%s: %d members agree, %d are needed, and the answers of %s are missing"
                            .formatted(name(), mostVotes(), adversaries + 1, lost),
                    lost);
        }
        return new Decoding.Undecodable(
                "%s: no majority, at most %d of %d members agree and %d are needed; more than %d lie, or their hardware "
                                .formatted(name(), mostVotes(), size, adversaries + 1, adversaries)
                        + "rounds differently");
    }

    private boolean mayStillBeDecided() {
        int open =
                size
                        - lost.size()
                        - (int) digests.keySet().stream().filter(w -> !lost.contains(w)).count();
        return proven != null ? open > 0 : mostVotes() + open > adversaries;
    }

    private boolean theLostCouldDecide() {
        int silent = (int) lost.stream().filter(w -> !digests.containsKey(w)).count();
        return proven != null ? !lost.isEmpty() : mostVotes() + silent > adversaries;
    }

    private int mostVotes() {
        return digests.values().stream().mapToInt(d -> supporters(d).size()).max().orElse(0);
    }

    private String name() {
        return "group "
                + group
                + " (workers "
                + firstWorker
                + ".."
                + (firstWorker + size - 1)
                + ")";
    }
}
