package org.draco.container.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.attack.AdversarySchedule;
import org.draco.codec.attack.Attack;
import org.draco.codec.attack.Attacks;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.code.group.UncodedCode;
import org.draco.codec.code.spectral.FloatCyclicCode;
import org.draco.codec.code.spectral.FloatWire;
import org.draco.codec.code.spectral.SpectralCode;
import org.junit.jupiter.api.Test;

/** One worker: what it computes, what it answers, when it lies. */
class GradientWorkerTest {

    private static final GradientCode NINE = new RepetitionCode(9, 3, 1, new FloatArithmetic());
    private static final GradientCode PLAIN =
            new UncodedCode(9, 0, AggregationRules.average(), new FloatArithmetic());
    private static final Attack REVERSED = Attacks.byName("rev_grad", -100).orElseThrow();
    private static final Attack CONSTANT = Attacks.byName("constant", -100).orElseThrow();
    private static final Attack RANDOM = Attacks.byName("random", -100).orElseThrow();

    /** Shows in its gradient what it was asked for. */
    private static BatchGradients.BatchGradient shown(long step, int batch, float[] w) {
        return new BatchGradients.BatchGradient(new float[] {step, batch, w[0]}, 0.5f, 33);
    }

    private static WorkerDriver driver(GradientCode code, int rank) {
        return WorkerDriver.newDriver(code).withRank(rank).withGradients(GradientWorkerTest::shown);
    }

    @Test
    void computesItsGroupsBatch() {
        for (int rank = 0; rank < 9; rank++) {
            driver(NINE, rank).withInput(6, 0.25f).withOutput(6, rank / 3, 0.25f).runTest();
            driver(PLAIN, rank).withInput(6, 0.25f).withOutput(6, rank, 0.25f).runTest();
        }
    }

    @Test
    void answersAlikeThroughoutItsGroup() {
        for (long step = 0; step < 10; step++) {
            Digest first = driver(NINE, 3).withInput(step, 1).run().digest().orElseThrow();
            assertEquals(first, driver(NINE, 5).withInput(step, 1).run().digest().orElseThrow());
            assertNotEquals(first, driver(NINE, 6).withInput(step, 1).run().digest().orElseThrow());
        }
    }

    @Test
    void passesLossAndDurationOn() {
        WorkerAnswer answer = driver(NINE, 0).run();
        assertEquals(0.5f, answer.loss());
        assertEquals(33, answer.computeNanos());
    }

    @Test
    void sendsTheVeryGradientWhenHonest() {
        float[] gradient = {1, 2};
        WorkerAnswer answer =
                WorkerDriver.newDriver(NINE)
                        .withGradients(
                                (s, b, w) -> new BatchGradients.BatchGradient(gradient, 0, 0))
                        .run();
        assertSame(gradient, WorkerDriver.floats(answer));
    }

    @Test
    void liesThroughItsAttackAloneAndLeavesTheGradientAsItWas() {
        float[] gradient = {1, -2};
        BatchGradients fixed = (s, b, w) -> new BatchGradients.BatchGradient(gradient, 0, 0);
        WorkerDriver driver = WorkerDriver.newDriver(NINE).withGradients(fixed);
        driver.withAttack(REVERSED).withOutput(-100, 200).runTest();
        driver.withAttack(CONSTANT).withOutput(-100, -100).runTest();
        assertArrayEquals(new float[] {1, -2}, gradient);
    }

    @Test
    void announcesTheDigestOfItsLie() {
        for (Attack attack : List.of(REVERSED, CONSTANT, RANDOM)) {
            WorkerAnswer answer = driver(NINE, 2).withAttack(attack).run();
            assertEquals(Digest.of(WorkerDriver.floats(answer)), answer.digest().orElseThrow());
        }
    }

    @Test
    void liesInItsStepsOnly() {
        AdversarySchedule schedule = new AdversarySchedule(9, 1, 7, false);
        int lies = 0;
        for (long step = 0; step < 60; step++) {
            for (int rank = 0; rank < 9; rank++) {
                WorkerAnswer answer =
                        driver(NINE, rank)
                                .withAttack(CONSTANT)
                                .withSchedule(schedule)
                                .withInput(step, 1)
                                .run();
                boolean lied = WorkerDriver.floats(answer)[0] == -100;
                assertEquals(schedule.liarsOf(step).contains(rank), lied, "step " + step);
                lies += lied ? 1 : 0;
            }
        }
        assertEquals(60, lies);
    }

