package org.draco.codec.code.choice;

import java.util.List;
import org.draco.codec.Description;
import org.draco.codec.Parallelism;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.code.group.TolerantCode;

/** {@link RepetitionCode}, or {@link TolerantCode} where the vote is within a tolerance. */
final class RepetitionKind implements CodeKind {

    @Override
    public String name() {
        return RepetitionCode.NAME;
    }

    @Override
    public Description description() {
        return RepetitionCode.DESCRIPTION;
    }

    @Override
    public List<String> arithmetics() {
        return List.of(FloatArithmetic.NAME, ExactArithmetic.NAME);
    }

    @Override
    public int defaultAdversaries(CodeChoice choice) {
        return Math.max(0, (choice.groupSize() - 1) / 2);
    }

    @Override
    public void judge(CodeChoice choice, Faults faults) {
        int r = choice.groupSize();
        faults.divides(r, choice.workers());
        faults.require(
                r < 1 || 2L * choice.adversaries() < r,
                "declared-byz",
                "at most %d for groups of %d".formatted((r - 1) / 2, r),
                choice.adversaries());
        faults.oneOf(
                "vote", List.of(CodeChoice.VOTE_DIGEST, CodeChoice.VOTE_TOLERANCE), choice.vote());
        if (choice.vote().equals(CodeChoice.VOTE_TOLERANCE)) {
            double tolerance = choice.voteTolerance();
            faults.require(
                    tolerance > 0 && tolerance <= TolerantCode.MOST,
                    "vote-tolerance",
                    "above 0 and at most %s (at 1, zeros would pass for any gradient)"
                            .formatted(TolerantCode.MOST),
                    tolerance);
            faults.require(
                    !choice.arithmetic().equals(ExactArithmetic.NAME),
                    "arithmetic",
                    "float with --vote tolerance, where workers agree only roughly",
                    choice.arithmetic());
        }
    }

    @Override
    public GradientCode create(CodeChoice choice, Parallelism parallelism) {
        if (choice.vote().equals(CodeChoice.VOTE_TOLERANCE)) {
            return new TolerantCode(
                    choice.workers(),
                    choice.groupSize(),
                    choice.adversaries(),
                    choice.voteTolerance());
        }
        return new RepetitionCode(
                choice.workers(),
                choice.groupSize(),
                choice.adversaries(),
                GradientCodes.arithmetic(
                        choice, choice.workers() / choice.groupSize(), parallelism));
    }
}
