package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.codec.vector.NumberVector;
import org.junit.jupiter.api.Test;

/**
 * What every gradient code must do while at most s workers lie; the test of a code extends this.
 *
 * <p>Codes of few workers are tried with every set of liars, codes of many with random and adjacent ones.
 */
abstract class GradientCodeContract {

    static final long SEED = 20261122;

    /** So many workers have few enough sets to try all. */
    private static final int FEW_WORKERS = 9;

    private static final int DIMENSION = 5;

    /** Pairs of liars and lost workers to try, about. */
    private static final int MOST_PAIRS = 800;

    private Scene expectedOf;
    private float[] expected;

    /** The code under test. */
    abstract GradientCode code();

    /** What a user chooses to get it. */
    abstract CodeChoice choice();

    /** The bits that must come out; codes in floating point override {@link #assertRecovered} instead. */
    float[] expected(Scene scene) {
        throw new AssertionError("no bits are promised");
    }

    /** Complains unless what is decoded by now is what the code promises. */
    void assertRecovered(StepPlay play, float[] gradient, String where) {
        if (expectedOf != play.scene()) {
            expectedOf = play.scene();
            expected = expected(expectedOf);
        }
        assertBits(expected, gradient, where);
    }

    static void assertBits(float[] expected, float[] found, String where) {
        assertArrayEquals(Numbers.bits(expected), Numbers.bits(found), where);
    }

    /** Whether the play, at this moment, has all that the code should need: it must have decoded, then. */
    abstract boolean hasEnough(StepPlay play, Set<Integer> liars);

    /** Whether it must decode although the others say nothing more, none of the liars is honest and the lost say nothing. */
    abstract boolean bears(Set<Integer> liars, Set<Integer> lost);

    /** Whether it can tell that something is wrong when it does not decode: always, but where the lost leave too few checks. */
    boolean isSound(Set<Integer> liars, Set<Integer> lost) {
        return true;
    }

    /** Whether an honest worker may be accused: never, but where a lie is within the margin of a float code. */
    boolean mayAccuseTheHonest(Scene scene, Conduct.OfAll conducts, Set<Integer> liars) {
        return false;
    }

    /** Whether all who lied for all to hear must be named in the end. */
    boolean catchesPlainLiars(Scene scene, Conduct.OfAll conducts, Set<Integer> liars) {
        return true;
    }

    /** A second opinion on what the answers hold, if there is one that needs no honest worker to be known. */
    void assertSecondOpinionAgrees(Scene scene, Conduct.OfAll conducts, String where) {}

    /** Complains about requests that cost more than they must. */
    void assertFrugal(StepPlay play, String where) {
        for (int task = 0; task < play.scene().code.assignment().tasks(); task++) {
            assertEquals(0, play.furtherWorkers(task), where);
        }
    }

    /** How many orders of arrival each set of liars is tried in. */
    int ordersPerSet() {
        return 2;
    }

    /** How many random sets, and how many adjacent ones, are tried where there are too many for all. */
    int setsOfManyWorkers() {
        return 4;
    }

    /** How often more liars than declared are tried. */
    int roundsOfTooManyLiars() {
        return 100;
    }

    private int workers() {
        return code().faults().workers();
    }

    private int adversaries() {
        return code().faults().adversaries();
    }

    private Scene scene() {
        return Scene.random(code(), DIMENSION, new Random(SEED));
    }

    /** All sets of at most so many workers, or some of them, the largest. */
    List<Set<Integer>> setsOfAtMost(int size) {
        if (workers() <= FEW_WORKERS) {
            return WorkerSets.ofAtMost(size, workers());
        }
        Random random = new Random(SEED);
        List<Set<Integer>> sets = new ArrayList<>(List.of(Set.of()));
        for (int i = 0; i < setsOfManyWorkers(); i++) {
            sets.add(WorkerSets.anywhere(size, workers(), random));
            sets.add(WorkerSets.adjacent(size, workers(), random));
        }
        sets.add(WorkerSets.anywhere(size / 2, workers(), random));
        return sets;
    }

