package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every gradient code must do while at most s workers lie; the test of a code extends this. */
abstract class GradientCodeContract {

    private static final int DIMENSION = 5;
    private static final long SEED = 20260101;

    /** The code under test, small enough to try all sets of liars. */
    abstract GradientCode code();

    /** How many random orders of arrival each set of liars is tried in. */
    int ordersPerSet() {
        return 4;
    }

    /** Whether the play, at this moment, has all that the code should need: it must have decoded, then. */
    abstract boolean hasEnough(StepPlay play, Set<Integer> liars);

    private float[][] batches;

    @BeforeEach
    void computesTheBatches() {
        batches = batches(code().assignment().batches(), new Random(SEED));
    }

    private static float[][] batches(int count, Random random) {
        float[][] batches = new float[count][DIMENSION];
        for (int batch = 0; batch < count; batch++) {
            for (int i = 1; i < DIMENSION; i++) {
                batches[batch][i] = (float) random.nextGaussian();
            }
            // Component 0 is a zero, whose sign a liar may turn.
        }
        return batches;
    }

    private float[] honest(int worker) {
        return batches[code().assignment().batchesOf(worker)[0]];
    }

    private float[] honestMean() {
        return MajorityOfAll.decode(code().assignment(), conducts(Set.of(), Lie.SILENT), DIMENSION);
    }

    private List<Conduct> conducts(Set<Integer> liars, Lie lie) {
        List<Conduct> conducts = new ArrayList<>();
        for (int worker = 0; worker < code().faults().workers(); worker++) {
            Random random = new Random(SEED + worker);
            conducts.add(
                    liars.contains(worker)
                            ? lie.conduct(honest(worker), random)
                            : Conduct.of(honest(worker)));
        }
        return conducts;
    }

    static List<Set<Integer>> setsOfAtMost(int size, int workers) {
        List<Set<Integer>> sets = new ArrayList<>(List.of(Set.of()));
        for (int worker = 0; worker < workers; worker++) {
            for (Set<Integer> smaller : List.copyOf(sets)) {
                if (smaller.size() < size) {
                    Set<Integer> larger = new TreeSet<>(smaller);
                    larger.add(worker);
                    sets.add(larger);
                }
            }
        }
        return sets;
    }

    private List<Set<Integer>> liarSets() {
        return setsOfAtMost(code().faults().adversaries(), code().faults().workers());
    }

    @Test
    void recoversTheHonestMeanBitForBitWhoeverLiesAndHowever() {
        for (Lie lie : Lie.values()) {
            for (Set<Integer> liars : liarSets()) {
                for (int order = 0; order < ordersPerSet(); order++) {
                    long seed = SEED * 31 + order;
                    Random random = new Random(seed);
                    playAndCheck(liars, lie, random::nextInt, "order of seed " + seed);
                }
            }
        }
    }

    /** The same in every order of arrival there is; for tiny codes. */
    void tryEveryOrderOfArrival() {
        for (Lie lie : Lie.values()) {
            for (Set<Integer> liars : liarSets()) {
                ChoiceTree tree = new ChoiceTree();
                do {
                    playAndCheck(liars, lie, tree, tree);
                } while (tree.next());
            }
        }
    }

    private void playAndCheck(Set<Integer> liars, Lie lie, IntUnaryOperator order, Object which) {
        List<Conduct> conducts = conducts(liars, lie);
        String where = liars + " lie " + lie + ", " + which;
        float[] expected = honestMean();
        StepPlay play =
                new StepPlay(code(), DIMENSION, conducts)
                        .run(order, now -> check(now, liars, expected, where));
        assertInstanceOf(Decoding.Decoded.class, play.decoder().decoding(), where);
        assertArrayEquals(
                bits(expected),
                bits(MajorityOfAll.decode(code().assignment(), conducts, DIMENSION)),
                () -> "the second opinion differs: " + where);
        assertEquals(Set.of(), play.decoder().unanswered(), where);
        if (lie.isPlain()) {
            assertEquals(liars, play.decoder().suspects(), () -> "not all are caught: " + where);
        }
    }

    private void check(StepPlay play, Set<Integer> liars, float[] expected, String where) {
        StepDecoder decoder = play.decoder();
        assertTrue(
                liars.containsAll(decoder.suspects()),
                () -> "accuses " + decoder.suspects() + ": " + where);
        Decoding decoding = decoder.decoding();
        if (decoding instanceof Decoding.Decoded decoded) {
            assertArrayEquals(bits(expected), bits(decoded.gradient()), where);
            assertSame(decoded.gradient(), ((Decoding.Decoded) decoder.decoding()).gradient());
        } else {
            assertInstanceOf(Decoding.Waiting.class, decoding, where);
            assertTrue(
                    !hasEnough(play, liars),
                    () -> "waits in vain after " + play.heardFrom() + ": " + where);
        }
    }

    static int[] bits(float[] vector) {
        int[] bits = new int[vector.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(vector[i]);
        }
        return bits;
    }

    @Test
    void waitsForEverybodyBeforeAnythingHasCome() {
        StepDecoder decoder = code().newDecoder(DIMENSION);
        assertInstanceOf(Decoding.Waiting.class, decoder.decoding());
        assertEquals(code().faults().workers(), decoder.unanswered().size());
        assertEquals(Set.of(), decoder.suspects());
        assertEquals(List.of(), decoder.takeRequests());
    }

    @Test
    void asksForNothingTwice() {
        StepDecoder decoder = code().newDecoder(DIMENSION);
        for (int worker = 0; worker < code().faults().workers(); worker++) {
            decoder.onDigest(worker, Digest.of(honest(worker)));
        }
        decoder.takeRequests();
        assertEquals(List.of(), decoder.takeRequests());
    }

    @Test
    void callsTheLossOfEverybodyTooFewAnswersAndNamesThem() {
        StepDecoder decoder = code().newDecoder(DIMENSION);
        for (int worker = 0; worker < code().faults().workers(); worker++) {
            decoder.onLost(worker);
        }
        Decoding.TooFewAnswers tooFew =
                assertInstanceOf(Decoding.TooFewAnswers.class, decoder.decoding());
        for (int worker : tooFew.missing()) {
            assertTrue(tooFew.why().contains(Integer.toString(worker)), tooFew.why());
        }
        assertEquals(Set.of(), decoder.suspects());
        assertEquals(Set.of(), decoder.unanswered());
    }

    @Test
    void handsOutCopiesOfItsSets() {
        StepDecoder decoder = code().newDecoder(DIMENSION);
        decoder.unanswered().clear();
        decoder.suspects().add(0);
        assertEquals(code().faults().workers(), decoder.unanswered().size());
        assertEquals(Set.of(), decoder.suspects());
    }

    @Test
    void keepsItsDecodersApart() {
        StepDecoder touched = code().newDecoder(DIMENSION);
        touched.onLost(0);
        assertEquals(code().faults().workers(), code().newDecoder(DIMENSION).unanswered().size());
    }

    @Test
    void canBeMadeByItsName() {
        GradientCode made =
                GradientCodes.create(
                        new CodeChoice(
                                code().name(),
                                code().faults().workers(),
                                code().faults().workers() / code().assignment().batches(),
                                code().faults().adversaries(),
                                "average"));
        assertEquals(code().name(), made.name());
        assertEquals(code().faults(), made.faults());
        assertEquals(code().assignment().batches(), made.assignment().batches());
        assertEquals(code().answerForm(), made.answerForm());
    }
}
