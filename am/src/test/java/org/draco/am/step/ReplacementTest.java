package org.draco.am.step;

import static org.draco.am.step.Descent.START;
import static org.draco.am.step.Descent.byHand;
import static org.draco.am.step.Descent.driver;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.draco.codec.attack.Attacks;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.group.RepetitionCode;
import org.junit.jupiter.api.Test;

/** Workers that die, hang or lie, and others that take their place. */
class ReplacementTest {

    private static final GradientCode THREE = new RepetitionCode(3, 3, 1, new FloatArithmetic());
    private static final int STEPS = 20;

    private static void assertTrainedByHand(StepLoopRun run) {
        assertArrayEquals(
                byHand(1, STEPS, START),
                run.result()
                        .orElseThrow(() -> new AssertionError(run.failure()))
                        .state()
                        .parameters());
    }

    private static StepLoopRun run(Replacements processes, MortalWorker... workers) {
        return run(ProvenLiarPolicy.KEEP, processes, workers);
    }

    private static StepLoopRun run(
            ProvenLiarPolicy policy, Replacements processes, MortalWorker... workers) {
        return driver(THREE)
                .withProcesses(processes)
                .withProvenLiars(policy)
                .run(processes.of(workers));
    }

    @Test
    void twoOfThreeDieAtOnceAndTheStepWaitsForThoseWhoComeInTheirPlace() {
        Replacements processes = new Replacements(2);
        StepLoopRun run =
                run(
                        processes,
                        new MortalWorker(0).dyingIn(4),
                        new MortalWorker(1),
                        new MortalWorker(2).dyingIn(4));
        assertTrainedByHand(run);
        assertEquals(2, run.broadcasts().get(4L));
    }

    @Test
    void thoseWhoComeInTheirPlaceMayDieToo() {
        Replacements processes = new Replacements(40);
        StepLoopRun run =
                run(
                        processes,
                        new MortalWorker(0).dyingIn(4, 20),
                        new MortalWorker(1),
                        new MortalWorker(2).dyingIn(4, 7));
        assertTrainedByHand(run);
        assertEquals(
                8,
                run.broadcasts().get(4L),
                "with one of them the step has its answers, whatever becomes of the other");
    }

    @Test
    void whoComesAndGoesDoesNotKeepAStepGoingForEver() {
        Replacements processes = new Replacements(1000);
        StepLoopRun run =
                run(
                        processes,
                        new MortalWorker(0).dyingIn(4, 1000),
                        new MortalWorker(1),
                        new MortalWorker(2).dyingIn(4, 1000));
        String why = run.failure().orElseThrow();
        assertTrue(why.startsWith("step 5: group 0") && why.contains("container died"), why);
        assertEquals(30, run.broadcasts().get(4L));
    }

    @Test
    void eachWhoHangsIsReplacedAlthoughTheyHangOneAfterTheOther() {
        Replacements processes = new Replacements(5);
        StepLoopRun run =
                run(
                        processes,
                        new MortalWorker(0).hangingFrom(3),
                        new MortalWorker(1).hangingFrom(3, 2),
                        new MortalWorker(2).first(liar(2)));
        assertTrainedByHand(run);
        assertEquals(
                List.of(
                        "replace 0: no answer to step 4 within 10 s",
                        "replace 1: no answer to step 4 within 10 s"),
                processes.log());
        assertEquals(4, run.broadcasts().get(3L));
    }

    @Test
    void withoutReplacementsTheStepFailsAtOnce() {
        Replacements processes =
                new Replacements(1) {
                    @Override
                    public String describe(Set<Integer> ranks) {
                        return ranks + " ended on host a; log: http://a/log";
                    }
                };
        StepLoopRun run =
                run(
                        processes,
                        new MortalWorker(0).dyingIn(4),
                        new MortalWorker(1).dyingIn(4),
                        new MortalWorker(2).dyingIn(4));
        String why = run.failure().orElseThrow();
        assertTrue(why.startsWith("step 5: group 0"), why);
        assertTrue(
                why.contains("worker 1: container died") && why.endsWith("log: http://a/log"), why);
    }

    @Test
    void whoHangsIsReplacedAfterOneStepTimeout() {
        Replacements processes = new Replacements(5);
        StepLoopRun run =
                run(
                        processes,
                        new MortalWorker(0),
                        new MortalWorker(1).hangingFrom(3),
                        new MortalWorker(2));
        assertTrainedByHand(run);
        // Two who agree decide the step; the third is waited for by the last step alone.
        assertEquals(List.of(), processes.log());

        Replacements bound = new Replacements(5);
        StepLoopRun needed =
                run(
                        bound,
                        new MortalWorker(0),
                        new MortalWorker(1).hangingFrom(3),
                        new MortalWorker(2).first(liar(2)));
        assertTrainedByHand(needed);
        assertEquals(List.of("replace 1: no answer to step 4 within 10 s"), bound.log());
        assertEquals(3, needed.broadcasts().get(3L), "the second try shows that it hangs");
    }

