package org.draco.am.yarn;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.client.api.TimelineV2Client;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.draco.am.timeline.Collector;
import org.draco.am.timeline.TimelinePublisher;
import org.draco.am.train.TrainingWatcher;
import org.draco.am.web.JobFacts;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job in the cluster's timeline service, if the cluster has one of version 2; else nothing. */
final class ClusterTimeline implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterTimeline.class);

    private record Line(TimelinePublisher publisher, CollectorNews news) {}

    private final Optional<Line> line;

    /**
     * Begins.
     *
     * @param evaluations the newest one that is known, if any
     */
    ClusterTimeline(
            Configuration conf, JobFacts job, Supplier<Optional<EvaluationRow>> evaluations) {
        if (!YarnConfiguration.timelineServiceV2Enabled(conf)) {
            line = Optional.empty();
        } else if (YarnConfiguration.useHttps(conf)) {
            LOG.warn("Nothing is told to the timeline service: its collectors want HTTPS");
            line = Optional.empty();
        } else {
            Collector collector = new Collector(job.application(), job.user());
            line =
                    Optional.of(
                            new Line(
                                    new TimelinePublisher(job, evaluations, collector),
                                    new CollectorNews(collector)));
        }
    }

    /** Who is to hear where the collector is. */
    Optional<TimelineV2Client> news() {
        return line.map(Line::news);
    }

    /** Who is to be told of the training. */
    TrainingWatcher watcher() {
        return line.map(open -> open.publisher().watcher())
                .orElseGet(() -> TrainingWatcher.all(List.of()));
    }

    /** A worker's process has ended. */
    void workerLost(int rank, String why) {
        line.ifPresent(open -> open.publisher().workerLost(rank, why));
    }

    /** The job is over; waits a few seconds at most. */
    void end(Outcome outcome, String diagnosis) {
        line.ifPresent(open -> open.publisher().end(outcome, diagnosis));
    }

    @Override
    public void close() {
        line.ifPresent(open -> open.publisher().close());
    }
}
