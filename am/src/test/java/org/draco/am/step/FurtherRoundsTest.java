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
import org.draco.am.optimizer.Optimizer;
import org.draco.am.optimizer.Weights;
import org.draco.codec.Parallelism;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.aggregate.ContinuingRule;
import org.draco.codec.aggregate.Gradients;
import org.draco.codec.attack.Attack;
import org.draco.codec.attack.Attacks;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.Request;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.group.ReactiveCode;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.code.group.UncodedCode;
import org.draco.codec.vector.NumberType;
import org.junit.jupiter.api.Test;

/** Codes that ask for more while a step is on, liars that are expelled, exponents that go from step to step. */
class FurtherRoundsTest {

    private static final GradientCode SIX = new ReactiveCode(6, 1, new FloatArithmetic());
    private static final Attack REVERSED = Attacks.byName("rev_grad", -100).orElseThrow();

    private static List<String> computations(StepLoopRun run) {
        return run.requests().stream().filter(request -> request.contains("computes")).toList();
    }

    @Test
    void asksForNoFurtherTaskWhileNobodyLies() {
        StepLoopRun run = driver(SIX).run();
        assertEquals(List.of(), computations(run));
        for (StepReport report : run.reports()) {
            assertEquals(2, report.redundancy());
        }
    }

    @Test
    void asksOneMoreWorkerWhereTwoDisagree() {
        float[] expected = byHand(3, 20, START);
        for (int liar = 0; liar < 6; liar++) {
            StepLoopDriver driver =
                    driver(SIX)
                            .withAttack(REVERSED, liar)
                            .withSeed(liar)
                            .withOutput(expected)
                            .withSuspects(Map.of(liar, 20L));
            driver.runTest();
            StepLoopRun run = driver.run();
            assertEquals(20, computations(run).size(), "liar " + liar);
            assertEquals(2 + 1 / 3.0, run.reports().get(7).redundancy(), 1e-9);
        }
    }

    @Test
    void replacesALostMemberWithinTheStep() {
        StepLoopRun run = driver(SIX).withLost(3, 5).run();
        assertArrayEquals(byHand(3, 20, START), run.result().orElseThrow().state().parameters());
        assertEquals(15, computations(run).size(), "in the step of its death and in each after it");
        assertTrue(computations(run).stream().allMatch(r -> r.endsWith("computes 1")));
    }

    @Test
    void expelsAProvenLiarOnce() {
        StepLoopDriver driver =
                driver(SIX)
                        .withAttack(REVERSED, 4)
                        .withProvenLiarsExpelled()
                        .withOutput(byHand(3, 20, START))
                        .withSuspects(Map.of(4, 1L));
        driver.runTest();
        StepLoopRun run = driver.run();
        assertEquals(List.of("worker 4 is expelled, proven to lie in step 1"), run.notices());
        for (StepReport report : run.reports().subList(1, 20)) {
            assertEquals(5, report.answers());
            assertEquals(Set.of(4), report.lost());
        }
    }

    /** What it has said before it was expelled may still be in the queue: of the next step, as if it knew it. */
    @Test
    void hearsNothingMoreOfAnExpelledWorker() {
        GradientCode five = new CyclicCode(new FaultModel(5, 1));
        List<FakeWorker> workers = new ArrayList<>();
        for (int rank = 0; rank < 5; rank++) {
            workers.add(rank == 4 ? new LiarInAdvance(five) : honest(rank, five));
        }
        StepLoopRun run = driver(five).withSteps(3).withProvenLiarsExpelled().run(workers);
        assertEquals(List.of("worker 4 is expelled, proven to lie in step 1"), run.notices());
        assertEquals(List.of(5, 4, 4), run.reports().stream().map(StepReport::answers).toList());
    }

    private static ScriptedWorker honest(int rank, GradientCode code) {
        return new ScriptedWorker(
                rank,
                new ScriptedWorker.Script(
                        Attacks.honest(), false, s -> false, s -> false, s -> false, s -> false),
                code,
                Descent::slope);
    }

    /** Lies in the first step, and then says so often something of the second that it is not all heard in the first. */
    private static final class LiarInAdvance implements FakeWorker {
        private final ScriptedWorker worker;

        LiarInAdvance(GradientCode code) {
            this.worker = honest(4, code);
        }

        @Override
        public List<WorkerEvent> atStart() {
            return worker.atStart();
        }

        @Override
        public List<WorkerEvent> onParameters(
                long step, int attempt, float[] parameters, int[] exponents) {
            List<WorkerEvent> said = new ArrayList<>();
            said.add(
                    new WorkerEvent.VectorArrived(
                            4, 0, 4, NumberType.RESIDUE.newVector(parameters.length)));
            for (int i = 0; i < 200; i++) {
                said.add(new WorkerEvent.Answered(4, 1, 4, 1, 1, 0, Optional.empty()));
            }
            said.add(0, new WorkerEvent.Answered(4, 0, 4, 1, 1, 0, Optional.empty()));
            return said;
        }

        @Override
        public List<WorkerEvent> onRequest(Request request, long step) {
            return List.of();
        }

        @Override
        public boolean isLate(long step) {
            return false;
        }
    }

