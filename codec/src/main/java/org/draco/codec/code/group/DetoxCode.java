package org.draco.codec.code.group;

import org.draco.codec.Description;
import org.draco.codec.Parallelism;
import org.draco.codec.aggregate.AggregationRule;
import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.StepDecoder;

/**
 * Groups of r compute the same gradient and take a majority; means over a few groups each go through a robust rule. For more
 * liars than redundancy alone can bear.
 *
 * <p><b>Guarantee.</b> A group's majority needs more than half of its r digests. Who would keep the honest from one needs half of
 * the group, rounded up, so s liars spoil at most t = s / (that many) groups: turn them, or leave them without a majority. At most
 * t of the q rows that reach the rule are arbitrary, and the result is what the rule promises of them. It is near the honest
 * mean, not equal to it, unless t is 0. A group without a majority is left out, one of the t with it; so is, as long as the rule
 * has enough rows, a group that has lost too many. Suspects are members whose gradient is not what their digest says, and
 * those that disagree with a majority that liars cannot have.
 *
 * <p><b>Cost.</b> Each gradient is computed r times; P digests and P / r gradients reach the parameter server.
 *
 * <p><b>Source.</b> Rajput, Wang, Charles, Papailiopoulos, <i>DETOX</i>, NeurIPS 2019, algorithm 1: filtering by majority, then
 * hierarchical aggregation with the mean inside of the q vote groups and the rule over them. <b>Departures.</b> Workers are
 * grouped in the order of their ranks and vote groups in the order of the groups, where the paper draws both at random; the guarantee
 * above is for the worst placement and does not need that. Votes are over SHA-256 digests. By default q is the number of groups, so
 * that nothing is averaged before the rule.
 */
public final class DetoxCode extends WholeGradientCode {

    /** The code's name in job files. */
    public static final String NAME = "detox";

    /** What lists say of it. */
    public static final Description DESCRIPTION =
            new Description(
                    "groups of r take a majority each, then a robust rule over the groups' values",
                    "--workers P, --group-size r, a divisor of P, --declared-byz s, --mode RULE; --vote-groups q, a divisor of"
                            + " P / r (default: P / r)",
                    "r x what the rule needs for s / ((r + 1) / 2)",
                    "Rajput et al., DETOX, NeurIPS 2019, algorithm 1");

    private final int groupSize;
    private final int voteGroups;
    private final Aggregation aggregation;

    /** A code whose rule takes no other thread than its caller's. */
    public DetoxCode(
            int workers, int groupSize, int voteGroups, int adversaries, AggregationRule rule) {
        this(workers, groupSize, voteGroups, adversaries, rule, Parallelism.NONE);
    }

    /**
     * @param workers P
     * @param groupSize r, which divides P
     * @param voteGroups q, which divides P / r: the rows that reach the rule
     * @param adversaries s
     * @param rule what makes one gradient of the rows
     * @param parallelism who works on it
     * @throws IllegalArgumentException naming the value that is impossible
     */
    public DetoxCode(
            int workers,
            int groupSize,
            int voteGroups,
            int adversaries,
            AggregationRule rule,
            Parallelism parallelism) {
        super(
                new FaultModel(workers, adversaries),
                groups(workers, groupSize),
                AnswerForm.DIGEST_FIRST,
                new FloatArithmetic(parallelism));
        this.groupSize = groupSize;
        this.voteGroups = voteGroups;
        this.aggregation = new Aggregation(rule, arithmetic(), parallelism);
        int groups = assignment().tasks();
        if (voteGroups < 1 || groups % voteGroups != 0) {
            throw new IllegalArgumentException(
                    "vote groups: expected a divisor of the %d groups, found %d"
                            .formatted(groups, voteGroups));
        }
        int corrupted = corruptedGroups(groupSize, adversaries);
        if (voteGroups < rule.minWorkers(corrupted)) {
            throw new IllegalArgumentException(
                    "%s: s = %d liars can turn %d groups of %d; expected at least %d rows for the rule, found %d"
                            .formatted(
                                    rule.name(),
                                    adversaries,
                                    corrupted,
                                    groupSize,
                                    rule.minWorkers(corrupted),
                                    voteGroups));
        }
    }

    private static Assignment groups(int workers, int groupSize) {
        Groups.requireDivisor(workers, groupSize);
        return Assignment.inGroups(workers, groupSize);
    }

    /** Equal digests that are more than half of a group. */
    static int majority(int groupSize) {
        return groupSize / 2 + 1;
    }

    /** Whether s liars are too few to be any group's majority, so that whoever disagrees with one has lied. */
    public static boolean majoritiesAreHonest(int groupSize, int adversaries) {
        return adversaries < majority(groupSize);
    }

    /** t: how many groups s liars can turn or keep from a majority. */
    public static int corruptedGroups(int groupSize, int adversaries) {
        return adversaries / spoilers(groupSize);
    }

    /** The most adversaries against whom no group is spoilt, so that any rule will do. */
    public static int harmlessAdversaries(int groupSize) {
        return spoilers(groupSize) - 1;
    }

    /** Half of the group, rounded up: with so many liars the others are no majority. */
    private static int spoilers(int groupSize) {
        return groupSize / 2 + groupSize % 2;
    }

    @Override
    public String name() {
        return NAME;
    }

    int voteGroups() {
        return voteGroups;
    }

    int groupSize() {
        return groupSize;
    }

    @Override
    public StepDecoder newDecoder(int dimension, int[] exponents) {
        return newDecoder(dimension, aggregation.startingAnew(exponents));
    }

    @Override
    public boolean continues() {
        return aggregation.continues();
    }

    @Override
    public StepDecoder newDecoder(int dimension, float[] last) {
        return newDecoder(dimension, aggregation.startingFrom(last));
    }

    private StepDecoder newDecoder(int dimension, Aggregation.OfStep ofStep) {
        GroupVote.Quorum quorum = new GroupVote.Quorum(majority(groupSize), groupSize);
        return new DetoxDecoder(this, new Votes(assignment(), quorum, dimension), ofStep);
    }
}