    @Test
    void recoversTheHonestMeanWhoeverLiesAndHowever() {
        Scene scene = scene();
        for (Lie lie : Lie.values()) {
            for (Set<Integer> liars : setsOfAtMost(adversaries())) {
                for (int order = 0; order < ordersPerSet(); order++) {
                    long seed = SEED * 31 + order;
                    Random random = new Random(seed);
                    playAndCheck(scene, liars, lie, random::nextInt, "order of seed " + seed);
                }
            }
        }
    }

    /** The same in every order of arrival there is; for tiny codes. */
    void tryEveryOrderOfArrival(Lie... lies) {
        Scene scene = scene();
        for (Lie lie : lies) {
            for (Set<Integer> liars : setsOfAtMost(adversaries())) {
                ChoiceTree tree = new ChoiceTree();
                do {
                    playAndCheck(scene, liars, lie, tree, tree);
                } while (tree.next());
            }
        }
    }

    private void playAndCheck(
            Scene scene, Set<Integer> liars, Lie lie, IntUnaryOperator order, Object which) {
        Conduct.OfAll conducts = lie.toldBy(new Lie.Plot(scene, liars, SEED));
        String where = code().faults() + ", " + liars + " lie " + lie + ", " + which;
        boolean mayAccuse = mayAccuseTheHonest(scene, conducts, liars);
        int[] events = {0};
        StepPlay play =
                new StepPlay(scene, conducts)
                        .run(
                                order,
                                now -> {
                                    if (isLookedAt(events[0]++)) {
                                        assertSound(now, liars, mayAccuse, where);
                                        assertNotIdle(now, liars, where);
                                    }
                                });
        assertSound(play, liars, mayAccuse, where);
        assertInstanceOf(Decoding.Decoded.class, play.decoder().decoding(), where);
        assertEquals(Set.of(), play.decoder().unanswered(), where);
        assertFrugal(play, where);
        assertSecondOpinionAgrees(scene, conducts, where);
        if (catchesPlainLiars(scene, conducts, liars)) {
            assertEquals(plainLiars(play, liars), caught(play, liars), where);
        }
    }

    /** After every event; of many workers' after some. */
    private boolean isLookedAt(int event) {
        return workers() <= FEW_WORKERS || event % 7 == 0;
    }

    private static Set<Integer> plainLiars(StepPlay play, Set<Integer> liars) {
        Set<Integer> plain = new TreeSet<>(liars);
        plain.removeIf(
                liar -> {
                    NumberVector said = play.firstSaid().get(liar);
                    int task = play.scene().taskOf(liar);
                    return said == null || Numbers.same(said, play.scene().honest(task));
                });
        return plain;
    }

    /** Suspects, without those who lied only where they were asked in private. */
    private static Set<Integer> caught(StepPlay play, Set<Integer> liars) {
        Set<Integer> plain = plainLiars(play, liars);
        Set<Integer> caught = new TreeSet<>(play.decoder().suspects());
        caught.removeIf(worker -> liars.contains(worker) && !plain.contains(worker));
        return caught;
    }

    /** Whatever has come: nothing wrong is decoded, and nobody honest accused. */
    private void assertSound(StepPlay play, Set<Integer> liars, boolean mayAccuse, String where) {
        StepDecoder decoder = play.decoder();
        assertTrue(
                mayAccuse || liars.containsAll(decoder.suspects()),
                () -> "accuses " + decoder.suspects() + ": " + where);
        if (decoder.decoding() instanceof Decoding.Decoded decoded) {
            assertRecovered(play, decoded.gradient(), where);
            assertSame(decoded.gradient(), ((Decoding.Decoded) decoder.decoding()).gradient());
        }
    }

