package org.draco.am.yarn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.Resource;
import org.draco.am.train.TrainingRun;
import org.draco.am.yarn.Placement.Lodging;
import org.draco.layout.job.JobSpec;

/**
 * What the ApplicationMaster knows of its containers: which member is in which container and how it fares.
 *
 * <p>State only: it is told what happened and answers questions; it calls neither YARN nor the training. YARN's callback
 * threads and the training thread share it, so every method is synchronized.
 *
 * <p>A member whose container has ended keeps its place and is not replaced. To replace it, {@link #ended} would put it
 * back to {@link ContainerState#ASKED}; {@link #seat} then fills it like a first container.
 */
final class ContainerFleet implements TrainingRun.Fleet {

    private final JobSpec spec;
    private final BooleanSupplier initialWeightsWritten;
    private final LongSupplier nanoTime;
    private final Map<Role, List<Placement>> placements = new TreeMap<>();

    private Optional<String> abandoned = Optional.empty();
    private boolean dismissed;

    /** Once there, checkpoint 0 stays: HDFS is not asked at every step. */
    private volatile boolean initialWeightsSeen;

    private long askedAtNanos;
    private String queue = "unknown";
    private Optional<Resource> largest = Optional.empty();

    /**
     * The whole fleet, asked for now.
     *
     * @param spec how many of which size, and how long to wait for them
     * @param initialWeightsWritten whether checkpoint 0 is there; asked only once the evaluator has ended
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    ContainerFleet(JobSpec spec, BooleanSupplier initialWeightsWritten, LongSupplier nanoTime) {
        this.spec = spec;
        this.initialWeightsWritten = initialWeightsWritten;
        this.nanoTime = nanoTime;
        this.askedAtNanos = nanoTime.getAsLong();
        for (Role role : List.of(Role.EVALUATOR, Role.WORKER)) {
            List<Placement> ofRole = new ArrayList<>();
            for (int rank = 0; rank < role.count(spec); rank++) {
                ofRole.add(Placement.asked(new Member(role, rank)));
            }
            placements.put(role, ofRole);
        }
    }

    /** The ResourceManager has taken the requests: the time for allocation begins, and its limits are known. */
    synchronized void asked(String inQueue, Resource largestContainer) {
        askedAtNanos = nanoTime.getAsLong();
        queue = inQueue;
        largest = Optional.of(largestContainer);
    }

    /** Gives a container to the first member of its role without one; empty if it is one too many. */
    synchronized Optional<Member> seat(Role role, Lodging lodging) {
        if (dismissed) {
            return Optional.empty();
        }
        Optional<Placement> seated =
                placements.get(role).stream()
                        .filter(placement -> placement.state() == ContainerState.ASKED)
                        .findFirst()
                        .map(placement -> placement.launching(lodging));
        seated.ifPresent(this::put);
        return seated.map(Placement::member);
    }

    /** The NodeManager has started the process; ignored for a container that is not ours or has ended already. */
    synchronized void running(ContainerId container) {
        find(container)
                .filter(placement -> placement.state() == ContainerState.LAUNCHING)
                .ifPresent(placement -> put(placement.running()));
    }

    /** A container is over. Its last placement; empty if it is not ours or its end is known already. */
    synchronized Optional<Placement> ended(ContainerId container, ContainerEnd how) {
        Optional<Placement> over =
                find(container)
                        .filter(placement -> placement.state() != ContainerState.ENDED)
                        .map(placement -> placement.ended(how));
        over.ifPresent(this::put);
        notifyAll();
        return over;
    }

    /** Training is over: whoever has no container needs none, and whoever ends is no loss. */
    synchronized void dismiss() {
        dismissed = true;
    }

    /** Whether training is over. */
    synchronized boolean dismissed() {
        return dismissed;
    }

    /** The job cannot go on for a reason outside of the fleet; the first reason given stands. */
    synchronized void abandon(String why) {
        if (abandoned.isEmpty()) {
            abandoned = Optional.of(why);
        }
        notifyAll();
    }

    /** Why the job was given up, if it was. */
    synchronized Optional<String> abandoned() {
        return abandoned;
    }

