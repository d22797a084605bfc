package org.draco.codec.code;

import java.util.Set;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.exact.CyclicCode;
import org.junit.jupiter.api.Nested;

/** The contract over the exact cyclic code: bit for bit, and nobody honest accused, whatever the shape. */
class CyclicContractTest {

    /** One shape: P, s. */
    abstract static class Shape extends GradientCodeContract {

        private final GradientCode code;

        Shape(int workers, int adversaries) {
            this.code = new CyclicCode(new FaultModel(workers, adversaries));
        }

        @Override
        GradientCode code() {
            return code;
        }

        @Override
        CodeChoice choice() {
            FaultModel faults = code.faults();
            return CodeChoice.of(
                    CyclicCode.NAME, faults.workers(), 1, faults.adversaries(), "average");
        }

        @Override
        float[] expected(Scene scene) {
            return SecondOpinion.fixedPointMean(scene.batches, scene.exponents);
        }

        @Override
        boolean hasEnough(StepPlay play, Set<Integer> liars) {
            return play.firstSaid().size() + play.lost().size() >= code.faults().workers();
        }

        @Override
        boolean bears(Set<Integer> liars, Set<Integer> lost) {
            return 2 * liars.size() + lost.size() <= 2 * code.faults().adversaries();
        }

        /** Of 2s - f checks, as many as half of them, rounded up, can lie without passing for others. */
        @Override
        boolean isSound(Set<Integer> liars, Set<Integer> lost) {
            return 2 * liars.size() + lost.size() <= 2 * code.faults().adversaries() + 1
                    && lost.size() <= 2 * code.faults().adversaries();
        }

        /** The order does not matter to a code that waits for all. */
        @Override
        int ordersPerSet() {
            return 1;
        }

        /**
         * Colluding ones too, but not all: answers that are consistent among themselves show only while more than s others
         * contradict them, and one vector added by many can look like another added by one. (By workers 4..34 of 45 it does: the
         * nodes' mean, weighted by themselves, is 24, a node.)
         */
        @Override
        boolean shows(Lie lie, int liars) {
            return switch (lie) {
                case RANDOM -> true;
                case REVERSED, ANOTHER_STEP, SAME_ANSWER ->
                        code.faults().workers() - liars > code.faults().adversaries();
                default -> false;
            };
        }

        @Override
        boolean bearsMore(Set<Integer> liars) {
            return false;
        }
    }

    @Nested
    class OfOneAgainstNobody extends Shape {
        OfOneAgainstNobody() {
            super(1, 0);
        }
    }

    @Nested
    class OfThreeAgainstOne extends Shape {
        OfThreeAgainstOne() {
            super(3, 1);
        }
    }

    @Nested
    class OfFourAgainstOne extends Shape {
        OfFourAgainstOne() {
            super(4, 1);
        }
    }

    @Nested
    class OfFiveAgainstTwo extends Shape {
        OfFiveAgainstTwo() {
            super(5, 2);
        }
    }

    @Nested
    class OfSixAgainstTwo extends Shape {
        OfSixAgainstTwo() {
            super(6, 2);
        }
    }

    @Nested
    class OfSevenAgainstThree extends Shape {
        OfSevenAgainstThree() {
            super(7, 3);
        }
    }

    @Nested
    class OfFortyFiveAgainstOne extends Shape {
        OfFortyFiveAgainstOne() {
            super(45, 1);
        }
    }

    @Nested
    class OfFortyFiveAgainstThree extends Shape {
        OfFortyFiveAgainstThree() {
            super(45, 3);
        }
    }

    @Nested
    class OfFortyFiveAgainstFive extends Shape {
        OfFortyFiveAgainstFive() {
            super(45, 5);
        }
    }

    @Nested
    class OfFortyFiveAgainstSeven extends Shape {
        OfFortyFiveAgainstSeven() {
            super(45, 7);
        }
    }

    @Nested
    class OfAHundredAgainstSeven extends Shape {
        OfAHundredAgainstSeven() {
            super(100, 7);
        }
    }
}
