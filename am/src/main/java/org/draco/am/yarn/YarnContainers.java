package org.draco.am.yarn;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterResponse;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.AMRMClient.ContainerRequest;
import org.apache.hadoop.yarn.client.api.async.AMRMClientAsync;
import org.apache.hadoop.yarn.client.api.async.NMClientAsync;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.draco.am.yarn.Placement.Lodging;
import org.draco.layout.job.JobSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ApplicationMaster's two lines to YARN: it asks the ResourceManager for the fleet's containers, has NodeManagers
 * start them, and passes on what it is told. What it knows it keeps in {@link ContainerFleet}.
 */
final class YarnContainers implements ContainerEvents, AutoCloseable {

    /** Whom it concerns what YARN tells. */
    record Listeners(
            BiConsumer<Integer, String> workerLost,
            Consumer<String> masterDropped,
            DoubleSupplier progress) {}

    private static final Logger LOG = LoggerFactory.getLogger(YarnContainers.class);

    /** Allocations arrive with the heartbeat: a job of ten containers needs two or three of them to start. */
    private static final int HEARTBEAT_MILLIS = 500;

    private final JobSpec spec;
    private final ContainerFleet fleet;
    private final MemberLaunch launch;
    private final Listeners listeners;
    private final String logUrlScheme;
    private final AMRMClientAsync<ContainerRequest> resourceManager;
    private final NMClientAsync nodeManagers;

    /** Requests not yet answered. YARN repeats a request until it is withdrawn, and gives again. */
    private final Map<Role, Queue<ContainerRequest>> open =
            Map.of(
                    Role.EVALUATOR,
                    new ConcurrentLinkedQueue<>(),
                    Role.WORKER,
                    new ConcurrentLinkedQueue<>());

    YarnContainers(
            Configuration conf,
            JobSpec spec,
            ContainerFleet fleet,
            MemberLaunch launch,
            Listeners listeners) {
        this.spec = spec;
        this.fleet = fleet;
        this.launch = launch;
        this.listeners = listeners;
        this.logUrlScheme = YarnConfiguration.useHttps(conf) ? "https://" : "http://";
        this.resourceManager =
                AMRMClientAsync.createAMRMClientAsync(
                        HEARTBEAT_MILLIS, new ResourceManagerEvents(this));
        this.nodeManagers = NMClientAsync.createNMClientAsync(new NodeManagerEvents(this));
        // stop() below ends the containers; the client's own way waits for each in turn, also for
        // those long over.
        this.nodeManagers.getClient().cleanupRunningContainersOnStop(false);
        nodeManagers.init(conf);
        nodeManagers.start();
        resourceManager.init(conf);
        resourceManager.start();
    }

    /** Registers this ApplicationMaster, reachable at host and port, and asks for the fleet. */
    void register(String host, int port) throws YarnException, IOException {
        RegisterApplicationMasterResponse cluster =
                resourceManager.registerApplicationMaster(host, port, "");
        if (spec.containers().gpu()) {
            ResourceTypes.learn(cluster.getResourceTypes());
        }
        fleet.asked(cluster.getQueue(), cluster.getMaximumResourceCapability());
        for (Role role : List.of(Role.EVALUATOR, Role.WORKER)) {
            ask(role);
        }
    }

    private void ask(Role role) {
        Resource size = role.resource(spec.containers());
        LOG.info("Asking for {} {} container(s) of {}", role.count(spec), role, size);
        for (int i = 0; i < role.count(spec); i++) {
            ContainerRequest request = new ContainerRequest(size, null, null, role.priority());
            open.get(role).add(request);
            resourceManager.addContainerRequest(request);
        }
    }

    @Override
    public void allocated(Container container) {
        Role role = Role.of(container);
        Optional<Member> member = fleet.seat(role, lodging(container));
        if (member.isEmpty()) {
            LOG.info("{} is one {} too many: released", container.getId(), role);
            resourceManager.releaseAssignedContainer(container.getId());
            return;
        }
        withdrawRequest(role);
        start(member.get(), container);
    }

    private void withdrawRequest(Role role) {
        Optional.ofNullable(open.get(role).poll())
                .ifPresent(resourceManager::removeContainerRequest);
    }

    private void start(Member member, Container container) {
        try {
            LOG.info(
                    "{}: {} on host {}",
                    member,
                    container.getId(),
                    container.getNodeId().getHost());
            nodeManagers.startContainerAsync(container, launch.of(member));
        } catch (IOException cause) {
            startFailed(container.getId(), cause);
        }
    }

    private Lodging lodging(Container container) {
        String user = currentUser();
        String logUrl =
                logUrlScheme
                        + container.getNodeHttpAddress()
                        + "/node/containerlogs/"
                        + container.getId()
                        + "/"
                        + user;
        return new Lodging(container.getId(), container.getNodeId(), logUrl);
    }

    private static String currentUser() {
        try {
            return UserGroupInformation.getCurrentUser().getShortUserName();
        } catch (IOException cause) {
            throw new IllegalStateException(
                    "this process has no user: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void started(ContainerId container) {
        fleet.running(container);
    }

    @Override
    public void startFailed(ContainerId container, Throwable cause) {
        ended(container, ContainerEnd.notStarted(cause));
        resourceManager.releaseAssignedContainer(container);
    }

    @Override
    public void ended(ContainerId container, ContainerEnd how) {
        fleet.ended(container, how).ifPresent(placement -> tell(placement, how));
    }

    private void tell(Placement placement, ContainerEnd how) {
        if (how.orderly()) {
            LOG.info("{}", placement);
        } else {
            LOG.warn("{}", placement);
        }
        Member member = placement.member();
        if (member.role() == Role.WORKER && !fleet.dismissed()) {
            listeners.workerLost().accept(member.rank(), placement.toString());
        }
    }

    @Override
    public void masterDropped(String why) {
        listeners.masterDropped().accept(why);
    }

    @Override
    public float progress() {
        return (float) Math.max(0, Math.min(1, listeners.progress().getAsDouble()));
    }

    /** Has every container stopped that is still held; does not wait. */
    void stop() {
        for (Placement placement : fleet.held()) {
            LOG.info("Stopping {}", placement);
            Lodging at = placement.lodging().orElseThrow();
            nodeManagers.stopContainerAsync(at.container(), at.node());
        }
    }

    /** Tells the ResourceManager how the job ended; after that the application is over. */
    void unregister(boolean succeeded, String diagnosis) throws YarnException, IOException {
        resourceManager.unregisterApplicationMaster(
                succeeded ? FinalApplicationStatus.SUCCEEDED : FinalApplicationStatus.FAILED,
                diagnosis,
                "");
    }

    /** Closes both lines; YARN ends what still runs. */
    @Override
    public void close() {
        resourceManager.stop();
        nodeManagers.stop();
    }
}
