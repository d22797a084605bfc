package org.draco.codec.code.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.draco.codec.code.Decoding;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

/** The vote of one group in one step whose members send gradients that need not be equal. Owned by one thread. */
final class ToleranceVote {

    /** Stands for a gradient that was here. */
    private static final float[] USED = {};

    private final int group;
    private final SortedSet<Integer> members = new TreeSet<>();
    private final int adversaries;
    private final Nearness nearness;

    private final Map<Integer, float[]> gradients = new TreeMap<>();
    private final Map<Integer, List<Integer>> agreeing = new TreeMap<>();
    private final Set<Integer> misshapen = new TreeSet<>();
    private final Set<Integer> lost = new TreeSet<>();
    private final Set<Integer> excluded = new TreeSet<>();
    private float[] proven;
    private boolean used;

    ToleranceVote(int group, int size, int adversaries, Nearness nearness) {
        this.group = group;
        for (int worker = group * size; worker < (group + 1) * size; worker++) {
            members.add(worker);
        }
        this.adversaries = adversaries;
        this.nearness = nearness;
    }

    void onVector(int worker, NumberVector answer) {
        if (!unanswered().contains(worker)) {
            return;
        }
        if (!(answer instanceof FloatVector floats) || floats.length() != nearness.dimension()) {
            misshapen.add(worker);
        } else if (proven != null) {
            judge(worker, floats.values());
            gradients.put(worker, proven); // is not needed any more
        } else {
            compare(worker, floats.values());
            gradients.put(worker, floats.values());
            prove();
        }
        forgetIfNobodyIsJudgedByIt();
    }

    private void compare(int worker, float[] gradient) {
        List<Integer> own = new ArrayList<>();
        gradients.forEach(
                (other, theirs) -> {
                    if (nearness.agree(theirs, gradient)) {
                        own.add(other);
                        agreeing.get(other).add(worker);
                    }
                });
        agreeing.put(worker, own);
    }

    private void prove() {
        agreeing.entrySet().stream()
                .filter(member -> member.getValue().size() >= adversaries)
                .findFirst()
                .ifPresent(
                        member -> {
                            proven = gradients.get(member.getKey());
                            gradients.forEach(this::judge);
                            gradients.replaceAll((worker, gradient) -> proven);
                        });
    }

    private void judge(int worker, float[] gradient) {
        if (nearness.exclude(proven, gradient)) {
            excluded.add(worker);
        }
    }

    void onLost(int worker) {
        if (unanswered().contains(worker)) {
            lost.add(worker);
        }
        forgetIfNobodyIsJudgedByIt();
    }

    /** The proven gradient has been used; it stays as long as members that have not answered are to be judged by it. */
    void letGo() {
        used = true;
        forgetIfNobodyIsJudgedByIt();
    }

    private void forgetIfNobodyIsJudgedByIt() {
        if (used && proven != null && unanswered().isEmpty()) {
            proven = USED;
            gradients.replaceAll((worker, gradient) -> USED);
        }
    }

    /** Members too far from the proven value to be honest, or whose answer was no gradient. */
    Set<Integer> suspects() {
        Set<Integer> suspects = new TreeSet<>(misshapen);
        suspects.addAll(excluded);
        return suspects;
    }

    Set<Integer> unanswered() {
        Set<Integer> unanswered = new TreeSet<>(members);
        unanswered.removeAll(gradients.keySet());
        unanswered.removeAll(misshapen);
        unanswered.removeAll(lost);
        return unanswered;
    }

    /** {@link Decoding.Decoded} carries this group's own gradient. */
    Decoding decoding() {
        if (suspects().size() > adversaries) {
            return new Decoding.Undecodable(
                    "%s: %d members are too far from the value that %d agree on, but at most %d may lie (suspects %s)"
                            .formatted(
                                    Groups.name(group, members),
                                    suspects().size(),
                                    adversaries + 1,
                                    adversaries,
                                    suspects()));
        }
        if (proven != null) {
            return new Decoding.Decoded(proven, 0);
        }
        int most = agreeing.values().stream().mapToInt(List::size).max().orElse(-1) + 1;
        if (most + unanswered().size() > adversaries) {
            return new Decoding.Waiting();
        }
        String found =
                "%s: at most %d of %d members agree within %s and %d are needed"
                        .formatted(
                                Groups.name(group, members),
                                most,
                                members.size(),
                                nearness.tolerance(),
                                adversaries + 1);
        return most + lost.size() > adversaries
                ? new Decoding.TooFewAnswers(
                        found + ", and the answers of " + lost + " are missing", lost)
                : new Decoding.Undecodable(
                        found
                                + "; more than "
                                + adversaries
                                + " lie, or their hardware rounds further apart");
    }
}
