package org.draco.codec.code;

import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.group.RepetitionCode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract over repetition codes of several shapes, in both arithmetics. */
class RepetitionContractTest {

    /** One shape: P, r, s. */
    abstract static class Shape extends VoteContract {

        private final GradientCode code;
        private final int groupSize;

        Shape(int workers, int groupSize, int adversaries) {
            this(workers, groupSize, adversaries, new FloatArithmetic());
        }

        Shape(int workers, int groupSize, int adversaries, Arithmetic arithmetic) {
            this.code = new RepetitionCode(workers, groupSize, adversaries, arithmetic);
            this.groupSize = groupSize;
        }

        @Override
        GradientCode code() {
            return code;
        }

        @Override
        CodeChoice choice() {
            FaultModel faults = code.faults();
            return CodeChoice.of(
                            RepetitionCode.NAME,
                            faults.workers(),
                            groupSize,
                            faults.adversaries(),
                            "average")
                    .withArithmetic(code.arithmetic().name());
        }

        @Override
        int quorum() {
            return code.faults().adversaries() + 1;
        }

        @Override
        float[] expected(Scene scene) {
            return mean(scene, scene.batches);
        }

        float[] mean(Scene scene, float[][] values) {
            return code.arithmetic().name().equals(ExactArithmetic.NAME)
                    ? SecondOpinion.fixedPointMean(values, scene.exponents)
                    : SecondOpinion.floatMean(values);
        }

        @Override
        void assertSecondOpinionAgrees(Scene scene, Conduct.OfAll conducts, String where) {
            assertBits(
                    expected(scene),
                    mean(scene, MajorityOfAll.values(scene, conducts)),
                    "the second opinion: " + where);
        }
    }

    /** A shape with few enough orders of arrival to try all. */
    abstract static class TinyShape extends Shape {

        TinyShape(int workers, int groupSize, int adversaries) {
            super(workers, groupSize, adversaries);
        }

        @Test
        void recoversTheHonestMeanInEveryOrderOfArrival() {
            tryEveryOrderOfArrival(Lie.values());
        }
    }

    @Nested
    class OfThreeInOneGroup extends TinyShape {
        OfThreeInOneGroup() {
            super(3, 3, 1);
        }
    }

    @Nested
    class OfFourInOneGroupWithOneToSpare extends TinyShape {
        OfFourInOneGroupWithOneToSpare() {
            super(4, 4, 1);
        }
    }

    @Nested
    class OfFiveInOneGroupAgainstTwo extends Shape {
        OfFiveInOneGroupAgainstTwo() {
            super(5, 5, 2);
        }

        @Test
        void recoversTheHonestMeanInEveryOrderOfArrival() {
            tryEveryOrderOfArrival(
                    Lie.SAME_ANSWER, Lie.RANDOM, Lie.BROKEN_PROMISE, Lie.WITHHELD, Lie.SILENT);
        }
    }

    @Nested
    class OfTwoPairsAgainstNobody extends TinyShape {
        OfTwoPairsAgainstNobody() {
            super(4, 2, 0);
        }
    }

    @Nested
    class OfSingleWorkers extends TinyShape {
        OfSingleWorkers() {
            super(3, 1, 0);
        }
    }

    @Nested
    class OfTwoGroupsOfThree extends Shape {
        OfTwoGroupsOfThree() {
            super(6, 3, 1);
        }

        @Override
        int ordersPerSet() {
            return 30;
        }
    }

    @Nested
    class OfNineInGroupsOfThreeInFixedPoint extends Shape {
        OfNineInGroupsOfThreeInFixedPoint() {
            super(9, 3, 1, new ExactArithmetic(3));
        }

        @Override
        int ordersPerSet() {
            return 10;
        }
    }

    @Nested
    class OfTenInGroupsOfFiveAgainstTwo extends Shape {
        OfTenInGroupsOfFiveAgainstTwo() {
            super(10, 5, 2);
        }
    }

    @Nested
    class OfFortyFiveInGroupsOfThree extends Shape {
        OfFortyFiveInGroupsOfThree() {
            super(45, 3, 1);
        }
    }

    @Nested
    class OfFortyFiveInGroupsOfNineAgainstThree extends Shape {
        OfFortyFiveInGroupsOfNineAgainstThree() {
            super(45, 9, 3);
        }
    }

    @Nested
    class OfFortyFiveInGroupsOfFifteenAgainstFive extends Shape {
        OfFortyFiveInGroupsOfFifteenAgainstFive() {
            super(45, 15, 5, new ExactArithmetic(3));
        }
    }

    @Nested
    class OfFortyFiveInGroupsOfFifteenAgainstSeven extends Shape {
        OfFortyFiveInGroupsOfFifteenAgainstSeven() {
            super(45, 15, 7);
        }
    }
}
