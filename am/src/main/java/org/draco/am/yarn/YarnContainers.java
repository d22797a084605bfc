package org.draco.am.yarn;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterResponse;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.AMRMClient.ContainerRequest;
import org.apache.hadoop.yarn.client.api.TimelineV2Client;
import org.apache.hadoop.yarn.client.api.async.AMRMClientAsync;
import org.apache.hadoop.yarn.client.api.async.NMClientAsync;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.draco.am.train.TrainingRun;
import org.draco.am.yarn.Placement.Lodging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ApplicationMaster's two lines to YARN: it asks the ResourceManager for the fleet's containers, has NodeManagers
 * start them, has those replaced that end or that the training wants replaced, and passes on what it is told. What it knows it
 * keeps in {@link ContainerFleet}.
 */
final class YarnContainers implements ContainerEvents, TrainingRun.Fleet, AutoCloseable {

    /** Whom it concerns what YARN tells. */
    interface Listener {

        /** A worker's container has ended. */
        void workerLost(int rank, String why);

        /** This attempt of a worker is the one that counts from now on. */
        void workerAwaited(int rank, int attempt);

        /** Something that a person should know: a container that has failed, another in its place. */
        void notice(String what);

        /** The ResourceManager has dropped this ApplicationMaster. */
        void masterDropped(String why);
    }

    /** How the members' processes are started. */
    @FunctionalInterface
    interface Launches {

        /** The order to a NodeManager that starts this member's process. */
        ContainerLaunchContext of(MemberAttempt who) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(YarnContainers.class);

    private final FleetPlan plan;
    private final Crews crews;
    private final ContainerFleet fleet;
    private final Launches launch;
    private final Listener listener;
    private final DoubleSupplier progress;
    private final Lodgings lodgings;
    private final AMRMClientAsync<ContainerRequest> resourceManager;
    private final NMClientAsync nodeManagers;
    private final HeartbeatPace pace;
    private final NodeAvoidance avoidance = new NodeAvoidance();

    /** Requests not yet answered. YARN repeats a request until it is withdrawn, and gives again. */
    private final Map<MemberAttempt, ContainerRequest> open = new ConcurrentHashMap<>();

    YarnContainers(
            Configuration conf,
            FleetPlan plan,
            ContainerFleet fleet,
            Launches launch,
            Listener listener,
            DoubleSupplier progress) {
        this.plan = plan;
        this.crews = plan.crews();
        this.fleet = fleet;
        this.launch = launch;
        this.listener = listener;
        this.progress = progress;
        this.lodgings = new Lodgings(conf);
        this.resourceManager =
                AMRMClientAsync.createAMRMClientAsync(
                        HeartbeatPace.SHORTEST_MILLIS, new ResourceManagerEvents(this));
        this.pace = new HeartbeatPace(resourceManager::setHeartbeatInterval);
        this.nodeManagers = NMClientAsync.createNMClientAsync(new NodeManagerEvents(this));
        // stop() below ends the containers; the client's own way waits for each in turn, also for
        // those long over.
        this.nodeManagers.getClient().cleanupRunningContainersOnStop(false);
        nodeManagers.init(conf);
        nodeManagers.start();
        resourceManager.init(conf);
        resourceManager.start();
    }

    /**
     * Registers this ApplicationMaster, reachable at host and port, with its page (empty for none), takes over the containers that have outlived the one before,
     * and asks for the others.
     */
    void register(String host, int port, String page) throws YarnException, IOException {
        RegisterApplicationMasterResponse cluster =
                resourceManager.registerApplicationMaster(host, port, page);
        if (plan.sizes().gpu()) {
            ResourceTypes.learn(cluster.getResourceTypes());
        }
        cluster.getContainersFromPreviousAttempts().forEach(this::adopt);
        fleet.asked(cluster.getQueue(), cluster.getMaximumResourceCapability());
        List<MemberAttempt> awaited = fleet.awaited();
        LOG.info(
                "Asking for {} container(s), {} of {} run already",
                awaited.size(),
                fleet.held().size(),
                awaited.size() + fleet.held().size());
        awaited.forEach(this::ask);
    }

    /** Has the timeline's client hear where its collector is. */
    void tellOfCollector(TimelineV2Client timeline) throws YarnException {
        resourceManager.registerTimelineV2Client(timeline);
    }

    private void adopt(Container container) {
        Optional<MemberAttempt> who = MemberAttempt.of(container.getAllocationRequestId());
        Optional<Lodging> useless = fleet.adopt(who, lodgings.of(container));
        useless.ifPresent(lodging -> resourceManager.releaseAssignedContainer(lodging.container()));
        who.ifPresent(
                known -> {
                    LOG.info("{}: {} has outlived its ApplicationMaster", known, container.getId());
                    awaited(fleet.placement(known.member()).who());
                });
    }

