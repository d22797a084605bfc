package org.draco.codec.code.group;

import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.StepDecoder;

/**
 * The repetition code where machines round differently: s + 1 members whose gradients are within a tolerance of one of
 * them prove that one.
 *
 * <p><b>Guarantee.</b> Two gradients agree when the norm of their difference is at most tolerance times the larger norm.
 * Provided that honest members of a group agree, the value that is taken agrees with an honest one, for one of s + 1 is
 * honest: an adversary can move it by the tolerance, and no further. Only what is so far from it that no honest member could
 * be there is called a lie: beyond 2 / (1 - tolerance) times the tolerance. Which of the agreeing gradients is taken
 * depends on who answers first, so two runs differ within the tolerance.
 *
 * <p><b>Cost.</b> P whole gradients reach the parameter server, and each is compared with the others of its group.
 *
 * <p><b>Source.</b> The repetition code of Chen et al., <i>DRACO</i>, ICML 2018, compares bits; the tolerance is ours. Others
 * who fell back on one took it so wide that it accepts anything: see {@link #MOST}.
 */
public final class TolerantCode extends WholeGradientCode {

    /**
     * The widest tolerance: at 1 a gradient of zeros would agree with every other, at 2 a reversed one.
     */
    public static final double MOST = 0.1;

    private final int groupSize;
    private final double tolerance;

    /**
     * @param workers P
     * @param groupSize r, which divides P
     * @param adversaries s, at most that many lie in the whole cluster; {@code 2 s < r}
     * @param tolerance above 0, at most {@link #MOST}
     * @throws IllegalArgumentException naming the value that is impossible
     */
    public TolerantCode(int workers, int groupSize, int adversaries, double tolerance) {
        super(
                Groups.requireMajority(workers, groupSize, adversaries),
                Assignment.inGroups(workers, groupSize),
                AnswerForm.GRADIENT,
                new FloatArithmetic());
        if (!(tolerance > 0 && tolerance <= MOST)) {
            throw new IllegalArgumentException(
                    "tolerance: expected above 0 and at most " + MOST + ", found " + tolerance);
        }
        this.groupSize = groupSize;
        this.tolerance = tolerance;
    }

    @Override
    public String name() {
        return RepetitionCode.NAME;
    }

    @Override
    public StepDecoder newDecoder(int dimension, int[] exponents) {
        return new TolerantDecoder(this, groupSize, tolerance, dimension);
    }
}
