package org.draco.am.step;

import static org.draco.am.step.Descent.START;
import static org.draco.am.step.Descent.byHand;
import static org.draco.am.step.Descent.driver;
import static org.draco.am.step.Descent.honest;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.attack.Attack;
import org.draco.codec.attack.Attacks;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.Request;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.code.group.UncodedCode;
import org.draco.codec.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** The step loop: what it applies, whom it names, how it fails. */
class TrainingLoopTest {

    /** An ApplicationMaster that died between the last checkpoint and the outcome leaves nothing to do. */
    @Test
    void aModelThatHasAllItsStepsNeedsNoWorkers() {
        StepLoopRun run =
                StepLoopDriver.newDriver(new RepetitionCode(3, 3, 1, new FloatArithmetic()))
                        .withInput((step, batch, w) -> new float[] {1})
                        .withInitial(new ModelState(4, new float[] {7}, new float[1], new int[0]))
                        .withSteps(4)
                        .withMissing(0)
                        .withMissing(1)
                        .withMissing(2)
                        .run();
        assertEquals(7, run.result().orElseThrow().state().parameters()[0]);
    }

    private static final GradientCode NINE = new RepetitionCode(9, 3, 1, new FloatArithmetic());
    private static final GradientCode THREE = new RepetitionCode(3, 3, 1, new FloatArithmetic());
    private static final GradientCode PLAIN =
            new UncodedCode(3, 0, AggregationRules.average(), new FloatArithmetic());
    private static final Attack REVERSED = Attacks.byName("rev_grad", -100).orElseThrow();
    private static final Attack RANDOM = Attacks.byName("random", -100).orElseThrow();
    private static final Attack CONSTANT = Attacks.byName("constant", -100).orElseThrow();

    @Test
    void trainsAsComputedByHand() {
        driver(NINE).withOutput(byHand(3, 20, START)).withSuspects(Map.of()).runTest();
        driver(PLAIN).withOutput(byHand(3, 20, START)).withSuspects(Map.of()).runTest();
    }

    @Test
    void trainsTheSameModelToTheBitWhereverOneLiarSits() {
        float[] expected = byHand(3, 20, START);
        for (int liar = 0; liar < 9; liar++) {
            for (Attack attack : List.of(REVERSED, CONSTANT, RANDOM)) {
                for (long seed = 0; seed < 5; seed++) {
                    driver(NINE)
                            .withAttack(attack, liar)
                            .withSeed(seed)
                            .withOutput(expected)
                            .withSuspects(Map.of(liar, 20L))
                            .runTest();
                }
            }
        }
    }

    @Test
    void trainsTheSameModelWithOneLiarInEveryGroup() {
        driver(NINE)
                .withAttack(RANDOM, 0, 4, 8)
                .withOutput(byHand(3, 20, START))
                .withSuspects(Map.of(0, 20L, 4, 20L, 8, 20L))
                .runTest();
    }

    @Test
    void isMisledWithoutACode() {
        StepLoopRun run = driver(PLAIN).withAttack(CONSTANT, 1).run();
        float[] found = run.result().orElseThrow().state().parameters();
        assertTrue(Math.abs(found[0] - byHand(3, 20, START)[0]) > 1, "found " + found[0]);
    }

    @Test
    void namesLateLiars() {
        driver(THREE)
                .withAttack(REVERSED, 2)
                .withLate(2, 3)
                .withLate(2, 7)
                .withOutput(byHand(1, 20, START))
                .withSuspects(Map.of(2, 20L))
                .runTest();
    }

    @Test
    void waitsForTheLiarOfTheLastStep() {
        driver(THREE)
                .withSteps(1)
                .withAttack(REVERSED, 0)
                .withLate(0, 0)
                .withSuspects(Map.of(0, 1L))
                .runTest();
    }

    @Test
    void doesNotWaitLongForTheSilentOfTheLastStep() {
        StepLoopRun run = driver(THREE).withSteps(1).withSilent(0, 0).run();
        assertTrue(run.result().isPresent());
        assertEquals(2, run.reports().get(0).answers());
    }

