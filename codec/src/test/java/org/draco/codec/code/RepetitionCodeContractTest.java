package org.draco.codec.code;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract over repetition codes of several shapes. */
class RepetitionCodeContractTest {

    /** One shape: P, r, s. */
    abstract static class Shape extends GradientCodeContract {

        private final int workers;
        private final int groupSize;
        private final int adversaries;

        Shape(int workers, int groupSize, int adversaries) {
            this.workers = workers;
            this.groupSize = groupSize;
            this.adversaries = adversaries;
        }

        @Override
        GradientCode code() {
            return new RepetitionCode(workers, groupSize, adversaries);
        }

        /** s + 1 honest members of each group, and nobody who still owes a gradient. */
        @Override
        boolean hasEnough(StepPlay play, Set<Integer> liars) {
            for (int first = 0; first < workers; first += groupSize) {
                int honest = 0;
                for (int worker = first; worker < first + groupSize; worker++) {
                    if (play.heardFrom().contains(worker) && !liars.contains(worker)) {
                        honest++;
                    }
                }
                if (honest <= adversaries) {
                    return false;
                }
            }
            return play.pendingRequests().isEmpty();
        }
    }

    /** A shape with few enough orders of arrival to try all. */
    abstract static class TinyShape extends Shape {

        TinyShape(int workers, int groupSize, int adversaries) {
            super(workers, groupSize, adversaries);
        }

        @Test
        void recoversTheHonestMeanInEveryOrderOfArrival() {
            tryEveryOrderOfArrival();
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
    class OfFiveInOneGroupAgainstTwo extends TinyShape {
        OfFiveInOneGroupAgainstTwo() {
            super(5, 5, 2);
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
            return 60;
        }
    }

    @Nested
    class OfNineInGroupsOfThree extends Shape {
        OfNineInGroupsOfThree() {
            super(9, 3, 1);
        }

        @Override
        int ordersPerSet() {
            return 60;
        }
    }

    @Nested
    class OfTenInGroupsOfFiveAgainstTwo extends Shape {
        OfTenInGroupsOfFiveAgainstTwo() {
            super(10, 5, 2);
        }

        @Override
        int ordersPerSet() {
            return 6;
        }
    }

    @Nested
    class OfFourteenInGroupsOfSevenAgainstThree extends Shape {
        OfFourteenInGroupsOfSevenAgainstThree() {
            super(14, 7, 3);
        }

        @Override
        int ordersPerSet() {
            return 1;
        }
    }
}