    @Test
    void tellsTheSameLieWhenItIsAskedAgain() {
        GradientWorker worker = driver(NINE, 4).withAttack(RANDOM).worker();
        float[] once = answerOf(worker, 3);
        assertArrayEquals(once, answerOf(worker, 3));
        assertTrue(!Arrays.equals(once, answerOf(worker, 4)));
    }

    private static float[] answerOf(GradientWorker worker, long step) {
        return WorkerDriver.floats(
                worker.answer(step, worker.ownTask(), new float[] {1}, new int[0]).orElseThrow());
    }

    @Test
    void lieAlikeWhenTheyCollude() {
        Attack collusion = Attacks.byName("collude", 10).orElseThrow();
        float[] one = WorkerDriver.floats(driver(NINE, 3).withAttack(collusion).run());
        float[] two = WorkerDriver.floats(driver(NINE, 4).withAttack(collusion).run());
        assertArrayEquals(one, two);
        assertTrue(!Arrays.equals(one, WorkerDriver.floats(driver(NINE, 3).run())), "it is no lie");
    }

    @Test
    void keepsSilentWhenItIsMadeTo() {
        Attack silence = Attacks.byName("drop", 0).orElseThrow();
        GradientWorker worker = driver(NINE, 3).withAttack(silence).worker();
        assertTrue(worker.answer(0, 1, new float[] {1}, new int[0]).isEmpty());
    }

    @Test
    void computesTheTaskOfAnotherGroupWhenItIsAsked() {
        driver(NINE, 0).withTask(2).withInput(6, 0.25f).withOutput(6, 2, 0.25f).runTest();
    }

    /** Batch k has the gradient {step, k, w}: its share in an answer shows by the sum of the answers. */
    @Test
    void encodesTheGradientsOfAllBatchesOfItsTask() {
        FloatCyclicCode cyclic = new FloatCyclicCode(SpectralCode.real(5, 1), FloatWire.FLOAT32);
        double sum = 0;
        for (int rank = 0; rank < 5; rank++) {
            WorkerAnswer answer = driver(cyclic, rank).withInput(6, 0.25f).run();
            sum += WorkerDriver.floats(answer)[1];
            assertEquals(3 * 33, answer.computeNanos(), "three gradients");
        }
        assertEquals(0 + 1 + 2 + 3 + 4, sum, 1e-5);
    }

    @Test
    void reportsHowManyComponentsWereTooLargeForTheFixedPoint() {
        CyclicCode exact = new CyclicCode(new FaultModel(3, 1));
        GradientWorker worker = driver(exact, 0).worker();
        float[] w = {1e9f};
        int[] exponents = exact.arithmetic().exponentsAfter(3, null);
        WorkerAnswer answer = worker.answer(0, 0, w, exponents).orElseThrow();
        assertEquals(3, answer.saturated(), "one in each of three gradients");
    }

    @Test
    void drawsOtherRandomLiesThanItsNeighbours() {
        float[] one = WorkerDriver.floats(driver(NINE, 3).withAttack(RANDOM).run());
        float[] two = WorkerDriver.floats(driver(NINE, 4).withAttack(RANDOM).run());
        assertTrue(!Arrays.equals(one, two));
    }

    @Test
    void sendsGradientsAtOnceWithoutACode() {
        assertTrue(driver(PLAIN, 1).run().digest().isEmpty());
    }

    /** The reference is what is compared between machines: nobody's attack has a part in it. */
    @Test
    void theReferenceIsBatchZeroOfStepZero() {
        BatchGradients gradients =
                (step, batch, w) ->
                        new BatchGradients.BatchGradient(new float[] {step, batch, w[0]}, 0, 0);
        assertEquals(
                Digest.of(new float[] {0, 0, 0.75f}),
                GradientWorker.reference(gradients, new float[] {0.75f}));
    }

    @Test
    void driverFailsForAnotherGradient() {
        WorkerDriver driver = driver(NINE, 0).withInput(1, 1).withOutput(1, 0, 2);
        assertTrue(
                assertThrows(AssertionError.class, driver::runTest)
                        .getMessage()
                        .contains("gradient"));
    }

    /** The example of the driver's class doc. */
    @Test
    void driverAgreesWithTheExampleInItsDoc() {
        WorkerDriver.newDriver(new RepetitionCode(3, 3, 1, new FloatArithmetic()))
                .withRank(2)
                .withGradients(
                        (step, batch, w) ->
                                new BatchGradients.BatchGradient(new float[] {2 * w[0]}, 0, 0))
                .withAttack(REVERSED)
                .withInput(0, 3)
                .withOutput(-600)
                .runTest();
    }
}
