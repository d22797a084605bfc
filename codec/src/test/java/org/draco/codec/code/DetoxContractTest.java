package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.group.DetoxCode;
import org.junit.jupiter.api.Nested;

/**
 * The contract over DETOX with the mean as its rule and fewer liars than spoil a group: then it is exact. Groups that have lost
 * too many are left out, and nothing else ever is.
 */
class DetoxContractTest {

    /** One shape: P, r, q, s. */
    abstract static class Shape extends VoteContract {

        private final DetoxCode code;
        private final int groupSize;
        private final int voteGroups;

        Shape(int workers, int groupSize, int voteGroups, int adversaries) {
            this.code =
                    new DetoxCode(
                            workers,
                            groupSize,
                            voteGroups,
                            adversaries,
                            AggregationRules.average());
            this.groupSize = groupSize;
            this.voteGroups = voteGroups;
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
                            DetoxCode.NAME,
                            faults.workers(),
                            groupSize,
                            faults.adversaries(),
                            "average");
            return new CodeChoice(
                    base.approach(),
                    base.arithmetic(),
                    base.workers(),
                    groupSize,
                    voteGroups,
                    base.adversaries(),
                    base.mode(),
                    base.modeArgs(),
                    base.vote(),
                    base.voteTolerance(),
                    base.numbers(),
                    base.errorTolerance());
        }

        @Override
        int quorum() {
            return groupSize / 2 + 1;
        }

        @Override
        float[] expected(Scene scene) {
            return meanWithout(Set.of(), scene.batches);
        }

        /** Means of the vote groups, and their mean. */
        private float[] meanWithout(Set<Integer> groups, float[][] batches) {
            int each = batches.length / voteGroups;
            List<float[]> rows = new ArrayList<>();
            for (int first = 0; first < batches.length; first += each) {
                List<float[]> values = new ArrayList<>();
                for (int group = first; group < first + each; group++) {
                    if (!groups.contains(group)) {
                        values.add(batches[group]);
                    }
                }
                if (!values.isEmpty()) {
                    rows.add(SecondOpinion.floatMean(values.toArray(float[][]::new)));
                }
            }
            return rows.isEmpty() ? null : SecondOpinion.floatMean(rows.toArray(float[][]::new));
        }

        @Override
        void assertRecovered(StepPlay play, float[] gradient, String where) {
            if (play.lost().isEmpty()) {
                super.assertRecovered(play, gradient, where);
                return;
            }
            int[] bits = Numbers.bits(gradient);
            boolean found =
                    WorkerSets.ofAtMost(play.scene().batches.length, play.scene().batches.length)
                            .stream()
                            .filter(left -> mayLeaveOut(left, play))
                            .map(left -> meanWithout(left, play.scene().batches))
                            .anyMatch(
                                    mean ->
                                            mean != null
                                                    && Arrays.equals(bits, Numbers.bits(mean)));
            assertTrue(found, () -> "no mean of groups: " + where);
        }

        /** Only groups in which so many are lost that no quorum could be heard. */
        private boolean mayLeaveOut(Set<Integer> groups, StepPlay play) {
            return groups.stream()
                    .allMatch(
                            group ->
                                    play.lost().stream()
                                                            .filter(
                                                                    w ->
                                                                            play.scene().taskOf(w)
                                                                                    == group)
                                                            .count()
                                                    + code.faults().adversaries()
                                            > groupSize - quorum());
        }

        @Override
        void assertSecondOpinionAgrees(Scene scene, Conduct.OfAll conducts, String where) {
            assertBits(
                    expected(scene),
                    meanWithout(Set.of(), MajorityOfAll.values(scene, conducts)),
                    where);
        }
    }

    @Nested
    class OfNineInGroupsOfThree extends Shape {
        OfNineInGroupsOfThree() {
            super(9, 3, 3, 1);
        }
    }

    @Nested
    class OfEightInGroupsOfFourAveragedBeforeTheRule extends Shape {
        OfEightInGroupsOfFourAveragedBeforeTheRule() {
            super(8, 4, 1, 1);
        }
    }

    @Nested
    class OfTwentyInGroupsOfFiveAgainstTwo extends Shape {
        OfTwentyInGroupsOfFiveAgainstTwo() {
            super(20, 5, 2, 2);
        }
    }

    @Nested
    class OfFortyFiveInGroupsOfFifteenAgainstSeven extends Shape {
        OfFortyFiveInGroupsOfFifteenAgainstSeven() {
            super(45, 15, 3, 7);
        }
    }
}
