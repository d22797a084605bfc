package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.group.ReactiveCode;
import org.draco.codec.vector.FloatVector;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract over reactive codes, and that they cost no more than they must. */
class ReactiveContractTest {

    /** One shape: P, s. */
    abstract static class Shape extends VoteContract {

        private final GradientCode code;
        private final int adversaries;

        Shape(int workers, int adversaries, Arithmetic arithmetic) {
            this.code = new ReactiveCode(workers, adversaries, arithmetic);
            this.adversaries = adversaries;
        }

        @Override
        GradientCode code() {
            return code;
        }

        @Override
        CodeChoice choice() {
            return CodeChoice.of(
                            ReactiveCode.NAME, code.faults().workers(), 0, adversaries, "average")
                    .withArithmetic(code.arithmetic().name());
        }

        @Override
        int quorum() {
            return adversaries + 1;
        }

        @Override
        float[] expected(Scene scene) {
            return code.arithmetic().name().equals(ExactArithmetic.NAME)
                    ? SecondOpinion.fixedPointMean(scene.batches, scene.exponents)
                    : SecondOpinion.floatMean(scene.batches);
        }

        /** Anybody can stand in for anybody. */
        @Override
        boolean bears(Set<Integer> liars, Set<Integer> lost) {
            return code.faults().workers() - liars.size() - lost.size() >= quorum();
        }

        /** A group whose members all say the same is settled. */
        @Override
        boolean bearsMore(Set<Integer> liars) {
            return bears(liars, Set.of());
        }

        /** While nobody is lost: nothing for a group that agrees, at most s further workers for one that does not. */
        @Override
        void assertFrugal(StepPlay play, String where) {
            if (!play.lost().isEmpty()) {
                return;
            }
            for (int task = 0; task < code.assignment().tasks(); task++) {
                int group = task;
                boolean contested =
                        play.firstSaid().entrySet().stream()
                                .filter(said -> play.scene().taskOf(said.getKey()) == group)
                                .anyMatch(
                                        said ->
                                                !Numbers.same(
                                                        said.getValue(),
                                                        play.scene().honest(group)));
                long most = contested ? adversaries : 0;
                long further = play.furtherWorkers(task);
                assertTrue(
                        further <= most,
                        () -> further + " further workers for group " + group + ": " + where);
            }
        }

        @Test
        void asksNobodyToComputeMoreWhileNobodyLiesAndNobodyIsLost() {
            Scene scene = Scene.random(code, 3, new Random(SEED));
            for (int order = 0; order < 50; order++) {
                StepPlay play =
                        new StepPlay(scene, (worker, task) -> Conduct.of(scene.honest(task)))
                                .run(new Random(SEED + order)::nextInt, now -> {});
                long fetched =
                        play.requests().stream()
                                .filter(Request.SendVector.class::isInstance)
                                .count();
                assertEquals(code.assignment().tasks(), fetched);
                assertEquals(fetched, play.requests().size(), "order of seed " + (SEED + order));
            }
        }

        @Test
        void replacesALostMemberByOneFurtherWorker() {
            Scene scene = Scene.random(code, 3, new Random(SEED));
            for (int dead = 0; dead < code.faults().workers(); dead++) {
                StepPlay play =
                        new StepPlay(scene, (worker, task) -> Conduct.of(scene.honest(task)))
                                .losingAtOnce(Set.of(dead))
                                .run(new Random(SEED + dead)::nextInt, now -> {});
                assertInstanceOf(Decoding.Decoded.class, play.decoder().decoding());
                for (int task = 0; task < code.assignment().tasks(); task++) {
                    int replaced = task == scene.taskOf(dead) ? 1 : 0;
                    assertEquals(replaced, play.furtherWorkers(task), dead + " is dead");
                }
            }
        }
    }

    @Nested
    class OfFourAgainstOne extends Shape {
        OfFourAgainstOne() {
            super(4, 1, new FloatArithmetic());
        }

        @Override
        int ordersPerSet() {
            return 40;
        }

        @Test
        void recoversTheHonestMeanInEveryOrderOfArrival() {
            tryEveryOrderOfArrival(
                    Lie.RANDOM, Lie.BROKEN_PROMISE, Lie.WITHHELD, Lie.REPENTING, Lie.SILENT);
        }
    }

    @Nested
    class OfSixAgainstOneInFixedPoint extends Shape {
        OfSixAgainstOneInFixedPoint() {
            super(6, 1, new ExactArithmetic(3));
        }

        @Override
        int ordersPerSet() {
            return 10;
        }
    }

    @Nested
    class OfSixAgainstTwo extends Shape {
        OfSixAgainstTwo() {
            super(6, 2, new FloatArithmetic());
        }

        @Override
        int ordersPerSet() {
            return 10;
        }
    }