    @Test
    void whoIsInTimeInTheSecondTryIsNotReplaced() {
        Replacements processes = new Replacements(5);
        StepLoopRun run =
                run(
                        processes,
                        new MortalWorker(0),
                        new MortalWorker(1).first(new Quiet(1, 1)),
                        new MortalWorker(2).first(liar(2)));
        assertTrainedByHand(run);
        assertEquals(List.of(), processes.log());
        assertEquals(2, run.broadcasts().get(0L));
    }

    private static FakeWorker liar(int rank) {
        return new ScriptedWorker(
                rank,
                new ScriptedWorker.Script(
                        Attacks.byName("rev_grad", -100).orElseThrow(),
                        false,
                        s -> false,
                        s -> false,
                        s -> false,
                        s -> false),
                THREE,
                Descent::slope);
    }

    @Test
    void aProvenLiarIsReplacedByOneWhoDoesNotLie() {
        for (ProvenLiarPolicy policy :
                List.of(ProvenLiarPolicy.REPLACE, ProvenLiarPolicy.EXCLUDE_NODE)) {
            Replacements processes = new Replacements(1);
            StepLoopRun run =
                    run(
                            policy,
                            processes,
                            new MortalWorker(0).first(liar(0)),
                            new MortalWorker(1),
                            new MortalWorker(2));
            assertTrainedByHand(run);
            String how = policy == ProvenLiarPolicy.REPLACE ? "" : " elsewhere";
            assertEquals(List.of("replace 0" + how + ": proven to lie in step 1"), processes.log());
            assertEquals(Map.of(0, 1L), run.result().orElseThrow().suspects());
        }
    }

    @Test
    void aProvenLiarIsKeptWhenNoReplacementIsLeft() {
        Replacements processes = new Replacements(0);
        StepLoopRun run =
                run(
                        ProvenLiarPolicy.REPLACE,
                        processes,
                        new MortalWorker(0),
                        new MortalWorker(1).first(liar(1)),
                        new MortalWorker(2));
        assertTrainedByHand(run);
        assertTrue(
                run.notices().get(0).endsWith("it is kept, since no replacement is left"),
                run.notices()::toString);
    }

    @Test
    void anExpelledLiarsProcessIsEnded() {
        Replacements processes = new Replacements(3);
        StepLoopRun run =
                run(
                        ProvenLiarPolicy.EXPEL,
                        processes,
                        new MortalWorker(0),
                        new MortalWorker(1).first(liar(1)),
                        new MortalWorker(2));
        assertTrainedByHand(run);
        assertEquals(List.of("end 1: expelled, proven to lie in step 1"), processes.log());
    }

    @Test
    void whoHangsBeforeItJoinsIsReplacedOnce() {
        Replacements processes = new Replacements(5);
        StepLoopRun run =
                run(
                        processes,
                        new MortalWorker(0),
                        new MortalWorker(1).neverJoining(1),
                        new MortalWorker(2));
        assertTrainedByHand(run);
        assertEquals(List.of("replace 1: did not join within 60 s"), processes.log());

        Replacements again = new Replacements(5);
        StepLoopRun failed =
                run(
                        again,
                        new MortalWorker(0),
                        new MortalWorker(1).neverJoining(2),
                        new MortalWorker(2));
        String why = failed.failure().orElseThrow();
        assertTrue(why.startsWith("workers [1] of 3 did not join within 60 s"), why);
        assertEquals(1, again.log().size());
    }

    @Test
    void whoHangsBeforeItComesBackIsReplaced() {
        Replacements processes = new Replacements(5);
        StepLoopRun run =
                run(
                        processes,
                        new MortalWorker(0).dyingIn(4).comingBackAfter(1),
                        new MortalWorker(1),
                        new MortalWorker(2).dyingIn(4));
        assertTrainedByHand(run);
        assertEquals(List.of("replace 0: did not join within 60 s"), processes.log());
    }

    @Test
    void trainingBeginsWhenThoseWhoDiedMeanwhileHaveBeenReplaced() {
        Replacements processes = new Replacements(1);
        List<MortalWorker> workers =
                processes.of(new MortalWorker(0), new MortalWorker(1), new MortalWorker(2));
        processes.replace(1, false, "its node was lost");
        StepLoopRun run = driver(THREE).withProcesses(processes).run(workers);
        assertTrainedByHand(run);
        assertEquals(0, run.reports().get(0).lost().size());
    }
}