    @Test
    void goesOnWithoutALostWorker() {
        StepLoopRun run = driver(NINE).withLost(4, 3).run();
        assertArrayEquals(byHand(3, 20, START), run.result().orElseThrow().state().parameters());
        assertEquals(List.of("worker 4 is lost: container died"), run.notices());
        assertEquals(Set.of(), run.reports().get(2).lost());
        for (int step = 3; step < 20; step++) {
            assertEquals(Set.of(4), run.reports().get(step).lost(), "step " + (step + 1));
        }
    }

    @Test
    void goesOnWithoutAnAnswerThatDoesNotComeInTime() {
        StepLoopRun run = driver(PLAIN).withSteps(2).withSilent(1, 0).run();
        assertTrue(run.result().isPresent(), () -> run.failure().orElseThrow());
        assertEquals(
                List.of("step 1: no answer in time from workers [1]; said again when it is others"),
                run.notices());
        assertEquals(Set.of(1), run.reports().get(0).lost());
        assertEquals(Set.of(), run.reports().get(1).lost());
        assertTrue(run.reports().get(0).waitNanos() >= 10_000_000_000L);
    }

    @Test
    void asksTheNextWhenAGradientIsWithheld() {
        for (int withholding = 0; withholding < 3; withholding++) {
            StepLoopDriver driver = driver(THREE).withSteps(2);
            for (long step = 0; step < 2; step++) {
                driver.withWithheld(withholding, step);
            }
            driver.withOutput(byHand(1, 2, START)).withSuspects(Map.of()).runTest();
            assertEquals(Map.of(0L, 1, 1L, 1), driver.run().broadcasts());
        }
    }

    @Test
    void startsWithoutThoseWhoDiedBeforeTheyJoined() {
        List<FakeWorker> workers =
                List.of(
                        new Quiet(0, 99) {
                            @Override
                            public List<WorkerEvent> atStart() {
                                return List.of(new WorkerEvent.Lost(0, "never started"));
                            }
                        },
                        honest(1),
                        honest(2));
        StepLoopRun run = driver(THREE).withSteps(3).run(workers);
        assertArrayEquals(byHand(1, 3, START), run.result().orElseThrow().state().parameters());
        assertTrue(
                run.notices().contains("worker 0 is lost: never started"), run.notices()::toString);
    }

    @Test
    void goesOnThroughDivergenceWhereThatIsWanted() {
        StepLoopRun run =
                driver(THREE)
                        .withoutStopWhenDiverged()
                        .withSteps(5)
                        .withInput(
                                (step, batch, w) -> new float[] {0, step >= 2 ? Float.NaN : 0, 0})
                        .run();
        TrainingResult result = run.result().orElseThrow();
        assertEquals(3, result.divergedAtStep().orElseThrow());
        assertTrue(Float.isNaN(result.state().parameters()[1]));
        assertEquals(1, run.notices().stream().filter(n -> n.contains("diverged")).count());
    }

    @Test
    void savesCheckpointsEveryEvalFreqAndAtTheEnd() {
        StepLoopRun run = driver(THREE).withSteps(7).withCheckpointEvery(3).run();
        assertEquals(
                List.of(3L, 6L, 7L), run.checkpoints().stream().map(ModelState::step).toList());
        for (ModelState checkpoint : run.checkpoints()) {
            assertArrayEquals(byHand(1, checkpoint.step(), START), checkpoint.parameters());
        }
        StepLoopRun even = driver(THREE).withSteps(6).withCheckpointEvery(3).run();
        assertEquals(List.of(3L, 6L), even.checkpoints().stream().map(ModelState::step).toList());
    }

    @Test
    void reportsEachStepOnceAndInOrder() {
        StepLoopRun run = driver(NINE).withSteps(4).withAttack(REVERSED, 5).run();
        for (int i = 0; i < 4; i++) {
            StepReport report = run.reports().get(i);
            assertEquals(i + 1, report.step());
            assertEquals(9, report.answers());
            assertEquals(Set.of(5), report.suspects());
            assertEquals(Set.of(), report.lost());
            // Workers report their rank as loss, and 33 ms and their rank in nanoseconds: of 0 .. 8
            // the median is 4.
            assertEquals(4, report.trainLoss());
            assertEquals(33_000_004, report.computeNanos());
            assertTrue(report.stepNanos() >= report.waitNanos());
            assertTrue(report.transferNanos() > 0);
            assertTrue(report.bytesIn() > 0 && report.bytesOut() > 0);
        }
        assertEquals(4, run.reports().size());
    }