    @Override
    public Optional<String> hopeless() {
        Optional<String> why = abandoned();
        return why.or(this::evaluatorLostTooEarly).or(this::notAllocatedInTime);
    }

    /** Without checkpoint 0 there is nothing to train. The question goes to HDFS, hence not under the lock. */
    private Optional<String> evaluatorLostTooEarly() {
        Placement evaluator = placement(Member.EVALUATOR);
        if (evaluator.state() != ContainerState.ENDED || initialWeightsSeen) {
            return Optional.empty();
        }
        initialWeightsSeen = initialWeightsWritten.getAsBoolean();
        if (initialWeightsSeen) {
            return Optional.empty();
        }
        return Optional.of(
                "the evaluator ended before it had written the initial weights (checkpoint 0): "
                        + evaluator);
    }

    private synchronized Optional<String> notAllocatedInTime() {
        long waitedNanos = nanoTime.getAsLong() - askedAtNanos;
        if (waitedNanos < TimeUnit.SECONDS.toNanos(spec.timeouts().allocationSeconds())) {
            return Optional.empty();
        }
        List<String> shortages =
                placements.keySet().stream()
                        .flatMap(role -> shortage(role).stream())
                        .collect(Collectors.toList());
        return shortages.isEmpty() ? Optional.empty() : Optional.of(notAllocated(shortages));
    }

    private Optional<String> shortage(Role role) {
        List<Placement> ofRole = placements.get(role);
        long awaited =
                ofRole.stream()
                        .filter(placement -> placement.state() == ContainerState.ASKED)
                        .count();
        if (awaited == 0) {
            return Optional.empty();
        }
        return Optional.of(
                "asked for %s of %d MB and %s%s, got %d"
                        .formatted(
                                counted(ofRole.size(), role.toString()),
                                role.memoryMb(spec.containers()),
                                counted(spec.containers().vcores(), "vcore"),
                                role.gpus(spec.containers()) > 0 ? " with a GPU" : "",
                                ofRole.size() - awaited));
    }

    private String notAllocated(List<String> shortages) {
        String limit =
                largest.map(
                                most ->
                                        "; the largest container that the cluster gives has %d MB and %s"
                                                .formatted(
                                                        most.getMemorySize(),
                                                        counted(most.getVirtualCores(), "vcore")))
                        .orElse("");
        return String.join("; ", shortages)
                + " within "
                + spec.timeouts().allocationSeconds()
                + " s"
                + " from queue "
                + queue
                + limit
                + "; use fewer workers or less memory for each, or submit again when the queue has room";
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    @Override
    public synchronized String describe(Set<Integer> ranks) {
        return placements.get(Role.WORKER).stream()
                .filter(placement -> ranks.contains(placement.member().rank()))
                .map(Placement::toString)
                .collect(Collectors.joining("\n"));
    }

    /** Where a member is now. */
    synchronized Placement placement(Member member) {
        return placements.get(member.role()).get(member.rank());
    }

    /** Every container that is held and not over. */
    synchronized List<Placement> held() {
        return placements.values().stream()
                .flatMap(List::stream)
                .filter(placement -> placement.state().holdsContainer())
                .toList();
    }

    /**
     * Waits until no container of the members wanted is held; false if some still are after the time given, or once the
     * job is abandoned.
     */
    synchronized boolean awaitEnd(Predicate<Member> wanted, long maxWaitNanos)
            throws InterruptedException {
        long deadline = nanoTime.getAsLong() + maxWaitNanos;
        while (held().stream().anyMatch(placement -> wanted.test(placement.member()))) {
            long leftNanos = deadline - nanoTime.getAsLong();
            if (leftNanos <= 0 || abandoned.isPresent()) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(
                    this, Math.max(leftNanos, TimeUnit.MILLISECONDS.toNanos(1)));
        }
        return true;
    }

    private Optional<Placement> find(ContainerId container) {
        return placements.values().stream()
                .flatMap(List::stream)
                .filter(
                        placement ->
                                placement
                                        .lodging()
                                        .map(at -> at.container().equals(container))
                                        .orElse(false))
                .findFirst();
    }

    private void put(Placement placement) {
        placements.get(placement.member().role()).set(placement.member().rank(), placement);
    }
}
