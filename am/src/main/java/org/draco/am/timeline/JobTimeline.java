package org.draco.am.timeline;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.draco.am.step.StepReport;
import org.draco.am.train.TrainingWatcher;
import org.draco.am.web.JobFacts;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;

/**
 * Gathers what there is to tell of a job until it is asked: the numbers of the newest step, and what happened. {@code
 * docs/metrics.md} has the names. Between two times of asking it holds a bounded number of events, and counts the others.
 *
 * <p>Thread-safe; nobody waits.
 */
final class JobTimeline implements TrainingWatcher {

    static final String TYPE = "DRACO_JOB";

    /** Between two times of asking. */
    static final int MOST_EVENTS = 200;

    private static final double MILLIONTHS = 1e6;

    private final String application;
    private final Supplier<Optional<EvaluationRow>> evaluations;
    private final Clock clock;
    private final Set<Integer> caughtBefore = new HashSet<>();
    private Optional<Long> createdMillis = Optional.empty();
    private Map<String, Object> info = new LinkedHashMap<>();
    private List<TimelineEntity.Event> events = new ArrayList<>();
    private Optional<StepRow> newest = Optional.empty();
    private long evaluatedStep = -1;
    private long lies;
    private long leftOut;
    private long lastEventMillis;

    /**
     * @param evaluations the newest one that is known, if any
     */
    JobTimeline(JobFacts job, Supplier<Optional<EvaluationRow>> evaluations, Clock clock) {
        this.application = job.application();
        this.evaluations = evaluations;
        this.clock = clock;
        if (job.attempt() == 1) {
            createdMillis = Optional.of(clock.millis());
        }
        info.put("job", job.spec().job());
        info.put("user", job.user());
        info.put("directory", job.directory());
        info.put("network", job.spec().network());
        info.put("dataset", job.spec().data().dataset());
        info.put("approach", job.spec().resilience().approach());
        info.put("max-steps", job.spec().training().maxSteps());
        info.put("specification", job.spec().toJson());
        event("START", Map.of("attempt", job.attempt()));
    }

    @Override
    public synchronized void stepFound(StepRow row) {
        caughtBefore.addAll(row.suspects());
        lies += row.suspects().size();
    }

    @Override
    public synchronized void stepEnded(StepReport report, StepRow row) {
        newest = Optional.of(row);
        lies += row.suspects().size();
        for (int worker : row.suspects()) {
            if (caughtBefore.add(worker)) {
                event("LIAR_CAUGHT", Map.of("worker", worker, "step", row.step()));
            }
        }
    }

    @Override
    public void checkpointWritten(long step) {
        event("CHECKPOINT", Map.of("step", step));
    }

    void workerLost(int rank, String why) {
        event("WORKER_LOST", Map.of("worker", rank, "why", why));
    }

    /** Training is over, and the evaluator too. */
    synchronized void ended(Outcome outcome, String diagnosis) {
        info.put("succeeded", outcome.succeeded());
        info.put("diagnosis", diagnosis);
        info.put("final-step", outcome.finalStep());
        info.put("model-sha256", outcome.modelSha256());
        event("END", Map.of("succeeded", outcome.succeeded(), "diagnosis", diagnosis));
    }

    private synchronized void event(String id, Map<String, Object> facts) {
        if (events.size() == MOST_EVENTS) {
            info.put("events-left-out", ++leftOut);
            return;
        }
        lastEventMillis = Math.max(clock.millis(), lastEventMillis + 1);
        events.add(new TimelineEntity.Event(id, lastEventMillis, facts));
    }

    /** What was not told yet, and is so now; empty if nothing is new. */
    synchronized Optional<TimelineEntity> news() {
        TimelineEntity entity =
                new TimelineEntity(TYPE, application, createdMillis, info, points(), events);
        createdMillis = Optional.empty();
        info = new LinkedHashMap<>();
        events = new ArrayList<>();
        newest = Optional.empty();
        return entity.saysNothing() ? Optional.empty() : Optional.of(entity);
    }

    private List<TimelineEntity.Metric> points() {
        long now = clock.millis();
        List<TimelineEntity.Metric> points = new ArrayList<>();
        newest.ifPresent(
                row -> {
                    points.add(TimelineEntity.Metric.point("step", now, row.step()));
                    addMillionths(points, "train-loss-millionths", now, row.trainLoss());
                    addMillionths(points, "step-micros", now, row.seconds());
                    points.add(TimelineEntity.Metric.point("lies-proven", now, lies));
                });
        evaluations
                .get()
                .filter(row -> row.step() > evaluatedStep)
                .ifPresent(
                        row -> {
                            evaluatedStep = row.step();
                            points.add(
                                    TimelineEntity.Metric.point("evaluated-step", now, row.step()));
                            addMillionths(points, "accuracy-millionths", now, row.accuracy());
                            addMillionths(points, "test-loss-millionths", now, row.loss());
                        });
        return points;
    }

    /** What is no number, such as the loss of a model that has diverged, has no point. */
    private static void addMillionths(
            List<TimelineEntity.Metric> points, String id, long atMillis, double value) {
        if (Double.isFinite(value)) {
            points.add(TimelineEntity.Metric.point(id, atMillis, Math.round(MILLIONTHS * value)));
        }
    }
}