    private void assertNotIdle(StepPlay play, Set<Integer> liars, String where) {
        Decoding decoding = play.decoder().decoding();
        if (!(decoding instanceof Decoding.Decoded)) {
            assertInstanceOf(Decoding.Waiting.class, decoding, where);
            assertTrue(
                    !hasEnough(play, liars),
                    () -> "waits in vain, lost " + play.lost() + ": " + where);
        }
    }

    /** Liars and lost workers together: the mean, or the names of those who are missing; never blame. */
    @Test
    void bearsLossesBesideLiesOrSaysWhoIsMissing() {
        Scene scene = scene();
        Random random = new Random(SEED);
        List<Set<Integer>> lies = setsOfAtMost(adversaries());
        List<Set<Integer>> losses = setsOfAtMost(Math.min(workers(), 2 * adversaries() + 1));
        losses.add(WorkerSets.adjacent(workers(), workers(), random));
        int sampled = 1 + lies.size() * losses.size() / MOST_PAIRS;
        int decoded = 0;
        int tooFew = 0;
        for (Set<Integer> liars : lies) {
            for (Set<Integer> lost : losses) {
                boolean tried = liars.isEmpty() || random.nextInt(sampled) == 0;
                if (tried && liars.stream().noneMatch(lost::contains)) {
                    boolean found = playWithLosses(scene, liars, lost, random);
                    decoded += found ? 1 : 0;
                    tooFew += found ? 0 : 1;
                }
            }
        }
        assertTrue(decoded > 0 && tooFew > 0, decoded + " decoded, " + tooFew + " not");
    }

    /** Whether it decoded. */
    private boolean playWithLosses(
            Scene scene, Set<Integer> liars, Set<Integer> lost, Random random) {
        Lie lie = Lie.values()[random.nextInt(Lie.values().length)];
        long seed = random.nextLong();
        String where =
                "%s, %s lie %s, lost %s, order of seed %d"
                        .formatted(code().faults(), liars, lie, lost, seed);
        Conduct.OfAll conducts = lie.toldBy(new Lie.Plot(scene, liars, SEED));
        boolean mayAccuse = mayAccuseTheHonest(scene, conducts, liars);
        StepPlay dying = new StepPlay(scene, conducts);
        StepPlay play =
                (seed % 2 == 0 && lost.size() < workers()
                                ? dying.losing(lost)
                                : dying.losingAtOnce(lost))
                        .run(
                                new Random(seed)::nextInt,
                                now -> {
                                    if (isSound(liars, lost)) {
                                        assertSound(now, liars, mayAccuse, where);
                                    }
                                });
        Decoding decoding = play.decoder().decoding();
        assertEquals(Set.of(), play.decoder().unanswered(), where);
        if (decoding instanceof Decoding.TooFewAnswers few) {
            assertTrue(!bears(liars, lost), () -> "gives up: " + few + ", " + where);
            assertTrue(!few.missing().isEmpty(), where);
            assertTrue(play.lost().containsAll(few.missing()), () -> few + ", " + where);
            assertNames(few, where);
            return false;
        }
        assertInstanceOf(Decoding.Decoded.class, decoding, where);
        return true;
    }

    private static void assertNames(Decoding.TooFewAnswers tooFew, String where) {
        for (int worker : tooFew.missing()) {
            assertTrue(
                    tooFew.why().matches("(?s).*\\b" + worker + "\\b.*"),
                    () -> tooFew.why() + ": " + where);
        }
    }

    /** Which lies of more than s show, by how many: where groups vote, only those that nobody agreed on. */
    boolean shows(Lie lie, int liars) {
        return lie == Lie.RANDOM;
    }

