package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.Resource;
import org.draco.am.yarn.Placement.Lodging;
import org.draco.layout.job.Recovery;
import org.junit.jupiter.api.Test;

class ContainerFleetTest {

    private static final ContainerEnd KILLED = new ContainerEnd(137, "Killed by external signal");

    private long nowNanos = -5; // an arbitrary origin, like that of System.nanoTime
    private boolean initialWeights;
    private final ContainerFleet fleet =
            new ContainerFleet(
                    FleetPlan.of(Jobs.withWorkers(3)), 0, () -> initialWeights, () -> nowNanos);

    private static MemberAttempt worker(int rank, int attempt) {
        return new MemberAttempt(Member.worker(rank), attempt);
    }

    private boolean seat(int rank, int container) {
        return fleet.seat(worker(rank, 0), lodging(container));
    }

    private static MemberAttempt evaluator(int attempt) {
        return new MemberAttempt(Member.EVALUATOR, attempt);
    }

    @Test
    void givesContainersToThoseForWhomTheyWereAskedAndRefusesTheSurplus() {
        assertEquals(
                List.of(evaluator(0), worker(0, 0), worker(1, 0), worker(2, 0)), fleet.awaited());
        assertTrue(seat(1, 1));
        assertFalse(seat(1, 4), "it has one");
        assertFalse(fleet.seat(worker(2, 7), lodging(5)), "another attempt than the awaited");
        assertTrue(fleet.seat(evaluator(0), lodging(6)));
        assertEquals(List.of(worker(0, 0), worker(2, 0)), fleet.awaited());
        assertEquals(2, fleet.held().size());
    }

    /** Ranks 0 and 1 are in one process, 2 in another. */
    @Test
    void workersThatShareAProcessGoByTheLowestOfTheirRanks() {
        ContainerFleet sharing =
                new ContainerFleet(
                        FleetPlan.of(Jobs.sharing(3, 2)), 0, () -> initialWeights, () -> nowNanos);
        assertEquals(List.of(evaluator(0), worker(0, 0), worker(2, 0)), sharing.awaited());
        assertTrue(sharing.seat(worker(0, 0), lodging(1)));
        assertTrue(sharing.seat(worker(2, 0), lodging(2)));
        assertEquals(Optional.of(worker(0, 1)), sharing.ended(id(1), KILLED).orElseThrow().next());
        assertTrue(sharing.mayReturn(1));
        assertTrue(sharing.mayReturn(2));
        assertEquals(sharing.describe(Set.of(0)), sharing.describe(Set.of(1)));
        assertEquals(
                Optional.of(lodging(7)),
                sharing.adopt(Optional.of(worker(1, 5)), lodging(7)),
                "rank 1 has no process of its own");
        assertEquals(Optional.empty(), sharing.adopt(Optional.of(worker(0, 5)), lodging(8)));
    }

    /** An evaluation has several evaluators and no workers. */
    @Test
    void evaluatorsAreReplacedUntilTheyEndInOrderOrFailForGood() {
        FleetPlan plan =
                new FleetPlan(
                        Jobs.withWorkers(1).containers(),
                        2,
                        new Crews(0, 1),
                        60,
                        new Recovery(2, 1, 0));
        ContainerFleet evaluators = new ContainerFleet(plan, 0, () -> true, () -> nowNanos);
        MemberAttempt second = new MemberAttempt(Member.evaluator(1), 0);
        assertEquals(List.of(evaluator(0), second), evaluators.awaited());
        assertTrue(evaluators.seat(evaluator(0), lodging(1)));
        assertTrue(evaluators.seat(second, lodging(2)));
        ContainerFleet.Departure first = evaluators.ended(id(2), KILLED).orElseThrow();
        assertEquals(Optional.of(second.next()), first.next());
        assertTrue(evaluators.seat(second.next(), lodging(3)));
        ContainerFleet.Departure again = evaluators.ended(id(3), KILLED).orElseThrow();
        assertEquals(Optional.empty(), again.next(), "one replacement is all there is");
        assertEquals(ContainerState.ENDED, evaluators.placement(second.member()).state());
        assertTrue(
                again.over().toString().startsWith("evaluator 1: container_"),
                again.over()::toString);
        assertEquals(
                Optional.empty(),
                evaluators.ended(id(1), new ContainerEnd(0, "")).orElseThrow().next());
        assertEquals(
                Optional.of(lodging(7)),
                evaluators.adopt(
                        Optional.of(new MemberAttempt(Member.evaluator(2), 5)), lodging(7)));
    }

