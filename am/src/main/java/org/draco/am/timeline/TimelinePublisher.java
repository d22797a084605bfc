package org.draco.am.timeline;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.draco.am.train.TrainingWatcher;
import org.draco.am.web.JobFacts;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the timeline service of a job, by a thread of its own, every ten seconds. A collector that fails, or takes its time, is
 * said once in the log and harms nobody: what it did not take is lost, and the end of a job waits a few seconds at most.
 *
 * <p>Thread-safe.
 */
public final class TimelinePublisher implements AutoCloseable {

    /** Where news go. */
    @FunctionalInterface
    interface Sink {

        /** Has it written; may take long. */
        void put(TimelineEntity entity) throws IOException, InterruptedException;
    }

    /**
     * @param between two rounds
     * @param last how long the end waits for the last one
     */
    record Pace(Duration between, Duration last) {}

    private static final Logger LOG = LoggerFactory.getLogger(TimelinePublisher.class);
    private static final Pace PACE = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(3));

    private final JobTimeline timeline;
    private final Supplier<Boolean> ready;
    private final Sink sink;
    private final Pace pace;
    private final Thread thread;
    private boolean closing;
    private boolean told;

    /**
     * Begins.
     *
     * @param evaluations the newest one that is known, if any
     * @param collector asked once it is found
     */
    public TimelinePublisher(
            JobFacts job, Supplier<Optional<EvaluationRow>> evaluations, Collector collector) {
        this(
                new JobTimeline(job, evaluations, Clock.systemUTC()),
                collector::isFound,
                collector::put,
                PACE);
    }

    /** As above, to another place at another pace; nothing is put before it is ready, or closed. */
    TimelinePublisher(JobTimeline timeline, Supplier<Boolean> ready, Sink sink, Pace pace) {
        this.timeline = timeline;
        this.ready = ready;
        this.sink = sink;
        this.pace = pace;
        this.thread = new Thread(this::publish, "timeline");
        thread.setDaemon(true);
        thread.start();
    }

    /** Who is to be told of the training. */
    public TrainingWatcher watcher() {
        return timeline;
    }

    /** A worker's process has ended. */
    public void workerLost(int rank, String why) {
        timeline.workerLost(rank, why);
    }

    /**
     * The job is over: says so, and waits a little for the collector to take it.
     *
     * @param diagnosis what YARN is told
     */
    public void end(Outcome outcome, String diagnosis) {
        timeline.ended(outcome, diagnosis);
        close();
    }

    private void publish() {
        try {
            boolean last = false;
            while (!last) {
                last = awaitRound();
                if (last || ready.get()) {
                    Optional<TimelineEntity> news = timeline.news();
                    if (news.isPresent()) {
                        put(news.get());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it is the last. */
    private synchronized boolean awaitRound() throws InterruptedException {
        if (!closing) {
            wait(pace.between().toMillis());
        }
        return closing;
    }

    private void put(TimelineEntity news) throws InterruptedException {
        try {
            sink.put(news);
        } catch (IOException | RuntimeException e) {
            if (!told) {
                LOG.warn(
                        "The timeline service misses something of this job; the job goes on, and this is not said again: {}",
                        e.toString());
            }
            told = true;
        }
    }

    /** The last round, if there is anything to say and somebody to take it soon. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join(pace.last().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