    @Test
    void fetchesOneGradientOfEachGroup() {
        Map<String, Integer> perStep = new HashMap<>();
        StepLoopRun run = driver(NINE).withSteps(10).run();
        run.requests().forEach(r -> perStep.merge(r.split("/")[0], 1, Integer::sum));
        assertEquals(10, perStep.size());
        perStep.forEach((step, count) -> assertEquals(3, count, "step " + step));
    }

    @Test
    void warnsOfMachinesThatRoundDifferently() {
        List<FakeWorker> workers =
                List.of(
                        honest(0),
                        honest(1),
                        new Quiet(2, 0) {
                            @Override
                            public List<WorkerEvent> atStart() {
                                return List.of(
                                        new WorkerEvent.Joined(2, Digest.of(new float[] {43})));
                            }
                        });
        StepLoopRun run = driver(THREE).withSteps(1).run(workers);
        assertTrue(run.notices().get(0).contains("[[0, 1], [2]]"), run.notices()::toString);
        assertFalse(driver(THREE).run().notices().stream().anyMatch(n -> n.contains("round")));
    }

    /** Precedes each answer by lies about other steps; {@code distance} says which. */
    private static final class OfOtherSteps extends Quiet {
        private final long[] distances;

        OfOtherSteps(int rank, long... distances) {
            super(rank, 0);
            this.distances = distances;
        }

        @Override
        public List<WorkerEvent> onParameters(
                long step, int attempt, float[] parameters, int[] exponents) {
            float[] lie = {9, 9, 9};
            List<WorkerEvent> events = new ArrayList<>();
            for (long distance : distances) {
                long other = step + distance;
                Optional<Digest> digest = Optional.of(Digest.of(lie));
                events.add(new WorkerEvent.Answered(2, other, 0, 0, 0, 0, digest));
                events.add(new WorkerEvent.VectorArrived(2, other, 0, new FloatVector(lie)));
            }
            events.addAll(super.onParameters(step, attempt, parameters, exponents));
            return events;
        }
    }

    @Test
    void countsNoAnswerOfAStepLongGoneNorASecondOne() {
        for (long seed = 0; seed < 20; seed++) {
            StepLoopRun run =
                    driver(THREE)
                            .withSeed(seed)
                            .run(List.of(honest(0), honest(1), new OfOtherSteps(2, -3, -2, -1)));
            TrainingResult result =
                    run.result().orElseThrow(() -> new AssertionError(run.failure()));
            assertArrayEquals(byHand(1, 20, START), result.state().parameters());
            assertEquals(Map.of(), result.suspects(), "seed " + seed);
        }
    }

    @Test
    void isNotMisledByAnswersToStepsThatHaveNotBegun() {
        for (long seed = 0; seed < 20; seed++) {
            StepLoopRun run =
                    driver(THREE)
                            .withSeed(seed)
                            .run(List.of(honest(0), honest(1), new OfOtherSteps(2, 1, 2)));
            TrainingResult result =
                    run.result().orElseThrow(() -> new AssertionError(run.failure()));
            assertArrayEquals(byHand(1, 20, START), result.state().parameters());
            assertTrue(Set.of(2).containsAll(result.suspects().keySet()), "seed " + seed);
        }
    }

    /** The former connection took the request with it: without another, the step would wait for its deadline. */
    @Test
    void asksAWorkerThatConnectsAgainForWhatItWasAskedBefore() {
        List<FakeWorker> workers =
                List.of(new Reconnecting(0), new Reconnecting(1), new Reconnecting(2));
        StepLoopRun run = driver(THREE).withSteps(3).run(workers);
        assertArrayEquals(
                byHand(1, 3, START),
                run.result()
                        .orElseThrow(() -> new AssertionError(run.failure()))
                        .state()
                        .parameters());
        assertEquals(List.of(), run.notices());
    }

    /** Loses each first request with its connection, and joins again. */
    private static final class Reconnecting extends Quiet {
        private final int rank;
        private long reconnectedIn = -1;

        Reconnecting(int rank) {
            super(rank, 0);
            this.rank = rank;
        }

        @Override
        public List<WorkerEvent> onRequest(Request request, long step) {
            if (reconnectedIn != step) {
                reconnectedIn = step;
                return List.of(new WorkerEvent.Joined(rank, ScriptedWorker.reference()));
            }
            return super.onRequest(request, step);
        }
    }
}
