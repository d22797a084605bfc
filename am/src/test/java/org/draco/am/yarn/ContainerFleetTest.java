package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.Resource;
import org.draco.am.yarn.Placement.Lodging;
import org.junit.jupiter.api.Test;

class ContainerFleetTest {

    private static final ContainerEnd KILLED = new ContainerEnd(137, "Killed by external signal");

    private long nowNanos = -5; // an arbitrary origin, like that of System.nanoTime
    private boolean initialWeights;
    private final ContainerFleet fleet =
            new ContainerFleet(Jobs.withWorkers(3), () -> initialWeights, () -> nowNanos);

    @Test
    void givesContainersToTheRanksInOrderAndRefusesTheSurplus() {
        assertEquals(Optional.of(Member.worker(0)), fleet.seat(Role.WORKER, lodging(1)));
        assertEquals(Optional.of(Member.worker(1)), fleet.seat(Role.WORKER, lodging(2)));
        assertEquals(Optional.of(Member.worker(2)), fleet.seat(Role.WORKER, lodging(3)));
        assertEquals(Optional.empty(), fleet.seat(Role.WORKER, lodging(4)));
        assertEquals(Optional.of(Member.EVALUATOR), fleet.seat(Role.EVALUATOR, lodging(5)));
        assertEquals(Optional.empty(), fleet.seat(Role.EVALUATOR, lodging(6)));
        assertEquals(4, fleet.held().size());
    }

    @Test
    void refusesContainersThatComeAfterTheTraining() {
        fleet.dismiss();
        assertEquals(Optional.empty(), fleet.seat(Role.WORKER, lodging(1)));
    }

    @Test
    void tellsAnEndOnceAndOnlyOfItsOwnContainers() {
        fleet.seat(Role.WORKER, lodging(1));
        assertEquals(Optional.empty(), fleet.ended(id(99), KILLED));
        assertEquals(Member.worker(0), fleet.ended(id(1), KILLED).orElseThrow().member());
        assertEquals(Optional.empty(), fleet.ended(id(1), KILLED));
    }

    @Test
    void aContainerThatHasEndedDoesNotRunAgain() {
        fleet.seat(Role.WORKER, lodging(1));
        fleet.ended(id(1), KILLED);
        fleet.running(id(1));
        assertEquals(ContainerState.ENDED, fleet.placement(Member.worker(0)).state());
    }

    @Test
    void aLostWorkerIsNotReplacedAndMakesNothingHopeless() {
        seatEverybody();
        fleet.ended(id(1), KILLED);
        nowNanos += TimeUnit.HOURS.toNanos(1);
        assertEquals(Optional.empty(), fleet.hopeless());
        assertEquals(Optional.empty(), fleet.seat(Role.WORKER, lodging(9)));
    }

    @Test
    void describesTheRanksAskedForWithContainerHostExitStatusDiagnosticsAndLog() {
        fleet.seat(Role.WORKER, lodging(1));
        fleet.seat(Role.WORKER, lodging(2));
        fleet.running(id(2));
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
    }

    @Test
    void isHopelessWhenContainersAreMissingAfterTheTimeout() {
        nowNanos += TimeUnit.SECONDS.toNanos(50);
        fleet.asked("research", Resource.newInstance(8192, 4));
        fleet.seat(Role.EVALUATOR, lodging(1));
        fleet.seat(Role.WORKER, lodging(2));
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
                new ContainerFleet(Jobs.onGpus(3), () -> initialWeights, () -> nowNanos);
        onGpus.seat(Role.EVALUATOR, lodging(1));
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
        fleet.ended(id(10), new ContainerEnd(1, "no such data set"));
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
        fleet.ended(id(10), KILLED);
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

    @Test
    void waitsForNobodyWhoHasNoContainerOrIsOver() throws InterruptedException {
        assertTrue(fleet.awaitEnd(member -> true, 0));
        fleet.seat(Role.EVALUATOR, lodging(1));
        assertFalse(fleet.awaitEnd(member -> true, 0));
        assertTrue(fleet.awaitEnd(member -> member.role() == Role.WORKER, 0));
        fleet.ended(id(1), KILLED);
        assertTrue(fleet.awaitEnd(member -> true, 0));
    }

    @Test
    void waitsForNobodyOnceTheJobIsAbandoned() throws InterruptedException {
        seatEverybody();
        fleet.abandon("the ResourceManager is gone");
        assertFalse(fleet.awaitEnd(member -> true, Long.MAX_VALUE / 2));
    }

    @Test
    void aWaitEndsWhenTheLastContainerDoes() throws InterruptedException {
        fleet.seat(Role.EVALUATOR, lodging(1));
        Thread ending = new Thread(() -> fleet.ended(id(1), KILLED));
        ending.start();
        assertTrue(fleet.awaitEnd(member -> true, Long.MAX_VALUE / 2));
        ending.join();
    }

    private void seatEverybody() {
        for (int worker = 0; worker < 3; worker++) {
            fleet.seat(Role.WORKER, lodging(1 + worker));
        }
        fleet.seat(Role.EVALUATOR, lodging(10));
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
