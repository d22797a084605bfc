package org.draco.am.yarn;

import java.util.HashSet;
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
import org.draco.am.yarn.Placement.Lodging;

/**
 * What the ApplicationMaster knows of its containers: which member is in which container and how it fares.
 *
 * <p>State only: it is told what happened and answers questions; it calls neither YARN nor the training. YARN's callback
 * threads and the training thread share it, so every method is synchronized.
 *
 * <p>A member whose container has ended, or is {@linkplain #supplant supplanted}, is put back to {@link ContainerState#ASKED} with
 * the next attempt, as long as there are replacements; in the same moment, so that nobody who asks in between takes it for gone.
 */
final class ContainerFleet {

    /**
     * A container is over.
     *
     * @param over its last placement
     * @param next whom to ask a container for in its place; empty if it is not replaced
     */
    record Departure(Placement over, Optional<MemberAttempt> next) {}

    private final FleetPlan plan;
    private final Crews crews;
    private final BooleanSupplier initialWeightsWritten;
    private final LongSupplier nanoTime;
    private final int firstAttempt;
    private final ReplacementBudget budget;
    private final Roster roster;
    private final Set<Member> retired = new HashSet<>();

    private Optional<String> abandoned = Optional.empty();
    private boolean dismissed;

    /** Once there, checkpoint 0 stays: HDFS is not asked at every step. */
    private volatile boolean initialWeightsSeen;

    private Allocation allocation;

    /**
     * The whole fleet, asked for now.
     *
     * @param plan how many of which size, and how long to wait for them
     * @param firstAttempt the number of each member's first container, as {@link MemberAttempt#first} gives it
     * @param initialWeightsWritten whether checkpoint 0 is there; asked only once the evaluator has ended
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    ContainerFleet(
            FleetPlan plan,
            int firstAttempt,
            BooleanSupplier initialWeightsWritten,
            LongSupplier nanoTime) {
        this.plan = plan;
        this.crews = plan.crews();
        this.firstAttempt = firstAttempt;
        this.initialWeightsWritten = initialWeightsWritten;
        this.nanoTime = nanoTime;
        this.budget = new ReplacementBudget(plan.recovery());
        this.allocation = Allocation.begun(nanoTime.getAsLong());
        this.roster = new Roster(plan, firstAttempt);
    }

    /**
     * A container that has outlived the ApplicationMaster before this one.
     *
     * @return the container that is of no use now: the other of two of one member, or this one if it is nobody's; else empty
     */
    synchronized Optional<Lodging> adopt(Optional<MemberAttempt> who, Lodging lodging) {
        if (who.isEmpty() || !plan.has(who.get().member())) {
            return Optional.of(lodging);
        }
        Placement known = placement(who.get().member());
        boolean other = known.state() != ContainerState.ASKED;
        if (other && known.who().attempt() > who.get().attempt()) {
            return Optional.of(lodging);
        }
        roster.put(Placement.asked(who.get()).launching(lodging).running());
        return other ? known.lodging() : Optional.empty();
    }

    /** The ResourceManager has taken the requests: the time for allocation begins, and its limits are known. */
    synchronized void asked(String inQueue, Resource largestContainer) {
        allocation = new Allocation(nanoTime.getAsLong(), inQueue, Optional.of(largestContainer));
    }

    /** Whose containers are to be asked for. */
    synchronized List<MemberAttempt> awaited() {
        return roster.all()
                .filter(placement -> placement.state() == ContainerState.ASKED)
                .filter(placement -> !dismissed || placement.member().role() != Role.WORKER)
                .map(Placement::who)
                .toList();
    }

    /** Gives a container to the member for whom it was asked; false if it is not awaited any more. */
    synchronized boolean seat(MemberAttempt who, Lodging lodging) {
        Placement placement = placement(who.member());
        if (placement.state() != ContainerState.ASKED
                || !placement.who().equals(who)
                || dismissed && who.member().role() == Role.WORKER) {
            return false;
        }
        roster.put(placement.launching(lodging));
        return true;
    }

    /** The NodeManager has started the process; ignored for a container that is not ours or has ended already. */
    synchronized void running(ContainerId container) {
        roster.find(container)
                .filter(placement -> placement.state() == ContainerState.LAUNCHING)
                .ifPresent(placement -> roster.put(placement.running()));
    }

