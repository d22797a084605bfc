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
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.RepetitionCode;
import org.draco.codec.code.UncodedCode;
import org.junit.jupiter.api.Test;

/** One worker: what it computes, what it answers, when it lies. */
class GradientWorkerTest {

    private static final GradientCode NINE = new RepetitionCode(9, 3, 1);
    private static final GradientCode PLAIN = new UncodedCode(9, 0, AggregationRules.average());
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
        assertSame(gradient, answer.gradient());
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
            assertEquals(Digest.of(answer.gradient()), answer.digest().orElseThrow());
        }
    }

    @Test
    void liesInItsStepsOnly() {
        AdversarySchedule schedule = new AdversarySchedule(9, 1, 7);
        int lies = 0;
        for (long step = 0; step < 60; step++) {
            for (int rank = 0; rank < 9; rank++) {
                WorkerAnswer answer =
                        driver(NINE, rank)
                                .withAttack(CONSTANT)
                                .withSchedule(schedule)
                                .withInput(step, 1)
                                .run();
                boolean lied = answer.gradient()[0] == -100;
                assertEquals(schedule.liarsOf(step).contains(rank), lied, "step " + step);
                lies += lied ? 1 : 0;
            }
        }
        assertEquals(60, lies);
    }

    @Test
    void tellsTheSameLieWhenItIsAskedAgain() {
        GradientWorker worker = driver(NINE, 4).withAttack(RANDOM).worker();
        float[] once = worker.answer(3, new float[] {1}).gradient();
        assertArrayEquals(once, worker.answer(3, new float[] {1}).gradient());
        assertTrue(!Arrays.equals(once, worker.answer(4, new float[] {1}).gradient()));
    }

    @Test
    void drawsOtherRandomLiesThanItsNeighbours() {
        float[] one = driver(NINE, 3).withAttack(RANDOM).run().gradient();
        float[] two = driver(NINE, 4).withAttack(RANDOM).run().gradient();
        assertTrue(!Arrays.equals(one, two));
    }

    @Test
    void sendsGradientsAtOnceWithoutACode() {
        assertTrue(driver(PLAIN, 1).run().digest().isEmpty());
    }

    /** Even a liar's machine rounds as it rounds: the reference is what is compared between machines. */
    @Test
    void computesTheReferenceHonestlyFromBatchZeroOfStepZero() {
        Digest expected = Digest.of(new float[] {0, 0, 0.75f});
        for (int rank = 0; rank < 9; rank++) {
            GradientWorker worker = driver(NINE, rank).withAttack(CONSTANT).worker();
            assertEquals(expected, worker.reference(new float[] {0.75f}));
        }
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
        WorkerDriver.newDriver(new RepetitionCode(3, 3, 1))
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