    @Test
    void neverDecodesSomethingWrongFromMoreLiarsThanDeclaredWhereItCanTell() {
        assumeTrue(adversaries() > 0, "without redundancy nothing can tell");
        Scene scene = scene();
        Random random = new Random(SEED);
        int undecodable = 0;
        for (int round = 0; round < roundsOfTooManyLiars(); round++) {
            int count = adversaries() + 1 + random.nextInt(workers() - adversaries());
            Set<Integer> liars =
                    round % 2 == 0
                            ? WorkerSets.anywhere(count, workers(), random)
                            : WorkerSets.adjacent(count, workers(), random);
            List<Lie> lies = Arrays.stream(Lie.values()).filter(any -> shows(any, count)).toList();
            Lie lie = lies.get(round % lies.size());
            Conduct.OfAll conducts = lie.toldBy(new Lie.Plot(scene, liars, round));
            String where = code().faults() + ", " + liars + " lie " + lie + ", round " + round;
            StepPlay play = new StepPlay(scene, conducts).run(random::nextInt, now -> {});
            Decoding decoding = play.decoder().decoding();
            if (decoding instanceof Decoding.Decoded decoded) {
                assertRecovered(play, decoded.gradient(), where);
                assertTrue(bearsMore(liars), () -> "decodes: " + where);
            } else {
                assertInstanceOf(Decoding.Undecodable.class, decoding, where);
                undecodable++;
            }
        }
        assertTrue(undecodable > 0);
    }

    /** Whether honest answers may suffice although more lie than declared; where groups vote, they may. */
    abstract boolean bearsMore(Set<Integer> liars);

    @Test
    void ignoresAnswersToTasksThatAWorkerDoesNotHave() {
        Scene scene = scene();
        StepDecoder decoder = code().newDecoder(DIMENSION, scene.exponents);
        int tasks = code().assignment().tasks();
        int[] others = {-1, Integer.MIN_VALUE, tasks, Integer.MAX_VALUE};
        for (int worker = 0; worker < workers(); worker++) {
            for (int task : others) {
                sayNonsense(decoder, worker, task);
            }
            for (int task = 0; task < tasks; task++) {
                if (task != scene.taskOf(worker)) {
                    sayNonsense(decoder, worker, task);
                }
            }
        }
        assertInstanceOf(Decoding.Waiting.class, decoder.decoding());
        assertEquals(Set.of(), decoder.suspects());
        assertEquals(workers(), decoder.unanswered().size());
        assertEquals(List.of(), decoder.takeRequests());
    }

    private void sayNonsense(StepDecoder decoder, int worker, int task) {
        decoder.onDigest(worker, task, Digest.of(new float[] {worker}));
        AnswerForm form = code().answerForm();
        decoder.onVector(
                worker, task, Numbers.like(form.numbers(), new double[form.length(DIMENSION)]));
    }

    @Test
    void waitsForEverybodyBeforeAnythingHasCome() {
        StepDecoder decoder = newDecoder();
        assertInstanceOf(Decoding.Waiting.class, decoder.decoding());
        assertEquals(workers(), decoder.unanswered().size());
        assertEquals(Set.of(), decoder.suspects());
        assertEquals(List.of(), decoder.takeRequests());
    }

    private StepDecoder newDecoder() {
        return code().newDecoder(DIMENSION, scene().exponents);
    }

    @Test
    void handsOutEachRequestOnce() {
        Scene scene = scene();
        StepDecoder decoder = newDecoder();
        for (int worker = 0; worker < workers(); worker++) {
            decoder.onDigest(worker, scene.taskOf(worker), Digest.of(scene.batches[0]));
        }
        decoder.takeRequests();
        assertEquals(List.of(), decoder.takeRequests());
    }

    @Test
    void callsTheLossOfEverybodyTooFewAnswersAndNamesThem() {
        StepDecoder decoder = newDecoder();
        for (int worker = 0; worker < workers(); worker++) {
            decoder.onLost(worker);
        }
        Decoding.TooFewAnswers tooFew =
                assertInstanceOf(Decoding.TooFewAnswers.class, decoder.decoding());
        assertTrue(!tooFew.missing().isEmpty());
        assertNames(tooFew, "all lost");
        assertEquals(Set.of(), decoder.suspects());
        assertEquals(Set.of(), decoder.unanswered());
    }