    @Test
    void refusesContainersForWorkersThatComeAfterTheTraining() {
        fleet.dismiss();
        assertFalse(seat(0, 1));
        assertTrue(fleet.seat(evaluator(0), lodging(2)), "it has the model to judge");
    }

    @Test
    void tellsAnEndOnceAndOnlyOfItsOwnContainers() {
        seat(0, 1);
        assertEquals(Optional.empty(), fleet.ended(id(99), KILLED));
        assertEquals(Member.worker(0), fleet.ended(id(1), KILLED).orElseThrow().over().member());
        assertEquals(Optional.empty(), fleet.ended(id(1), KILLED));
    }

    @Test
    void aContainerThatHasEndedDoesNotRunAgain() {
        seat(0, 1);
        fleet.dismiss();
        fleet.ended(id(1), KILLED);
        fleet.running(id(1));
        assertEquals(ContainerState.ENDED, fleet.placement(Member.worker(0)).state());
    }

    private Optional<MemberAttempt> die(int container, int status) {
        return fleet.ended(id(container), new ContainerEnd(status, "")).orElseThrow().next();
    }

    @Test
    void aLostWorkerGetsAnotherContainerUnderItsRank() {
        seatEverybody();
        assertEquals(Optional.of(worker(0, 1)), die(1, 137));
        assertTrue(fleet.mayReturn(0));
        nowNanos += TimeUnit.HOURS.toNanos(1);
        assertEquals(Optional.empty(), fleet.hopeless(), "a replacement may take its time");
        assertFalse(seat(0, 8), "the first attempt is over");
        assertTrue(fleet.seat(worker(0, 1), lodging(9)));
        assertEquals(1, fleet.replacements());
    }

    @Test
    void replacementsAreBounded() {
        seatEverybody();
        int most = Jobs.withWorkers(3).recovery().maxReplacements();
        int container = 1;
        for (int attempt = 1; attempt <= most; attempt++) {
            assertEquals(Optional.of(worker(0, attempt)), die(container, 137));
            container = 100 + attempt;
            assertTrue(fleet.seat(worker(0, attempt), lodging(container)));
        }
        assertEquals(Optional.empty(), die(container, 137));
        assertFalse(fleet.mayReturn(0));
        assertEquals(most, fleet.replacements());
    }

    @Test
    void whoSaysThreeTimesInARowThatItCannotGoOnIsBelieved() {
        seatEverybody();
        assertTrue(die(2, 1).isPresent());
        fleet.seat(worker(1, 1), lodging(21));
        assertTrue(die(21, 1).isPresent());
        fleet.seat(worker(1, 2), lodging(22));
        assertEquals(Optional.empty(), die(22, 1));
        assertFalse(fleet.mayReturn(1));
        assertTrue(die(3, 1).isPresent(), "others are another matter");
    }

    @Test
    void theEvaluatorIsReplacedUnlessItHasFinished() {
        seatEverybody();
        fleet.dismiss();
        assertEquals(Optional.of(evaluator(1)), die(10, 137));
        assertTrue(fleet.seat(evaluator(1), lodging(11)));
        assertEquals(Optional.empty(), die(11, 0));
        assertEquals(Optional.empty(), die(1, 137), "training is over");
    }