    @Nested
    class OfEightAgainstThree extends Shape {
        OfEightAgainstThree() {
            super(8, 3, new FloatArithmetic());
        }
    }

    @Nested
    class OfThreeAgainstNobody extends Shape {
        OfThreeAgainstNobody() {
            super(3, 0, new FloatArithmetic());
        }
    }

    @Nested
    class OfFortyFiveAgainstTwo extends Shape {
        OfFortyFiveAgainstTwo() {
            super(45, 2, new FloatArithmetic());
        }
    }

    @Nested
    class OfFortyEightAgainstOne extends Shape {
        OfFortyEightAgainstOne() {
            super(48, 1, new FloatArithmetic());
        }
    }

    @Nested
    class OfFortyEightAgainstThree extends Shape {
        OfFortyEightAgainstThree() {
            super(48, 3, new ExactArithmetic(12));
        }
    }

    @Nested
    class OfFortyEightAgainstFive extends Shape {
        OfFortyEightAgainstFive() {
            super(48, 5, new FloatArithmetic());
        }
    }

    @Nested
    class OfFortyEightAgainstSeven extends Shape {
        OfFortyEightAgainstSeven() {
            super(48, 7, new FloatArithmetic());
        }
    }

    private static StepDecoder ofTwoPairs() {
        return new ReactiveCode(4, 1, new FloatArithmetic()).newDecoder(1, new int[0]);
    }

    private static Digest digest(float value) {
        return Digest.of(new float[] {value});
    }

    @Test
    void asksOneOfTheOtherGroupWhenAPairDisagrees() {
        StepDecoder decoder = ofTwoPairs();
        decoder.onDigest(0, 0, digest(1));
        assertEquals(List.of(), decoder.takeRequests());
        decoder.onDigest(1, 0, digest(2));
        assertEquals(List.of(new Request.Compute(2, 0)), decoder.takeRequests());
        assertEquals(Set.of(), decoder.suspects(), "one of them lies, and nobody knows who");
        assertEquals(Set.of(2, 3), decoder.unanswered());
        decoder.onDigest(2, 0, digest(2));
        assertEquals(List.of(new Request.SendVector(1, 0)), decoder.takeRequests());
        assertEquals(Set.of(0), decoder.suspects());
        decoder.onVector(1, 0, new FloatVector(new float[] {2}));
        decoder.onDigest(2, 1, digest(4));
        decoder.onDigest(3, 1, digest(4));
        assertEquals(List.of(new Request.SendVector(2, 1)), decoder.takeRequests());
        decoder.onVector(2, 1, new FloatVector(new float[] {4}));
        var decoded = assertInstanceOf(Decoding.Decoded.class, decoder.decoding());
        assertEquals(3f, decoded.gradient()[0]);
    }

    @Test
    void doesNotCountAStandInThatNobodyAsked() {
        StepDecoder decoder = ofTwoPairs();
        decoder.onDigest(2, 0, digest(7));
        decoder.onDigest(3, 0, digest(7));
        assertEquals(List.of(), decoder.takeRequests());
        decoder.onDigest(0, 0, digest(1));
        decoder.onDigest(1, 0, digest(1));
        assertEquals(List.of(new Request.SendVector(0, 0)), decoder.takeRequests());
        assertEquals(Set.of(), decoder.suspects());
    }

    @Test
    void asksThoseWhomNothingSpeaksAgainstFirst() {
        StepDecoder decoder =
                new ReactiveCode(6, 1, new FloatArithmetic()).newDecoder(1, new int[0]);
        decoder.onDigest(2, 1, digest(1));
        decoder.onDigest(3, 1, digest(2));
        assertEquals(List.of(new Request.Compute(4, 1)), decoder.takeRequests());
        decoder.onDigest(4, 1, digest(2));
        assertEquals(Set.of(2), decoder.suspects());
        decoder.takeRequests();
        decoder.onDigest(0, 0, digest(5));
        decoder.onDigest(1, 0, digest(6));
        // 2 is next to group 0, but has lied; 3 has nothing to do, 4 has.
        assertEquals(List.of(new Request.Compute(3, 0)), decoder.takeRequests());
    }

    @Test
    void replacesAStandInThatIsLost() {
        StepDecoder decoder = ofTwoPairs();
        decoder.onDigest(0, 0, digest(1));
        decoder.onDigest(1, 0, digest(2));
        decoder.onDigest(2, 1, digest(4));
        decoder.onDigest(3, 1, digest(4));
        decoder.takeRequests();
        decoder.onLost(2);
        List<Request> then = decoder.takeRequests();
        assertTrue(then.contains(new Request.Compute(3, 0)), then.toString());
        decoder.onDigest(3, 0, digest(2));
        assertEquals(Set.of(0), decoder.suspects());
    }
}
