package org.draco.am.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.draco.am.web.HandClock;
import org.draco.am.web.JobFacts;
import org.draco.am.web.Rows;
import org.draco.am.yarn.Jobs;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.Test;

class JobTimelineTest {

    static final String APPLICATION = "application_1800000000000_0001";

    private final HandClock clock = new HandClock();
    private final long begin = clock.millis();
    private Optional<EvaluationRow> evaluation = Optional.empty();
    private final JobTimeline timeline = new JobTimeline(facts(1), () -> evaluation, clock);

    static JobFacts facts(int attempt) {
        return new JobFacts(
                APPLICATION, attempt, "ada", "hdfs://cluster/jobs/trial", Jobs.withWorkers(9));
    }

    private void step(long step, double loss, List<Integer> suspects) {
        StepRow row = Rows.row(step, loss, suspects);
        timeline.stepEnded(Rows.report(row, Set.of()), row);
    }

    private TimelineEntity news() {
        return timeline.news().orElseThrow();
    }

    private static Map<String, Map<Long, Long>> points(TimelineEntity entity) {
        Map<String, Map<Long, Long>> points = new TreeMap<>();
        entity.metrics().forEach(metric -> points.put(metric.id(), metric.values()));
        return points;
    }

    private static List<String> happened(TimelineEntity entity) {
        return entity.events().stream().map(event -> event.id() + event.info()).toList();
    }

    @Test
    void firstTellsWhatTheJobIs() {
        TimelineEntity entity = news();
        assertEquals("DRACO_JOB", entity.type());
        assertEquals(APPLICATION, entity.id());
        assertEquals(new TimelineEntity.Identifier("DRACO_JOB", APPLICATION), entity.identifier());
        assertEquals(Optional.of(begin), entity.createdtime());
        assertEquals("trial", entity.info().get("job"));
        assertEquals(Jobs.withWorkers(9).toJson(), entity.info().get("specification"));
        assertEquals(List.of("START{attempt=1}"), happened(entity));
        assertEquals(Optional.empty(), timeline.news(), "nothing twice");
    }

    @Test
    void anotherApplicationMasterDoesNotCreateTheJobAnew() {
        TimelineEntity entity =
                new JobTimeline(facts(2), () -> evaluation, clock).news().orElseThrow();
        assertEquals(Optional.empty(), entity.createdtime());
        assertEquals(List.of("START{attempt=2}"), happened(entity));
    }

    @Test
    void theNewestStepIsAPoint() {
        news();
        step(1, 2.5, List.of());
        step(2, 2.25, List.of(4));
        clock.pass(7);
        evaluation = Optional.of(new EvaluationRow(2, 0.5, 0.875, 100, 1));
        long now = begin + 7;
        assertEquals(
                Map.of(
                        "step", Map.of(now, 2L),
                        "train-loss-millionths", Map.of(now, 2_250_000L),
                        "step-micros", Map.of(now, 200_000L),
                        "lies-proven", Map.of(now, 1L),
                        "evaluated-step", Map.of(now, 2L),
                        "accuracy-millionths", Map.of(now, 875_000L),
                        "test-loss-millionths", Map.of(now, 500_000L)),
                points(news()));
        assertEquals(Optional.empty(), timeline.news(), "an evaluation is told once");
    }

    @Test
    void aLossThatIsNoNumberHasNoPoint() {
        step(1, Double.NaN, List.of());
        assertEquals(Set.of("step", "step-micros", "lies-proven"), points(news()).keySet());
    }

    /** The service would take two of one id and time for one. */
    @Test
    void eventsDifferInTime() {
        timeline.workerLost(1, "killed");
        timeline.workerLost(2, "killed");
        List<Long> times = news().events().stream().map(TimelineEntity.Event::timestamp).toList();
        assertEquals(List.of(begin, begin + 1, begin + 2), times);
    }

    @Test
    void aLiarIsToldOfOnceAndOnesOfBeforeNotAgain() {
        news();
        timeline.stepFound(Rows.row(1, 1, List.of(3)));
        step(2, 1, List.of(3, 5));
        step(3, 1, List.of(5));
        TimelineEntity entity = news();
        assertEquals(1, entity.events().size());
        assertEquals("LIAR_CAUGHT", entity.events().get(0).id());
        assertEquals(Map.of("worker", 5, "step", 2L), entity.events().get(0).info());
        assertEquals(Map.of(clock.millis(), 4L), points(entity).get("lies-proven"));
    }

    @Test
    void checkpointsAndTheEndAreEvents() {
        news();
        timeline.checkpointWritten(10);
        timeline.ended(new Outcome(false, 10, "no majority", "", 3, 0, 0, Map.of()), "no majority");
        TimelineEntity entity = news();
        assertEquals(
                List.of("CHECKPOINT", "END"),
                entity.events().stream().map(TimelineEntity.Event::id).toList());
        assertEquals(false, entity.info().get("succeeded"));
        assertEquals("no majority", entity.info().get("diagnosis"));
        assertEquals(10L, entity.info().get("final-step"));
    }

    @Test
    void whatNobodyAsksForIsBounded() {
        for (int i = 0; i < 10 * JobTimeline.MOST_EVENTS; i++) {
            timeline.workerLost(1, "killed");
        }
        TimelineEntity entity = news();
        assertEquals(JobTimeline.MOST_EVENTS, entity.events().size());
        assertEquals(
                9L * JobTimeline.MOST_EVENTS + 1,
                entity.info().get("events-left-out"),
                "of which START was one");
        timeline.workerLost(1, "killed");
        assertTrue(happened(news()).get(0).startsWith("WORKER_LOST"), "there is room again");
    }
}
