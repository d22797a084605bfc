package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.code.group.TolerantCode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract over the repetition code that votes within a tolerance: what comes out is within it of the honest mean. */
class TolerantContractTest {

    private static final double TOLERANCE = 1e-3;

    /** One shape: P, r, s. */
    abstract static class Shape extends VoteContract {

        private final GradientCode code;
        private final int groupSize;

        Shape(int workers, int groupSize, int adversaries) {
            this.code = new TolerantCode(workers, groupSize, adversaries, TOLERANCE);
            this.groupSize = groupSize;
        }

        @Override
        GradientCode code() {
            return code;
        }

        @Override
        CodeChoice choice() {
            FaultModel faults = code.faults();
            CodeChoice base =
                    CodeChoice.of(
                            RepetitionCode.NAME,
                            faults.workers(),
                            groupSize,
                            faults.adversaries(),
                            "average");
            return new CodeChoice(
                    base.approach(),
                    base.arithmetic(),
                    base.workers(),
                    groupSize,
                    0,
                    base.adversaries(),
                    base.mode(),
                    base.modeArgs(),
                    CodeChoice.VOTE_TOLERANCE,
                    TOLERANCE,
                    base.numbers(),
                    base.errorTolerance());
        }

        @Override
        int quorum() {
            return code.faults().adversaries() + 1;
        }

        /** Each group may be off by the tolerance, of the larger norm, and the mean of groups by the mean of that. */
        @Override
        void assertRecovered(StepPlay play, float[] gradient, String where) {
            float[][] batches = play.scene().batches;
            double allowed = 1e-6;
            for (float[] batch : batches) {
                allowed += Numbers.norm(Numbers.widen(batch)) * TOLERANCE / (1 - TOLERANCE);
            }
            double error =
                    Numbers.distance(Numbers.widen(gradient), SecondOpinion.doubleMean(batches));
            double most = allowed / batches.length;
            assertTrue(error <= most, () -> error + " > " + most + ": " + where);
        }

        /** A lie that an honest worker's rounding could be is none. */
        @Override
        boolean catchesPlainLiars(Scene scene, Conduct.OfAll conducts, Set<Integer> liars) {
            for (int liar : liars) {
                int task = scene.taskOf(liar);
                Conduct conduct = conducts.of(liar, task);
                double[] honest = Numbers.of(scene.honest(task));
                if (conduct.isPlainLie(scene.honest(task))
                        && conduct.said().length() == honest.length
                        && Numbers.distance(Numbers.of(conduct.said()), honest)
                                <= 2.1 * TOLERANCE * Numbers.norm(honest)) {
                    return false;
                }
            }
            return true;
        }
    }

    @Nested
    class OfThreeInOneGroup extends Shape {
        OfThreeInOneGroup() {
            super(3, 3, 1);
        }

        @Test
        void recoversTheHonestMeanInEveryOrderOfArrival() {
            tryEveryOrderOfArrival(Lie.values());
        }
    }

    @Nested
    class OfSevenInOneGroupAgainstTwo extends Shape {
        OfSevenInOneGroupAgainstTwo() {
            super(7, 7, 2);
        }
    }

    @Nested
    class OfNineInGroupsOfThree extends Shape {
        OfNineInGroupsOfThree() {
            super(9, 3, 1);
        }
    }

    @Nested
    class OfFortyFiveInGroupsOfFifteenAgainstSeven extends Shape {
        OfFortyFiveInGroupsOfFifteenAgainstSeven() {
            super(45, 15, 7);
        }
    }
}