    @Test
    void handsOutCopiesOfItsSets() {
        StepDecoder decoder = newDecoder();
        decoder.unanswered().clear();
        decoder.suspects().add(0);
        assertEquals(workers(), decoder.unanswered().size());
        assertEquals(Set.of(), decoder.suspects());
    }

    /** Answers go to one or the other of two decoders by turns, one step of liars and one of the honest. */
    @Test
    void keepsItsDecodersApart() {
        Scene scene = scene();
        Set<Integer> liars = WorkerSets.anywhere(adversaries(), workers(), new Random(SEED));
        Conduct.OfAll lying = Lie.REVERSED.toldBy(new Lie.Plot(scene, liars, SEED));
        Conduct.OfAll honest = Lie.REVERSED.toldBy(new Lie.Plot(scene, Set.of(), SEED));
        StepPlay[] inner = {null};
        StepPlay outer =
                new StepPlay(scene, lying)
                        .run(
                                new Random(SEED)::nextInt,
                                now ->
                                        inner[0] =
                                                new StepPlay(scene, honest)
                                                        .run(any -> 0, then -> {}));
        for (StepPlay play : new StepPlay[] {outer, inner[0]}) {
            var decoded = assertInstanceOf(Decoding.Decoded.class, play.decoder().decoding());
            assertRecovered(play, decoded.gradient(), "of two");
        }
        assertEquals(Set.of(), inner[0].decoder().suspects());
    }

    /** The step before is kept for those who are late: but not its P answers. */
    @Test
    void holdsNoAnswerWhenItsGradientIsUsedAndNobodyIsLate() {
        StepDecoder decoder = newDecoder();
        HonestStep step = new HonestStep(scene());
        step.play(decoder);
        decoder.letGo();
        step.assertForgotten();
        var after = assertInstanceOf(Decoding.Decoded.class, decoder.decoding());
        assertEquals(0, after.gradient().length);
        assertEquals(Set.of(), decoder.suspects());
    }

    /** The memory of one that was used may take another, but of one that was not. */
    @Test
    void aGradientIsItsReceiversUntilItIsUsed() {
        HonestStep step = new HonestStep(scene());
        StepDecoder first = newDecoder();
        float[] used = step.play(first);
        float[] copy = used.clone();
        first.letGo();
        float[] kept = step.play(newDecoder());
        Arrays.fill(step.play(newDecoder()), Float.NaN);
        assertArrayEquals(copy, kept);
    }

    @Test
    void leavesGradientsAsTheyAre() {
        Scene scene = scene();
        int[] held = code().assignment().batchesOf(0);
        float[][] gradients = new float[held.length][];
        for (int i = 0; i < held.length; i++) {
            gradients[i] = scene.batches[held[i]].clone();
        }
        code().encode(0, gradients, scene.exponents);
        for (int i = 0; i < held.length; i++) {
            assertArrayEquals(scene.batches[held[i]], gradients[i]);
        }
    }

    @Test
    void answersInItsForm() {
        NumberVector answer = scene().honest(0);
        assertEquals(code().answerForm().numbers(), answer.type());
        assertEquals(code().answerForm().length(DIMENSION), answer.length());
    }

    @Test
    void canBeMadeByItsName() {
        assertEquals(List.of(), GradientCodes.faults(choice()));
        GradientCode made = GradientCodes.create(choice());
        assertEquals(code().name(), made.name());
        assertEquals(code().faults(), made.faults());
        assertEquals(code().arithmetic().name(), made.arithmetic().name());
        assertEquals(code().assignment().batches(), made.assignment().batches());
        assertEquals(code().assignment().tasks(), made.assignment().tasks());
        assertEquals(code().answerForm(), made.answerForm());
    }
}