    @Test
    void aContainerIsSupplantedWhileItRuns() {
        seatEverybody();
        assertEquals(
                id(2), fleet.supplant(Member.worker(1)).orElseThrow().lodging().get().container());
        assertEquals(List.of(worker(1, 1)), fleet.awaited());
        assertEquals(Optional.empty(), fleet.ended(id(2), KILLED), "nobody's any more");
        assertEquals(Optional.empty(), fleet.supplant(Member.worker(1)), "another comes already");
    }

    @Test
    void whoIsRetiredGetsNoOther() {
        seatEverybody();
        assertEquals(id(3), fleet.retire(Member.worker(2)).orElseThrow().container());
        assertFalse(fleet.mayReturn(2));
        assertEquals(Optional.empty(), die(3, 0));
    }

    @Test
    void takesOverWhatHasOutlivedTheFormerMaster() {
        ContainerFleet second =
                new ContainerFleet(
                        FleetPlan.of(Jobs.withWorkers(3)),
                        MemberAttempt.first(2),
                        () -> initialWeights,
                        () -> nowNanos);
        assertEquals(Optional.empty(), second.adopt(Optional.of(worker(0, 0)), lodging(1)));
        assertEquals(Optional.empty(), second.adopt(Optional.of(worker(1, 4)), lodging(2)));
        assertEquals(
                Optional.of(lodging(3)),
                second.adopt(Optional.of(worker(1, 3)), lodging(3)),
                "an older one of the same rank");
        assertEquals(
                Optional.of(lodging(2)),
                second.adopt(Optional.of(worker(1, 5)), lodging(4)),
                "a newer one of the same rank");
        assertEquals(Optional.of(lodging(5)), second.adopt(Optional.empty(), lodging(5)));
        assertEquals(
                Optional.of(lodging(6)),
                second.adopt(Optional.of(worker(3, 0)), lodging(6)),
                "no such rank");
        assertEquals(
                List.of(evaluator(MemberAttempt.first(2)), worker(2, MemberAttempt.first(2))),
                second.awaited());
        assertEquals(ContainerState.RUNNING, second.placement(Member.worker(0)).state());
    }

    @Test
    void describesTheRanksAskedForWithContainerHostExitStatusDiagnosticsAndLog() {
        seat(0, 1);
        seat(1, 2);
        fleet.running(id(2));
        fleet.dismiss(); // or another is asked for at once
        fleet.ended(id(1), KILLED);
        List<String> lines = fleet.describe(Set.of(0, 1, 2)).lines().toList();
        assertEquals(
                "worker 0: %s on host node1 ended with exit status 137 (killed (signal 9): by a person, or by the system "
                                .formatted(id(1))
                        + "because memory ran out): Killed by external signal; log: http://node1:8042/log",
                lines.get(0));
        assertEquals(
                "worker 1: %s on host node2 is running; log: http://node2:8042/log"
                        .formatted(id(2)),
                lines.get(1));
        assertEquals("worker 2: no container yet", lines.get(2));
        assertEquals(lines.get(2), fleet.describe(Set.of(2)));
        Placement running = fleet.placement(Member.worker(1));
        assertEquals(lines.get(1), "worker 1: " + running.account());
    }

    @Test
    void isHopelessWhenContainersAreMissingAfterTheTimeout() {
        nowNanos += TimeUnit.SECONDS.toNanos(50);
        fleet.asked("research", Resource.newInstance(8192, 4));
        fleet.seat(evaluator(0), lodging(1));
        seat(0, 2);
        nowNanos += TimeUnit.SECONDS.toNanos(60) - 1;
        assertEquals(Optional.empty(), fleet.hopeless(), "the time runs from the request");
        nowNanos += 1;
        assertEquals(
                "asked for 3 workers of 768 MB and 2 vcores, got 1 within 60 s from queue research; the largest container "
                        + "that the cluster gives has 8192 MB and 4 vcores; use fewer workers or less memory for each, "
                        + "or submit again when the queue has room",
                fleet.hopeless().orElseThrow());
    }