    /** Else a liar that answers at the last moment has those counted as lost who are asked because of it. */
    @Test
    void aWorkerThatIsAskedInTheMiddleOfAStepHasTheTimeOfAStep() {
        ManualClock clock = new ManualClock();
        GradientCode four = new ReactiveCode(4, 1, new FloatArithmetic());
        StepCollection step =
                new StepCollection(
                        0, four.assignment(), four.newDecoder(3, new int[0]), Set.of(), clock);
        step.sent();
        long sent = clock.getAsLong();
        for (int worker : new int[] {1, 2, 3}) {
            step.accept(answered(worker, four.assignment().taskOf(worker), 7));
        }
        clock.advance(9);
        step.accept(answered(0, 0, 8));
        List<Request> requests = step.takeRequests();
        assertTrue(requests.contains(new Request.Compute(2, 0)), requests::toString);
        clock.advance(1);
        assertEquals(Set.of(), step.askedBefore(clock.getAsLong() - 10));
        assertEquals(sent + 9, step.oldestAskNanos());
        clock.advance(9);
        assertTrue(step.askedBefore(clock.getAsLong() - 10).contains(2));
    }

    private static WorkerEvent.Answered answered(int worker, int task, float value) {
        Digest digest = Digest.of(new float[] {value, value, value});
        return new WorkerEvent.Answered(worker, 0, task, 1, 1, 0, Optional.of(digest));
    }

    @Test
    void failsWhenMoreAreProvenToLieThanAreDeclared() {
        driver(new RepetitionCode(6, 3, 1, new FloatArithmetic()))
                .withAttack(REVERSED, 1, 3)
                .withProvenLiarsExpelled()
                .withFailure(
                        "step 1: workers [1, 3] are proven to have lied by now, more than the declared s = 1",
                        "worker 3: expelled, proven to lie in step 1")
                .runTest();
    }

    /** What makes a checkpoint of exact arithmetic a checkpoint, see docs/decisions/0005. */
    @Test
    void goesOnFromACheckpointToTheSameBits() {
        List<GradientCode> codes =
                List.of(
                        new CyclicCode(new FaultModel(5, 1)),
                        new RepetitionCode(9, 3, 1, new ExactArithmetic(3)),
                        new ReactiveCode(6, 1, new ExactArithmetic(3)),
                        clipping("centered-clipping"),
                        clipping("nnm+centered-clipping"));
        for (GradientCode code : codes) {
            StepLoopRun whole = driver(code).withSteps(16).withCheckpointEvery(10).run();
            ModelState middle = whole.checkpoints().get(0);
            assertEquals(10, middle.step());
            StepLoopRun rest = driver(code).withSteps(16).withInitial(middle).withSeed(2).run();
            assertEquals(Optional.empty(), rest.failure(), code.name());
            assertEquals(6, rest.reports().size(), code.name());
            ModelState expected = whole.result().orElseThrow().state();
            ModelState found = rest.result().orElseThrow().state();
            assertEquals(16, found.step());
            assertArrayEquals(bits(expected.parameters()), bits(found.parameters()), code.name());
            assertArrayEquals(bits(expected.memory()), bits(found.memory()), code.name());
            assertArrayEquals(expected.exponents(), found.exponents(), code.name());
            assertArrayEquals(bits(expected.last()), bits(found.last()), code.name());
        }
    }

    private static GradientCode clipping(String mode) {
        return new UncodedCode(
                5,
                1,
                AggregationRules.byName(mode, Map.of("tau", "0.01")).orElseThrow(),
                new FloatArithmetic());
    }

    /** Moves nothing. */
    private static final class StandingStill implements Optimizer {
        @Override
        public int memory(int dimension) {
            return 0;
        }

        @Override
        public double learningRate(long step) {
            return 1;
        }

        @Override
        public void update(long step, Weights weights, float[] gradient, Parallelism threads) {}
    }

    /** Karimireddy et al.: the next centre is the last result. Two steps by hand, with a model that does not move. */
    @Test
    void startsARuleThatContinuesFromItsLastResult() {
        GradientCode code = clipping("centered-clipping");
        StepLoopRun run =
                driver(code)
                        .withOptimizer(new StandingStill())
                        .withSteps(2)
                        .withCheckpointEvery(1)
                        .run();
        ContinuingRule rule =
                (ContinuingRule)
                        AggregationRules.byName("centered-clipping", Map.of("tau", "0.01"))
                                .orElseThrow();
        float[] last = new float[START.length];
        for (int step = 0; step < 2; step++) {
            float[][] rows = new float[5][];
            for (int worker = 0; worker < 5; worker++) {
                rows[worker] = Descent.slope(step, worker, START);
            }
            last = rule.aggregate(new Gradients(rows), 1, last);
            assertArrayEquals(bits(last), bits(run.checkpoints().get(step).last()), "step " + step);
        }
    }

    private static int[] bits(float[] vector) {
        int[] bits = new int[vector.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(vector[i]));
        return bits;
    }

    @Test
    void keepsTheExponentsOfTheNextStepInItsCheckpoints() {
        GradientCode code = new CyclicCode(new FaultModel(5, 1));
        StepLoopRun whole = driver(code).withCheckpointEvery(10).run();
        ModelState middle = whole.checkpoints().get(0);
        assertEquals(10, middle.step());
        assertEquals(1, middle.exponents().length);
        assertTrue(
                middle.exponents()[0] != code.arithmetic().exponentsAfter(3, null)[0],
                "they follow the gradients");
    }
}
