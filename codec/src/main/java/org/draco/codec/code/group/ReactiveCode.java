package org.draco.codec.code.group;

import org.draco.codec.Description;
import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.StepDecoder;

/**
 * Groups of s + 1 workers compute the same gradient; where they disagree, s further workers compute it too.
 *
 * <p><b>Guarantee.</b> That of {@link RepetitionCode}, bit for bit: of s + 1 equal digests one is honest. s + 1 copies are
 * enough to see that somebody lies, 2s + 1 to see who.
 *
 * <p><b>Cost.</b> Each gradient is computed s + 1 times while nobody lies and nobody is lost; a group that disagrees costs s
 * more, and the time of one more gradient. A lost member costs one more.
 *
 * <p><b>Source.</b> Gupta, Vaidya, <i>Randomized Reactive Redundancy for Byzantine Fault-Tolerance in Parallelized
 * Learning</i>, arXiv 1912.09528, the deterministic scheme. <b>Departures.</b> Digests are compared, not gradients, and the
 * value is fetched from one member; only the group that disagrees is computed again; a member that is lost is replaced in
 * the same step. Whether a proven liar stays is the job's business.
 */
public final class ReactiveCode extends WholeGradientCode {

    /** The code's name in job files. */
    public static final String NAME = "reactive";

    /** What lists say of it. */
    public static final Description DESCRIPTION =
            new Description(
                    "groups of s + 1 compute the same gradient; where they disagree, s further workers settle it",
                    "--workers P, a multiple of s + 1, --declared-byz s; --arithmetic float or exact",
                    "2s + 1",
                    "Gupta, Vaidya, Randomized Reactive Redundancy, arXiv 1912.09528");

    /**
     * @param workers P, a multiple of s + 1
     * @param adversaries s, at most that many lie in the whole cluster; {@code 2 s < P}
     * @param arithmetic in what numbers the groups' gradients are added up
     * @throws IllegalArgumentException naming the value that is impossible
     */
    public ReactiveCode(int workers, int adversaries, Arithmetic arithmetic) {
        super(
                new FaultModel(workers, adversaries),
                groups(workers, adversaries + 1),
                AnswerForm.DIGEST_FIRST,
                arithmetic);
    }

    private static Assignment groups(int workers, int size) {
        Groups.requireDivisor(workers, size);
        return Assignment.inGroups(workers, size);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StepDecoder newDecoder(int dimension, int[] exponents) {
        int adversaries = faults().adversaries();
        GroupVote.Quorum quorum = new GroupVote.Quorum(adversaries + 1, adversaries);
        Votes votes = new Votes(assignment(), quorum, dimension);
        return new ReactiveDecoder(faults(), votes, arithmetic(), exponents);
    }
}
