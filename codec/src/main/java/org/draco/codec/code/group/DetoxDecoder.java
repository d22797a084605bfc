package org.draco.codec.code.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.draco.codec.ExtensionException;
import org.draco.codec.aggregate.AggregationRule;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.aggregate.Gradients;
import org.draco.codec.code.Decoding;

/** Waits for every group's majority, averages within the vote groups, then lets the rule speak. */
final class DetoxDecoder extends VotingDecoder {

    private final DetoxCode code;
    private final Aggregation.OfStep aggregation;
    private Decoding.Decoded decoded;

    DetoxDecoder(DetoxCode code, Votes votes, Aggregation.OfStep aggregation) {
        super(votes);
        this.code = code;
        this.aggregation = aggregation;
    }

    /** A majority may be the liars', as soon as they are enough for one. */
    @Override
    public Set<Integer> suspects() {
        boolean majoritiesAreHonest =
                DetoxCode.majoritiesAreHonest(code.groupSize(), code.faults().adversaries());
        return votes().union(
                        majoritiesAreHonest ? GroupVote::suspects : GroupVote::liarsBeyondDoubt);
    }

    @Override
    public Decoding decoding() {
        if (decoded != null) {
            return decoded;
        }
        List<Decoding> groups = votes().all().stream().map(GroupVote::decoding).toList();
        if (groups.stream().anyMatch(Decoding.Waiting.class::isInstance)) {
            return new Decoding.Waiting();
        }
        return aggregate(groups);
    }

    private Decoding aggregate(List<Decoding> groups) {
        int each = groups.size() / code.voteGroups();
        List<float[]> rows = new ArrayList<>();
        Set<Integer> missing = new TreeSet<>();
        int turned = 0;
        int silent = 0;
        for (int first = 0; first < groups.size(); first += each) {
            List<float[]> values = new ArrayList<>();
            for (Decoding group : groups.subList(first, first + each)) {
                if (group instanceof Decoding.Decoded value) {
                    values.add(value.gradient());
                } else if (group instanceof Decoding.TooFewAnswers tooFew) {
                    missing.addAll(tooFew.missing());
                } else {
                    turned++;
                }
            }
            if (values.isEmpty()) {
                silent++;
            } else {
                rows.add(mean(values));
            }
        }
        try {
            return apply(rows, turned, silent, missing);
        } catch (ExtensionException e) {
            return new Decoding.Undecodable(e.getMessage(), true);
        }
    }

    /** @param turned how many groups have shown by having no majority that liars sit there */
    private Decoding apply(List<float[]> rows, int turned, int silent, Set<Integer> missing) {
        int most = DetoxCode.corruptedGroups(code.groupSize(), code.faults().adversaries());
        if (turned > most) {
            return new Decoding.Undecodable(
                    "%d groups of %d have no majority, but s = %d liars can turn %d at most"
                            .formatted(
                                    turned, code.groupSize(), code.faults().adversaries(), most));
        }
        AggregationRule rule = aggregation.how().rule();
        int needed = rule.minWorkers(most - turned);
        if (rows.size() < needed) {
            String why =
                    "%s needs %d rows for %d turned groups, found %d of %d; %d groups have no majority, lost: %s"
                            .formatted(
                                    rule.name(),
                                    needed,
                                    most - turned,
                                    rows.size(),
                                    rows.size() + silent,
                                    turned,
                                    missing);
            return missing.isEmpty()
                    ? new Decoding.Undecodable(why)
                    : new Decoding.TooFewAnswers(why, missing);
        }
        decoded = new Decoding.Decoded(aggregation.of(rows, most - turned).gradient(), 0);
        votes().letGo();
        return decoded;
    }

    @Override
    public boolean letGo() {
        decoded = decoded.withoutGradient();
        return true;
    }

    private static float[] mean(List<float[]> values) {
        Gradients gradients = new Gradients(values.toArray(float[][]::new));
        return AggregationRules.average().aggregate(gradients, 0);
    }
}
