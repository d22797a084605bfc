package org.draco.am.step;

import static org.draco.am.step.Descent.START;
import static org.draco.am.step.Descent.byHand;
import static org.draco.am.step.Descent.driver;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.draco.codec.attack.Attack;
import org.draco.codec.attack.Attacks;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.Request;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** How the step loop fails, and how it tries not to: steps that are tried again, and diagnoses that name who and where. */
class TrainingLoopFailureTest {

    private static final GradientCode NINE = new RepetitionCode(9, 3, 1, new FloatArithmetic());
    private static final GradientCode THREE = new RepetitionCode(3, 3, 1, new FloatArithmetic());
    private static final Attack RANDOM = Attacks.byName("random", -100).orElseThrow();

    @Test
    void triesAStepAgainWhenTooFewAnswerInTime() {
        List<Quiet> workers = new ArrayList<>();
        for (int rank = 0; rank < 3; rank++) {
            workers.add(new Quiet(rank, rank == 0 ? 0 : 1));
        }
        StepLoopRun run = driver(THREE).withSteps(2).run(workers);
        assertArrayEquals(
                byHand(1, 2, START),
                run.result()
                        .orElseThrow(() -> new AssertionError(run.failure()))
                        .state()
                        .parameters());
        assertEquals(Map.of(0L, 2, 1L, 2), run.broadcasts());
        assertTrue(
                run.notices().stream()
                        .anyMatch(n -> n.startsWith("step 1: group 0") && n.endsWith("; try 2")),
                run.notices()::toString);
    }

    @Test
    void givesAStepUpAfterThreeTries() {
        StepLoopDriver driver =
                driver(NINE)
                        .withSilent(3, 4)
                        .withSilent(5, 4)
                        .withFailure(
                                "step 5",
                                "group 1 (workers 3..5)",
                                "[3, 5]",
                                "worker 3: no answer in time; worker 5: no answer in time");
        driver.runTest();
        assertEquals(3, driver.run().broadcasts().get(4L));
    }

    @Test
    void doesNotTryAgainWhenThoseWhoAreNeededAreGone() {
        StepLoopDriver driver =
                driver(NINE)
                        .withLost(0, 2)
                        .withLost(2, 2)
                        .withFailure(
                                "step 3",
                                "group 0 (workers 0..2)",
                                "worker 0: container died; worker 2: container died");
        driver.runTest();
        assertEquals(1, driver.run().broadcasts().get(2L));
    }

    @Test
    void remembersWhoLiedInATryThatCameToNothing() {
        // Worker 0 breaks its promise in the first try, in which worker 1 cannot deliver and worker
        // 2 says nothing.
        List<FakeWorker> workers =
                List.of(
                        new PromiseBreaker(0),
                        new SlowToDeliver(1),
                        new Quiet(2, Integer.MAX_VALUE));
        StepLoopRun run = driver(THREE).withSteps(1).run(workers);
        assertEquals(
                Map.of(0, 1L),
                run.result().orElseThrow(() -> new AssertionError(run.failure())).suspects());
        assertEquals(Map.of(0L, 2), run.broadcasts());
    }

    /** In the first try: the honest digest, another gradient. Honest in the second. */
    private static final class PromiseBreaker extends Quiet {
        private int tries;

        PromiseBreaker(int rank) {
            super(rank, 0);
        }

        @Override
        public List<WorkerEvent> onParameters(
                long step, int attempt, float[] parameters, int[] exponents) {
            tries = attempt;
            return super.onParameters(step, attempt, parameters, exponents);
        }

        @Override
        public List<WorkerEvent> onRequest(Request request, long step) {
            return tries > 1
                    ? super.onRequest(request, step)
                    : List.of(
                            new WorkerEvent.VectorArrived(
                                    0, step, 0, new FloatVector(new float[3])));
        }
    }

    /** Delivers no gradient in the first try. */
    private static final class SlowToDeliver extends Quiet {
        private int tries;

        SlowToDeliver(int rank) {
            super(rank, 0);
        }

        @Override
        public List<WorkerEvent> onParameters(
                long step, int attempt, float[] parameters, int[] exponents) {
            tries = attempt;
            return super.onParameters(step, attempt, parameters, exponents);
        }

        @Override
        public List<WorkerEvent> onRequest(Request request, long step) {
            return tries > 1 ? super.onRequest(request, step) : List.of();
        }
    }

    @Test
    void failsWhenAGroupHasNoMajority() {
        driver(NINE)
                .withAttack(RANDOM, 6, 7)
                .withFailure("step 1: group 2 (workers 6..8): no majority")
                .runTest();
        driver(NINE)
                .withAttack(RANDOM, 6, 7)
                .withFailure("bears more with a larger --declared-byz than 1")
                .runTest();
    }

