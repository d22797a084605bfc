package org.draco.am.yarn;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.webapp.util.WebAppUtils;
import org.draco.am.web.JobApi;
import org.draco.am.web.JobFacts;
import org.draco.am.web.JobFiles;
import org.draco.am.web.JobServer;
import org.draco.am.web.JobServer.Endpoint;
import org.draco.am.web.JobView;
import org.draco.am.web.PageFiles;
import org.draco.am.web.ProcessPlace;
import org.draco.am.web.ProxyGate;
import org.draco.am.web.ProxyHosts;
import org.draco.am.web.StaticPage;
import org.draco.am.web.Viewers;
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
        JobFacts facts =
                new JobFacts(
                        environment.application(),
                        environment.attempt(),
                        user(),
                        at.layout().dir().toString(),
                        at.spec());
        this.view =
                new JobView(facts, () -> places(fleet.placements(), Crews.of(at.spec())), clock);
        this.api = new JobApi(view, files, clock);
        this.server = serve(gate(at.conf(), environment, facts, clock), more);
    }

    private static String user() {
        try {
            return UserGroupInformation.getCurrentUser().getShortUserName();
        } catch (IOException cause) {
            throw new IllegalStateException(
                    "this process has no user: " + cause.getMessage(), cause);
        }
    }

    private static ProxyGate gate(
            Configuration conf, MasterEnvironment environment, JobFacts facts, Clock clock) {
        List<String> proxies = WebAppUtils.getProxyHostsAndPortsForAmFilter(conf);
        List<String> hosts =
                proxies.stream().map(proxy -> proxy.replaceFirst(":\\d+$", "")).toList();
        Viewers viewers =
                new Viewers(
                        conf.getBoolean(
                                YarnConfiguration.YARN_ACL_ENABLE,
                                YarnConfiguration.DEFAULT_YARN_ACL_ENABLE),
                        facts.user(),
                        conf.get(
                                YarnConfiguration.YARN_ADMIN_ACL,
                                YarnConfiguration.DEFAULT_YARN_ADMIN_ACL),
                        facts.spec().containers().acls().view());
        return new ProxyGate(
                new ProxyHosts(hosts, InetAddress::getAllByName, clock),
                WebAppUtils.getHttpSchemePrefix(conf) + proxies.get(0),
                environment.proxyBase(),
                viewers);
    }

    private Optional<JobServer> serve(ProxyGate gate, List<Endpoint> more) {
        try {
            List<Endpoint> endpoints = new ArrayList<>(new PageFiles().endpoints());
            endpoints.addAll(api.endpoints());
            endpoints.addAll(more);
            return Optional.of(new JobServer(gate, endpoints));
        } catch (IOException | RuntimeException cause) {
            LOG.warn("The job has no page: {}", cause.toString());
            return Optional.empty();
        }
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
        return server.map(
                        running ->
                                "http://%s:%d/".formatted(at.environment().host(), running.port()))
                .orElse("");
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