    /** A container is over; empty if it is not ours or its end is known already. */
    synchronized Optional<Departure> ended(ContainerId container, ContainerEnd how) {
        Optional<Placement> over =
                roster.find(container)
                        .filter(placement -> placement.state() != ContainerState.ENDED)
                        .map(placement -> placement.ended(how));
        over.ifPresent(roster::put);
        notifyAll();
        return over.map(placement -> new Departure(placement, renew(placement)));
    }

    private Optional<MemberAttempt> renew(Placement over) {
        Member member = over.member();
        boolean finished = member.role() == Role.EVALUATOR && over.end().orElseThrow().orderly();
        boolean needed = member.role() == Role.EVALUATOR ? !finished : !dismissed;
        if (!needed
                || abandoned.isPresent()
                || retired.contains(member)
                || !budget.grantAfter(member, over.end().orElseThrow())) {
            return Optional.empty();
        }
        return Optional.of(askNext(over));
    }

    /**
     * Puts another container in the place of one that is held.
     *
     * @return the container that is to go; empty if there is none, or no replacement is left, and then nothing has changed
     */
    synchronized Optional<Placement> supplant(Member member) {
        Placement held = placement(member);
        if (!held.state().holdsContainer() || dismissed || !budget.grant()) {
            return Optional.empty();
        }
        askNext(held);
        return Optional.of(held);
    }

    private MemberAttempt askNext(Placement former) {
        MemberAttempt next = former.who().next();
        roster.put(Placement.asked(next));
        return next;
    }

    /** This member gets no container any more; the one that it has is to go. */
    synchronized Optional<Lodging> retire(Member member) {
        retired.add(member);
        Placement held = placement(member);
        return held.state().holdsContainer() ? held.lodging() : Optional.empty();
    }

    /** How many containers were replaced. */
    synchronized int replacements() {
        return budget.spent();
    }

    /** Whether a process of this worker is there, or on its way. */
    synchronized boolean mayReturn(int rank) {
        Member worker = crews.host(rank);
        return !retired.contains(worker) && placement(worker).state() != ContainerState.ENDED;
    }

    /** Training is over: no worker needs a container, and whoever ends is no loss. */
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

    /** Why the job cannot go on, whatever the workers do; empty while it can. */
    Optional<String> hopeless() {
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

    /** Replacements may take their time: if they are needed, a step says so. */
    private synchronized Optional<String> notAllocatedInTime() {
        Map<Role, Integer> missing = new TreeMap<>();
        awaited().stream()
                .filter(who -> who.attempt() == firstAttempt)
                .forEach(who -> missing.merge(who.member().role(), 1, Integer::sum));
        return allocation.overdue(plan, missing, nanoTime.getAsLong());
    }

    /** What is known of the processes of these ranks. */
    synchronized String describe(Set<Integer> ranks) {
        return roster.all(Role.WORKER)
                .filter(placement -> crews.of(placement.member()).anyMatch(ranks::contains))
                .map(Placement::toString)
                .collect(Collectors.joining("\n"));
    }

    /** Where a member is now. */
    synchronized Placement placement(Member member) {
        return roster.of(member);
    }

    /** Where everybody is, the evaluator first, then the workers by rank. */
    synchronized List<Placement> placements() {
        return roster.all().toList();
    }

    /** Every container that is held and not over. */
    synchronized List<Placement> held() {
        return roster.all().filter(placement -> placement.state().holdsContainer()).toList();
    }

    /** Waits until no placement is as given; false if one still is after the time given, or once the job is abandoned. */
    synchronized boolean awaitNone(Predicate<Placement> such, long maxWaitNanos)
            throws InterruptedException {
        long deadline = nanoTime.getAsLong() + maxWaitNanos;
        while (roster.all().anyMatch(such)) {
            long leftNanos = deadline - nanoTime.getAsLong();
            if (leftNanos <= 0 || abandoned.isPresent()) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(
                    this, Math.max(leftNanos, TimeUnit.MILLISECONDS.toNanos(1)));
        }
        return true;
    }
}