    @Test
    void failsWhenLateAnswersShowThatAnAppliedStepHadTooManyLiars() {
        GradientCode four = new RepetitionCode(4, 4, 1, new FloatArithmetic());
        driver(four)
                .withAttack(RANDOM, 2, 3)
                .withLate(2, 0)
                .withLate(3, 0)
                .withFailure(
                        "step 1: group 0 (workers 0..3)",
                        "[2, 3]",
                        "checkpoints from step 1 on are not to be trusted")
                .runTest();
        driver(four)
                .withSteps(1)
                .withAttack(RANDOM, 2, 3)
                .withLate(2, 0)
                .withLate(3, 0)
                .withFailure("step 1", "not to be trusted")
                .runTest();
    }

    @Test
    void reportsTheLastAppliedStepEvenIfTrainingFails() {
        StepLoopRun run = driver(THREE).withLost(0, 5).withLost(1, 5).run();
        assertTrue(run.failure().orElseThrow().startsWith("step 6"), run.failure()::toString);
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L), run.reports().stream().map(StepReport::step).toList());
    }

    @Test
    void namesThoseWhoNeverJoin() {
        driver(NINE)
                .withMissing(2)
                .withMissing(7)
                .withProcesses(processes(Optional.empty()))
                .withFailure("workers [2, 7] of 9 did not join within 60 s", "known of [2, 7]")
                .runTest();
    }

    private static WorkerProcesses processes(Optional<String> hopeless) {
        return new Replacements(0) {
            @Override
            public Optional<String> hopeless() {
                return hopeless;
            }

            @Override
            public String describe(Set<Integer> ranks) {
                return "known of " + ranks;
            }
        };
    }

    @Test
    void endsAtOnceWhenTheJobIsHopeless() {
        driver(THREE)
                .withMissing(1)
                .withProcesses(processes(Optional.of("the cluster is gone")))
                .withFailure("the cluster is gone")
                .runTest();
        driver(THREE)
                .withSilent(0, 0)
                .withSilent(1, 0)
                .withProcesses(processes(Optional.of("the cluster is gone")))
                .withFailure("the cluster is gone")
                .runTest();
    }

    @Test
    void failsWhenTrainingDiverges() {
        driver(THREE)
                .withInput((step, batch, w) -> new float[] {0, step == 2 ? Float.NaN : 0, 0})
                .withFailure("step 3", "diverged", "--lr")
                .runTest();
        driver(THREE)
                .withInput(
                        (step, batch, w) ->
                                new float[] {0, 0, step == 2 ? Float.POSITIVE_INFINITY : 0})
                .withFailure("step 3", "diverged")
                .runTest();
    }

    /** Fixed point has no NaN: the workers say how much of their gradients it could not hold. */
    @Test
    void failsWhenTrainingDivergesInFixedPoint() {
        driver(new CyclicCode(new FaultModel(5, 1)))
                .withInput(
                        (step, batch, w) -> {
                            float[] gradient = new float[w.length];
                            Arrays.fill(gradient, step == 2 ? Float.NaN : 0.5f);
                            return gradient;
                        })
                .withFailure("step 3", "a number that the fixed point can hold", "diverged")
                .runTest();
    }

    /** Two batches of five do not fit, of which most workers hold one or both. */
    @Test
    void goesOnWhereOnlySomeGradientsDoNotFitTheFixedPoint() {
        StepLoopRun run =
                driver(new CyclicCode(new FaultModel(5, 1)))
                        .withInput(
                                (step, batch, w) -> {
                                    float[] gradient = new float[w.length];
                                    Arrays.fill(gradient, step == 2 && batch < 2 ? 1e9f : 0.5f);
                                    return gradient;
                                })
                        .run();
        assertEquals(Optional.empty(), run.failure());
        assertTrue(run.reports().get(2).saturated() >= 3, "shown in steps.csv");
    }

    /** Two liars send the honest digest, first of all, and say that nothing fits the fixed point. */
    @Test
    void goesOnWhenOnlyAsManyAsMayLieSayThatNothingFitsTheFixedPoint() {
        GradientCode five = new RepetitionCode(5, 5, 2, new FloatArithmetic());
        List<FakeWorker> workers = new ArrayList<>();
        for (int rank = 0; rank < 5; rank++) {
            workers.add(rank < 2 ? new Boaster(rank) : new Quiet(rank, rank == 2 ? 0 : 1));
        }
        StepLoopRun run = driver(five).withSteps(1).run(workers);
        assertEquals(Optional.empty(), run.failure());
        assertEquals(3, run.reports().get(0).answers());
    }

    private static final class Boaster extends Quiet {
        Boaster(int rank) {
            super(rank, 0);
        }

        @Override
        public List<WorkerEvent> onParameters(
                long step, int attempt, float[] parameters, int[] exponents) {
            return super.onParameters(step, attempt, parameters, exponents).stream()
                    .map(WorkerEvent.Answered.class::cast)
                    .<WorkerEvent>map(
                            a ->
                                    new WorkerEvent.Answered(
                                            a.worker(), a.step(), a.task(), 1, 1, 999, a.digest()))
                    .toList();
        }
    }
}