    private void ask(MemberAttempt who) {
        Role role = who.member().role();
        Resource size = role.resource(plan.sizes());
        ContainerRequest request =
                ContainerRequest.newBuilder()
                        .capability(size)
                        .priority(role.priority())
                        .allocationRequestId(who.requestId())
                        .build();
        LOG.debug("Asking for a container of {} for {}", size, who);
        awaited(who);
        open.put(who, request);
        resourceManager.addContainerRequest(request);
        pace.asked();
    }

    private void awaited(MemberAttempt who) {
        if (who.member().role() == Role.WORKER) {
            crews.of(who.member()).forEach(rank -> listener.workerAwaited(rank, who.attempt()));
        }
    }

    @Override
    public void allocated(Container container) {
        Optional<MemberAttempt> who = MemberAttempt.of(container.getAllocationRequestId());
        who.map(open::remove).ifPresent(resourceManager::removeContainerRequest);
        if (who.isEmpty() || !fleet.seat(who.get(), lodgings.of(container))) {
            LOG.info("{} is one too many: released", container.getId());
            resourceManager.releaseAssignedContainer(container.getId());
            return;
        }
        tell(avoidance.found(who.get().member(), hosts()));
        start(who.get(), container);
    }

    private void start(MemberAttempt who, Container container) {
        try {
            LOG.info("{}: {} on host {}", who, container.getId(), container.getNodeId().getHost());
            nodeManagers.startContainerAsync(container, launch.of(who));
        } catch (IOException cause) {
            startFailed(container.getId(), cause);
        }
    }

    private int hosts() {
        return resourceManager.getClusterNodeCount();
    }

    private void tell(NodeAvoidance.Change change) {
        if (!change.isNone()) {
            LOG.info("Nodes to avoid: {}; to use again: {}", change.avoid(), change.welcome());
            resourceManager.updateBlacklist(change.avoid(), change.welcome());
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
        fleet.ended(container, how).ifPresent(this::afterEnd);
    }

    private void afterEnd(ContainerFleet.Departure departure) {
        Placement over = departure.over();
        if (over.end().orElseThrow().orderly()) {
            LOG.info("{}", over);
        } else {
            LOG.warn("{}", over);
            listener.notice(over.toString());
        }
        Member member = over.member();
        if (member.role() == Role.WORKER && !fleet.dismissed()) {
            crews.of(member).forEach(rank -> listener.workerLost(rank, over.account()));
        }
        departure
                .next()
                .ifPresent(
                        next -> {
                            LOG.warn("{} gets another container", next);
                            listener.notice(next + " gets another container");
                            leave(over);
                            ask(next);
                        });
    }

    private void leave(Placement former) {
        String host = former.lodging().orElseThrow().node().getHost();
        tell(avoidance.leave(former.member(), host, hosts()));
    }

    @Override
    public Optional<String> hopeless() {
        return fleet.hopeless();
    }

    @Override
    public String describe(Set<Integer> ranks) {
        return fleet.describe(ranks);
    }

    @Override
    public boolean mayReturn(int worker) {
        return fleet.mayReturn(worker);
    }

    @Override
    public int replacements() {
        return fleet.replacements();
    }

    @Override
    public void dismiss() {
        fleet.dismiss();
    }

    @Override
    public boolean replace(int worker, boolean elsewhere, String why) {
        Member member = crews.host(worker);
        Optional<Placement> former = fleet.supplant(member);
        former.ifPresent(
                held -> {
                    LOG.warn("{} gets another container: {}", held, why);
                    Lodging at = held.lodging().orElseThrow();
                    resourceManager.releaseAssignedContainer(at.container());
                    if (elsewhere) {
                        tell(avoidance.exclude(at.node().getHost(), hosts()));
                    }
                    leave(held);
                    crews.others(worker).forEach(rank -> listener.workerLost(rank, why));
                    ask(fleet.placement(member).who());
                });
        return former.isPresent();
    }

    @Override
    public void end(int worker, String why) {
        fleet.retire(crews.host(worker))
                .ifPresent(at -> resourceManager.releaseAssignedContainer(at.container()));
    }

    @Override
    public void masterDropped(String why) {
        listener.masterDropped(why);
    }

    @Override
    public float progress() {
        pace.answered(); // YARN asks for it after each answer
        return (float) Math.max(0, Math.min(1, progress.getAsDouble()));
    }

    /** Has every container stopped that is still held; does not wait. */
    void stop() {
        for (Placement placement : fleet.held()) {
            LOG.info("Stopping {}", placement);
            resourceManager.releaseAssignedContainer(placement.lodging().orElseThrow().container());
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