    @Test
    void saysThatGpusAreAwaited() {
        ContainerFleet onGpus =
                new ContainerFleet(
                        FleetPlan.of(Jobs.onGpus(3)), 0, () -> initialWeights, () -> nowNanos);
        onGpus.seat(evaluator(0), lodging(1));
        nowNanos += TimeUnit.SECONDS.toNanos(60);
        String why = onGpus.hopeless().orElseThrow();
        assertTrue(
                why.startsWith(
                        "asked for 3 workers of 768 MB and 2 vcores with a GPU, got 0 within 60 s"),
                why);
    }

    @Test
    void aContainerThatEndedCountsAsHad() {
        seatEverybody();
        fleet.ended(id(2), KILLED);
        nowNanos += TimeUnit.SECONDS.toNanos(61);
        assertEquals(Optional.empty(), fleet.hopeless());
    }

    @Test
    void isHopelessWhenTheEvaluatorEndsBeforeTheInitialWeights() {
        seatEverybody();
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertEquals(Optional.empty(), fleet.hopeless(), "another may do better");
            fleet.ended(id(10), new ContainerEnd(1, "no such data set"));
            fleet.seat(evaluator(attempt), lodging(10));
        }
        String why = fleet.hopeless().orElseThrow();
        assertTrue(
                why.contains("checkpoint 0")
                        && why.contains("exit status 1")
                        && why.contains("no such data set"),
                why);
        assertTrue(why.contains("node10") && why.contains(id(10).toString()), why);
    }

    @Test
    void theEvaluatorsEndIsBorneOnceTheInitialWeightsAreThere() {
        seatEverybody();
        initialWeights = true;
        fleet.ended(id(10), new ContainerEnd(0, ""));
        assertEquals(Optional.empty(), fleet.hopeless());
        initialWeights = false; // not asked again
        assertEquals(Optional.empty(), fleet.hopeless());
    }

    @Test
    void theFirstReasonToAbandonStandsAndGoesBeforeTheOthers() {
        nowNanos += TimeUnit.SECONDS.toNanos(61);
        fleet.abandon("first");
        fleet.abandon("second");
        assertEquals(Optional.of("first"), fleet.hopeless());
    }

    private final Predicate<Placement> held = placement -> placement.state().holdsContainer();

    @Test
    void waitsForNobodyWhoHasNoContainerOrIsOver() throws InterruptedException {
        assertTrue(fleet.awaitNone(held, 0));
        fleet.seat(evaluator(0), lodging(1));
        assertFalse(fleet.awaitNone(held, 0));
        assertTrue(
                fleet.awaitNone(
                        held.and(placement -> placement.member().role() == Role.WORKER), 0));
        fleet.ended(id(1), KILLED);
        assertTrue(fleet.awaitNone(held, 0));
    }

    @Test
    void waitsForNobodyOnceTheJobIsAbandoned() throws InterruptedException {
        seatEverybody();
        fleet.abandon("the ResourceManager is gone");
        assertFalse(fleet.awaitNone(held, Long.MAX_VALUE / 2));
    }

    @Test
    void aWaitEndsWhenTheLastContainerDoes() throws InterruptedException {
        fleet.seat(evaluator(0), lodging(1));
        Thread ending = new Thread(() -> fleet.ended(id(1), KILLED));
        ending.start();
        assertTrue(fleet.awaitNone(held, Long.MAX_VALUE / 2));
        ending.join();
    }

    private void seatEverybody() {
        for (int worker = 0; worker < 3; worker++) {
            seat(worker, 1 + worker);
        }
        fleet.seat(evaluator(0), lodging(10));
    }

    private static Lodging lodging(int number) {
        String host = "node" + number;
        return new Lodging(
                id(number), NodeId.newInstance(host, 8041), "http://" + host + ":8042/log");
    }

    private static ContainerId id(int number) {
        ApplicationId application = ApplicationId.newInstance(1700000000000L, 1);
        return ContainerId.newContainerId(ApplicationAttemptId.newInstance(application, 1), number);
    }
}
