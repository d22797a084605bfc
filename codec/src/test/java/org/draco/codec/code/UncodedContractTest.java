package org.draco.codec.code;

import java.util.List;
import java.util.Set;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.group.UncodedCode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract over the baseline where nobody may lie: it leaves out the lost, and is exact otherwise. */
class UncodedContractTest {

    abstract static class Shape extends GradientCodeContract {

        private final GradientCode code;

        Shape(int workers, Arithmetic arithmetic) {
            this.code = new UncodedCode(workers, 0, AggregationRules.average(), arithmetic);
        }

        @Override
        GradientCode code() {
            return code;
        }

        @Override
        CodeChoice choice() {
            return CodeChoice.of(UncodedCode.NAME, code.faults().workers(), 1, 0, "average")
                    .withArithmetic(code.arithmetic().name());
        }

        /** The mean over those that are not lost before they answer. */
        @Override
        void assertRecovered(StepPlay play, float[] gradient, String where) {
            List<Integer> answered = List.copyOf(play.firstSaid().keySet());
            float[][] rows = new float[answered.size()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = play.scene().batches[answered.get(i)];
            }
            float[] mean =
                    code.arithmetic().name().equals(ExactArithmetic.NAME)
                            ? SecondOpinion.fixedPointMean(
                                    rows, play.scene().exponents, code.faults().workers())
                            : SecondOpinion.floatMean(rows);
            assertBits(mean, gradient, where);
        }

        @Override
        boolean hasEnough(StepPlay play, Set<Integer> liars) {
            return play.firstSaid().size() + play.lost().size() >= code.faults().workers();
        }

        @Override
        boolean bears(Set<Integer> liars, Set<Integer> lost) {
            return lost.size() < code.faults().workers();
        }

        @Override
        boolean bearsMore(Set<Integer> liars) {
            return false;
        }

        @Test
        void recoversTheHonestMeanInEveryOrderOfArrival() {
            tryEveryOrderOfArrival(Lie.SILENT);
        }
    }

    @Nested
    class OfFour extends Shape {
        OfFour() {
            super(4, new FloatArithmetic());
        }
    }

    @Nested
    class OfFiveInFixedPoint extends Shape {
        OfFiveInFixedPoint() {
            super(5, new ExactArithmetic(5));
        }
    }
}
