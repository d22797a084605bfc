package org.draco.codec.code.group;

import org.draco.codec.Description;
import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.StepDecoder;

/**
 * Groups of r workers compute the same gradient, and the value that s + 1 members of a group agree on is the true one.
 *
 * <p><b>Guarantee.</b> Bit for bit: the decoded gradient is the mean of the groups' honest gradients, in the job's arithmetic and
 * added up in the order of the groups, provided that honest workers compute equal bits from equal input. Of s + 1 equal digests one is
 * honest, so the value is proven without waiting for the others.
 *
 * <p><b>Cost.</b> Each gradient is computed r times; P digests of 32 bytes and P / r gradients reach the parameter server.
 *
 * <p><b>Source.</b> Chen, Wang, Charles, Papailiopoulos, <i>DRACO</i>, ICML 2018, section on the repetition code.
 * <b>Departures.</b> The majority is taken over SHA-256 digests and the gradient is fetched from one member (the paper
 * ships and compares all of them); a group that has shown more than s disagreeing members ends in an error, where a
 * majority vote would go on with whatever is most frequent.
 */
public final class RepetitionCode extends WholeGradientCode {

    /** The code's name in job files. */
    public static final String NAME = "repetition";

    /** What lists say of it. */
    public static final Description DESCRIPTION =
            new Description(
                    "groups of r compute the same gradient and s + 1 equal answers prove it",
                    "--workers P, --group-size r, a divisor of P, --declared-byz s, 2s < r; --arithmetic float or exact; --vote digest or tolerance",
                    "r >= 2s + 1",
                    "Chen et al., DRACO, ICML 2018, repetition code");

    /**
     * @param workers P
     * @param groupSize r, which divides P
     * @param adversaries s, at most that many lie in the whole cluster; {@code 2 s < r}
     * @param arithmetic in what numbers the groups' gradients are added up
     * @throws IllegalArgumentException naming the value that is impossible
     */
    public RepetitionCode(int workers, int groupSize, int adversaries, Arithmetic arithmetic) {
        super(
                Groups.requireMajority(workers, groupSize, adversaries),
                Assignment.inGroups(workers, groupSize),
                AnswerForm.DIGEST_FIRST,
                arithmetic);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StepDecoder newDecoder(int dimension, int[] exponents) {
        int adversaries = faults().adversaries();
        GroupVote.Quorum quorum = new GroupVote.Quorum(adversaries + 1, adversaries);
        return new RepetitionDecoder(
                new Votes(assignment(), quorum, dimension), arithmetic(), exponents);
    }
}
