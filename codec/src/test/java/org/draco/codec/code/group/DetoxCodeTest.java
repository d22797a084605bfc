package org.draco.codec.code.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.draco.codec.aggregate.AggregationRule;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.aggregate.Gradients;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** DETOX beyond the contract: groups that liars turn or silence, and groups that are lost. */
class DetoxCodeTest {

    /** A robust rule for one component, which needs 2t + 1 rows: the middle one. */
    private static final class Middle implements AggregationRule {
        @Override
        public String name() {
            return "middle";
        }

        @Override
        public int minWorkers(int adversaries) {
            return 2 * adversaries + 1;
        }

        @Override
        public float[] aggregate(Gradients gradients, int adversaries) {
            float[] sorted = new float[gradients.count()];
            for (int row = 0; row < sorted.length; row++) {
                sorted[row] = gradients.row(row)[0];
            }
            Arrays.sort(sorted);
            return new float[] {sorted[sorted.length / 2]};
        }
    }

    /** Each worker says the number at its place; null: it is lost. Workers hand in what they have said. */
    private static StepDecoder play(DetoxCode code, Float... said) {
        StepDecoder decoder = code.newDecoder(1, new int[0]);
        for (int worker = 0; worker < said.length; worker++) {
            if (said[worker] == null) {
                decoder.onLost(worker);
            } else {
                decoder.onDigest(
                        worker,
                        code.assignment().taskOf(worker),
                        Digest.of(new float[] {said[worker]}));
            }
            for (Request request : decoder.takeRequests()) {
                float[] vector = {said[request.worker()]};
                decoder.onVector(request.worker(), request.task(), new FloatVector(vector));
            }
        }
        return decoder;
    }

    private static float[] decoded(StepDecoder decoder) {
        return assertInstanceOf(Decoding.Decoded.class, decoder.decoding()).gradient();
    }

    private static DetoxCode threeOfThree(int adversaries) {
        return new DetoxCode(9, 3, 3, adversaries, new Middle());
    }

    @Test
    void leavesATurnedGroupToTheRule() {
        StepDecoder decoder = play(threeOfThree(2), 1f, 1f, 1f, -9f, -9f, 2f, 3f, 3f, 3f);
        assertArrayEquals(new float[] {1f}, decoded(decoder));
        assertEquals(Set.of(), decoder.suspects(), "two of three may be the liars");
    }

    @Test
    void leavesOutAGroupWithoutAMajorityAsOneOfThoseThatMayBeSpoilt() {
        StepDecoder decoder = play(threeOfThree(2), 1f, 1f, 1f, -9f, -8f, 2f, 3f, 3f, 3f);
        assertArrayEquals(new float[] {3f}, decoded(decoder));
    }

    /** Two of four cannot turn an even group, but they can keep the other two from a majority. */
    @Test
    void bearsThatHalfOfAnEvenGroupLies() {
        DetoxCode code = new DetoxCode(12, 4, 3, 2, new Middle());
        StepDecoder decoder = play(code, 1f, 1f, 1f, 1f, 2f, 2f, -9f, -9f, 3f, 3f, 3f, 3f);
        assertArrayEquals(new float[] {3f}, decoded(decoder));
        assertEquals(1, DetoxCode.corruptedGroups(4, 2));
        assertEquals(0, DetoxCode.corruptedGroups(4, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new DetoxCode(12, 4, 3, 2, AggregationRules.average()));
    }

    @Test
    void saysThatMoreGroupsAreSpoiltThanSLiarsCan() {
        StepDecoder decoder = play(threeOfThree(2), 1f, -7f, -6f, -9f, -8f, 2f, 3f, 3f, 3f);
        String why = assertInstanceOf(Decoding.Undecodable.class, decoder.decoding()).why();
        for (String part : List.of("2 groups of 3", "s = 2", "1 at most")) {
            assertTrue(why.contains(part), why);
        }
    }

    @Test
    void leavesOutAGroupThatHasLostTooManyWhileTheRuleHasEnough() {
        DetoxCode code = new DetoxCode(9, 3, 3, 1, AggregationRules.average());
        StepDecoder decoder = play(code, 1f, 1f, 1f, null, null, 2f, 4f, 4f, 4f);
        assertArrayEquals(new float[] {2.5f}, decoded(decoder));
    }

    @Test
    void namesTheLostWhenTheRuleHasTooFewRows() {
        StepDecoder decoder = play(threeOfThree(2), 1f, 1f, 1f, null, null, 2f, 3f, 3f, 3f);
        var few = assertInstanceOf(Decoding.TooFewAnswers.class, decoder.decoding());
        assertEquals(Set.of(3, 4), few.missing());
        assertTrue(few.why().contains("[3, 4]"), few.why());
    }

    @Test
    void averagesWithinTheVoteGroupsBeforeTheRule() {
        DetoxCode code = new DetoxCode(6, 1, 3, 0, new Middle());
        assertArrayEquals(new float[] {4f}, decoded(play(code, 1f, 3f, 4f, 4f, 9f, 0f)));
    }

    @Test
    void accusesWhoeverDisagreesWhereLiarsCannotBeAMajority() {
        DetoxCode code = new DetoxCode(9, 3, 3, 1, AggregationRules.average());
        StepDecoder decoder = play(code, 1f, 1f, 1f, 2f, -9f, 2f, 3f, 3f, 3f);
        assertArrayEquals(new float[] {2f}, decoded(decoder));
        assertEquals(Set.of(4), decoder.suspects());
    }

    @Test
    void refusesShapesThatCannotBe() {
        assertRefuses(9, 2, 1, 0, "group size", "9 workers", "found 2");
        assertRefuses(9, 3, 2, 0, "vote groups", "3 groups", "found 2");
        assertRefuses(9, 3, 0, 0, "vote groups", "found 0");
        assertRefuses(9, 3, 1, 2, "average", "s = 2", "turn 1 groups of 3");
        assertRefuses(9, 3, 3, 5, "2s < P = 9", "found s = 5");
    }

    private static void assertRefuses(
            int workers, int groupSize, int voteGroups, int adversaries, String... parts) {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        new DetoxCode(
                                                workers,
                                                groupSize,
                                                voteGroups,
                                                adversaries,
                                                AggregationRules.average()))
                        .getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
