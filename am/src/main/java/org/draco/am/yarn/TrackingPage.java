package org.draco.am.yarn;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.draco.am.web.JobApi;
import org.draco.am.web.JobFacts;
import org.draco.am.web.JobFiles;
import org.draco.am.web.JobServer;
import org.draco.am.web.JobServer.Endpoint;
import org.draco.am.web.JobView;
import org.draco.am.web.PageFiles;
import org.draco.am.web.ProcessPlace;
import org.draco.am.web.StaticPage;
import org.draco.layout.metrics.CsvTail;
import org.draco.layout.metrics.StepRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job's page on this cluster: behind YARN's proxy while the job runs, a file beside the job afterwards. What goes wrong with it is
 * logged, and no reason for a job to fail or to wait for long.
 */
final class TrackingPage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrackingPage.class);

    /** HDFS may be what the job has failed for. */
    private static final long KEEP_SECONDS = 20;

    private final TrainingAttempt.Surroundings at;
    private final JobFacts facts;
    private final JobView view;
    private final JobApi api;
    private final Optional<JobServer> server;

    /**
     * Serves from now on, if a port can be had.
     *
     * @param fleet where the processes are
     * @param files what others leave in the job's directory
     * @param more what is served beside the page and its API
     */
    TrackingPage(
            TrainingAttempt.Surroundings at,
            ContainerFleet fleet,
            JobFiles files,
            List<Endpoint> more) {
        this.at = at;
        Clock clock = Clock.systemUTC();
        MasterEnvironment environment = at.environment();
        this.facts =
                new JobFacts(
                        environment.application(),
                        environment.attempt(),
                        PageGate.user(),
                        at.layout().dir().toString(),
                        at.spec());
        this.view =
                new JobView(facts, () -> places(fleet.placements(), Crews.of(at.spec())), clock);
        this.api = new JobApi(view, files, clock);
        List<Endpoint> endpoints = new ArrayList<>(new PageFiles().endpoints());
        endpoints.addAll(api.endpoints());
        endpoints.addAll(more);
        this.server =
                PageGate.serve(at.conf(), environment, at.spec().containers().acls(), endpoints);
    }

    /** A line for each worker, also where several share a container. */
    private static List<ProcessPlace> places(List<Placement> placements, Crews crews) {
        return placements.stream()
                .flatMap(
                        placement ->
                                crews.of(placement.member())
                                        .mapToObj(rank -> place(placement, rank)))
                .toList();
    }

    private static ProcessPlace place(Placement placement, int rank) {
        Optional<Placement.Lodging> lodging = placement.lodging();
        return new ProcessPlace(
                placement.member().role().name().toLowerCase(Locale.ROOT),
                rank,
                placement.who().attempt(),
                placement.state().name().toLowerCase(Locale.ROOT),
                lodging.map(at -> at.node().getHost()).orElse(""),
                lodging.map(at -> at.container().toString()).orElse(""),
                lodging.map(Placement.Lodging::logUrl).orElse(""),
                placement.end().map(ContainerEnd::toString).orElse(""));
    }

    /** For YARN's proxy; empty if there is no page. */
    String url() {
        return PageGate.url(at.environment(), server);
    }

    /** What is known of the job from its beginning. */
    JobFacts facts() {
        return facts;
    }

    /** What the page knows, and who tells it. */
    JobView view() {
        return view;
    }

    /** Training was over before this ApplicationMaster began: its steps are those in the file. */
    void recall() {
        try {
            new CsvTail<>(
                            at.fs(),
                            at.layout().stepsCsv(),
                            StepRow.header(at.spec().metrics().isFull()),
                            StepRow::parse)
                    .poll()
                    .forEach(view::stepFound);
        } catch (IOException cause) {
            LOG.warn("The page goes without the steps: {}", cause.getMessage());
        }
    }

    /**
     * The job is over: leaves the page beside it, if that can be done in a short time.
     *
     * @param diagnosis what YARN is told
     */
    void keep(String diagnosis) {
        view.finished(diagnosis);
        Thread writer = new Thread(this::write, "page-writer");
        writer.setDaemon(true);
        writer.start();
        try {
            writer.join(TimeUnit.SECONDS.toMillis(KEEP_SECONDS));
            if (writer.isAlive()) {
                LOG.warn("The page is not kept: it could not be written in {} s", KEEP_SECONDS);
            }
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            new StaticPage(new PageFiles()).write(at.fs(), at.layout(), api);
            LOG.info("The job's page is kept as {}", at.layout().page());
        } catch (IOException | RuntimeException cause) {
            LOG.warn("The page is not kept: {}", cause.toString());
        }
    }

    /** Nobody is served any more. */
    @Override
    public void close() {
        server.ifPresent(JobServer::close);
    }
}
