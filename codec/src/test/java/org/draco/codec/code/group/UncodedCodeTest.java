package org.draco.codec.code.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.draco.codec.aggregate.AggregationRule;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.aggregate.Gradients;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** The uncoded baseline beyond the contract: what it does with lost and unusable answers. */
class UncodedCodeTest {

    /** Needs three rows for one adversary, and remembers nothing: the middle one of each component. */
    private static final class MiddleOfThree implements AggregationRule {
        @Override
        public String name() {
            return "middle";
        }

        @Override
        public int minWorkers(int adversaries) {
            return 3;
        }

        @Override
        public float[] aggregate(Gradients gradients, int adversaries) {
            return gradients.row(gradients.count() / 2).clone();
        }
    }

    private static UncodedCode code() {
        return code(4, 0, AggregationRules.average());
    }

    private static UncodedCode code(int workers, int adversaries, AggregationRule rule) {
        return new UncodedCode(workers, adversaries, rule, new FloatArithmetic());
    }

    private static float[] vector(float... components) {
        return components;
    }

    @Test
    void leavesOutWhoeverIsLost() {
        StepDecoder decoder = code().newDecoder(1, new int[0]);
        decoder.onVector(0, 0, new FloatVector(vector(1)));
        decoder.onLost(1);
        decoder.onVector(2, 2, new FloatVector(vector(4)));
        assertEquals(Set.of(3), decoder.unanswered());
        decoder.onVector(3, 3, new FloatVector(vector(7)));
        // (1 + 4 + 7) * (1 / 3), in float: not 4 by accident of rounding but by the definition of
        // the mean.
        float expected = (1f + 4f + 7f) * (1f / 3f);
        assertArrayEquals(vector(expected), gradientOf(decoder));
    }

    private static float[] gradientOf(StepDecoder decoder) {
        return assertInstanceOf(Decoding.Decoded.class, decoder.decoding()).gradient();
    }

    @Test
    void namesAndLeavesOutWhoeverSendsWhatIsNoGradient() {
        float[][] unusable = {
            {},
            {1},
            {1, 2, 3},
            {Float.NaN, 0},
            {0, Float.POSITIVE_INFINITY},
            {Float.NEGATIVE_INFINITY, 0}
        };
        for (float[] bad : unusable) {
            StepDecoder decoder = code().newDecoder(2, new int[0]);
            for (int worker = 0; worker < 3; worker++) {
                decoder.onVector(worker, worker, new FloatVector(vector(worker, -0f)));
            }
            decoder.onVector(3, 3, new FloatVector(bad));
            assertArrayEquals(vector(1f * 3 * (1f / 3f), -0f), gradientOf(decoder));
            assertEquals(Set.of(3), decoder.suspects());
        }
    }

    @Test
    void takesTheFirstOfSeveralAnswers() {
        StepDecoder decoder = code(1, 0, AggregationRules.average()).newDecoder(1, new int[0]);
        decoder.onVector(0, 0, new FloatVector(vector(5)));
        decoder.onVector(0, 0, new FloatVector(vector(6)));
        decoder.onLost(0);
        assertArrayEquals(vector(5), gradientOf(decoder));
    }

    @Test
    void doesNotLetALiarTakeItsLieBack() {
        StepDecoder decoder = code().newDecoder(1, new int[0]);
        decoder.onVector(0, 0, new FloatVector(vector(Float.NaN)));
        decoder.onVector(0, 0, new FloatVector(vector(1)));
        assertEquals(Set.of(1, 2, 3), decoder.unanswered());
        for (int worker = 1; worker < 4; worker++) {
            decoder.onVector(worker, worker, new FloatVector(vector(6)));
        }
        assertArrayEquals(vector(6), gradientOf(decoder));
        assertEquals(Set.of(0), decoder.suspects());
    }

    @Test
    void asksAgainOnlyIfTheLostCouldMakeUpTheNumber() {
        UncodedCode code = code(5, 1, new MiddleOfThree());
        StepDecoder lost = code.newDecoder(1, new int[0]);
        feed(lost, "ggxxl");
        Decoding.TooFewAnswers tooFew =
                assertInstanceOf(Decoding.TooFewAnswers.class, lost.decoding());
        assertEquals(Set.of(4), tooFew.missing());

        StepDecoder beyondHope = code.newDecoder(1, new int[0]);
        feed(beyondHope, "gxxxl");
        Decoding.Undecodable undecodable =
                assertInstanceOf(Decoding.Undecodable.class, beyondHope.decoding());
        assertTrue(undecodable.why().contains("[1, 2, 3]"), undecodable.why());
    }

    /** Krum needs 2s + 3 rows: seven for two liars, but five are enough once one of them is out. */
    @Test
    void countsAProvenLiarNoMoreAmongThoseThatTheRuleMustBear() {
        AggregationRule krum = AggregationRules.byName("krum").orElseThrow();
        StepDecoder decoder = code(7, 2, krum).newDecoder(1, new int[0]);
        feed(decoder, "gggggxg");
        assertArrayEquals(vector(1), gradientOf(decoder));
        assertEquals(Set.of(5), decoder.suspects());
    }

    @Test
    void blamesNobodyWhenNotOneGradientIsFinite() {
        StepDecoder decoder = code().newDecoder(1, new int[0]);
        feed(decoder, "xxxx");
        assertArrayEquals(vector(Float.NaN), gradientOf(decoder));
        assertEquals(Set.of(), decoder.suspects());
        assertEquals(Set.of(), decoder.unanswered());
    }

    @Test
    void doesNotCountAFaultyWorkerThatDiesAsOneThatMayBeAskedAgain() {
        StepDecoder decoder = code(3, 1, new MiddleOfThree()).newDecoder(1, new int[0]);
        feed(decoder, "ggx");
        decoder.onLost(2);
        assertInstanceOf(Decoding.Undecodable.class, decoder.decoding());
    }

    /** g: a gradient, x: not a number, l: lost. */
    private static void feed(StepDecoder decoder, String answers) {
        for (int worker = 0; worker < answers.length(); worker++) {
            switch (answers.charAt(worker)) {
                case 'g' -> decoder.onVector(worker, worker, new FloatVector(vector(1)));
                case 'x' -> decoder.onVector(worker, worker, new FloatVector(vector(Float.NaN)));
                default -> decoder.onLost(worker);
            }
        }
    }

    @Test
    void assignsEachWorkerABatchOfItsOwn() {
        Assignment assignment = code().assignment();
        assertEquals(4, assignment.batches());
        for (int worker = 0; worker < 4; worker++) {
            assertEquals(worker, assignment.taskOf(worker));
            assertArrayEquals(new int[] {worker}, assignment.batchesOf(worker));
        }
    }

    @Test
    void refusesARuleThatNeedsMoreWorkers() {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> code(4, 1, AggregationRules.average()))
                        .getMessage();
        for (String part : List.of("average", "s = 1", "found 4")) {
            assertTrue(message.contains(part), message);
        }
    }
}
