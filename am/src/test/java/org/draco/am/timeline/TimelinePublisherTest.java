package org.draco.am.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.draco.am.timeline.TimelinePublisher.Pace;
import org.draco.am.web.HandClock;
import org.draco.layout.job.Outcome;
import org.junit.jupiter.api.Test;

class TimelinePublisherTest {

    private static final Pace OFTEN = new Pace(Duration.ofMillis(1), Duration.ofMinutes(1));
    private static final Outcome DONE = new Outcome(true, 3, "", "abc", 1, 0, 0, Map.of());

    private final JobTimeline timeline =
            new JobTimeline(JobTimelineTest.facts(1), Optional::empty, new HandClock());
    private final BlockingQueue<TimelineEntity> taken = new LinkedBlockingQueue<>();

    private static boolean tells(TimelineEntity entity, String event) {
        return entity.events().stream().anyMatch(one -> one.id().equals(event));
    }

    @Test
    void tellsWhatIsNewAndAtLastTheEnd() throws Exception {
        try (TimelinePublisher publisher =
                new TimelinePublisher(timeline, () -> true, taken::add, OFTEN)) {
            assertTrue(tells(taken.take(), "START"));
            publisher.watcher().checkpointWritten(3);
            assertTrue(tells(taken.take(), "CHECKPOINT"));
            publisher.end(DONE, "");
            assertTrue(tells(taken.take(), "END"));
        }
        assertEquals(List.of(), List.copyOf(taken), "closing again says nothing more");
    }

    @Test
    void waitsUntilTheCollectorIsFound() throws Exception {
        CountDownLatch asked = new CountDownLatch(3);
        CountDownLatch found = new CountDownLatch(1);
        try (TimelinePublisher publisher =
                new TimelinePublisher(
                        timeline,
                        () -> {
                            asked.countDown();
                            return found.getCount() == 0;
                        },
                        taken::add,
                        OFTEN)) {
            asked.await();
            assertTrue(taken.isEmpty());
            publisher.workerLost(4, "killed");
            found.countDown();
            TimelineEntity first = taken.take();
            assertTrue(
                    tells(first, "START") && tells(first, "WORKER_LOST")
                            || tells(taken.take(), "WORKER_LOST"));
        }
    }

    @Test
    void goesOnAfterACollectorThatFails() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        try (TimelinePublisher publisher =
                new TimelinePublisher(
                        timeline,
                        () -> true,
                        entity -> {
                            if (refused.getCount() > 0) {
                                refused.countDown();
                                throw new IOException("full");
                            }
                            taken.add(entity);
                        },
                        OFTEN)) {
            refused.await();
            publisher.watcher().checkpointWritten(3);
            assertTrue(tells(taken.take(), "CHECKPOINT"));
        }
    }

    /** It returns at all, although the collector never does. */
    @Test
    void doesNotWaitForACollectorThatHangs() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch put = new CountDownLatch(1);
        TimelinePublisher publisher =
                new TimelinePublisher(
                        timeline,
                        () -> true,
                        entity -> {
                            put.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                interrupted.countDown();
                            }
                        },
                        new Pace(Duration.ofMillis(1), Duration.ofMillis(1)));
        put.await();
        for (int step = 0; step < 10 * JobTimeline.MOST_EVENTS; step++) {
            publisher.watcher().checkpointWritten(step);
        }
        publisher.end(DONE, "");
        interrupted.await();
    }
}
