package org.draco.am.step;

import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.draco.am.optimizer.Optimizer;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;

/**
 * Gets a step's gradient out of the workers: broadcasts, listens, brings answers to the step's decoder, and late ones to the
 * decoder of the step before, whose liars are judged until the next step ends.
 *
 * <pre>
 *   broadcast --&gt; listen --answer--&gt; decoder --Waiting--&gt; send on its requests, listen
 *      ^            | deadline: who has not answered is lost to the step
 *      |            v
 *      +-- TooFewAnswers, see StepTries              Undecodable --&gt; training fails
 * </pre>
 *
 * Owned by the loop's thread.
 */
final class Collector {

    /** How long it listens before it looks whether the job still has a chance. */
    private static final long LISTEN_NANOS = 200_000_000L;

    /** How long the last step's remaining answers are waited for, so that its liars are named as well. */
    private static final long SETTLE_NANOS = 2_000_000_000L;

    private final TrainingPlan plan;
    private final GradientCode code;
    private final TrainingLoop.Surroundings world;
    private final WorkerLink link;
    private final LongSupplier nanoClock;
    private final Optimizer optimizer;
    private final Presence presence;
    private final ProvenLiars provenLiars;
    private final Latecomers latecomers;
    private StepCollection current;
    private StepCollection previous;

    Collector(
            TrainingPlan plan,
            GradientCode code,
            Optimizer optimizer,
            TrainingLoop.Surroundings world) {
        this.plan = plan;
        this.code = code;
        this.optimizer = optimizer;
        this.world = world;
        this.link = world.link();
        this.nanoClock = world.nanoClock();
        this.presence = new Presence(code.assignment().workers(), world.processes());
        this.provenLiars = new ProvenLiars(plan.onProvenLiar(), code.faults(), presence, world);
        this.latecomers = new Latecomers(plan.stepNanos(), presence, world);
    }

    /** Waits until every worker has joined or is lost; who has not joined in time hangs, and another may come in its place. */
    void gather() throws TrainingFailedException, InterruptedException {
        if (!areThereIn(plan.gatherNanos())
                && (!latecomers.replaceAbsent(presence.awaited(), plan.gatherNanos())
                        || !areThereIn(plan.gatherNanos()))) {
            throw new TrainingFailedException(neverJoined());
        }
        presence.disagreement().ifPresent(world.listener()::notice);
    }

    private boolean areThereIn(long nanos) throws TrainingFailedException, InterruptedException {
        long deadline = now() + nanos;
        while (!presence.awaited().isEmpty() && now() < deadline) {
            listen(deadline);
        }
        return presence.awaited().isEmpty();
    }

    private String neverJoined() {
        Set<Integer> missing = presence.awaited();
        return "workers %s of %d did not join within %d s (%s); see their containers' logs"
                .formatted(
                        missing,
                        code.assignment().workers(),
                        plan.gatherNanos() / 1_000_000_000L,
                        world.processes().describe(missing));
    }

    /** The gradient of the state's step. */
    Decoding.Decoded collect(ModelState state)
            throws TrainingFailedException, InterruptedException {
        Set<Integer> caught = Set.of();
        StepTries tries = new StepTries(presence);
        while (true) {
            tries.begin();
            broadcast(state, caught);
            Decoding decoding = listenUntilDecided();
            if (decoding instanceof Decoding.Decoded decoded) {
                latecomers.decided();
                return decoded;
            } else if (decoding instanceof Decoding.Undecodable undecodable) {
                String why = failure(state.step(), undecodable.why());
                throw undecodable.brokenRule()
                        ? new TrainingFailedException(why)
                        : TrainingFailedException.tooManyLiars(why, code.faults().adversaries());
            } else if (decoding instanceof Decoding.TooFewAnswers tooFew) {
                String why = failure(state.step(), tooFew.why());
                if (!tries.mayFollow(tooFew.missing())) {
                    throw new TrainingFailedException(why + accountOf(tooFew.missing()));
                }
                world.listener().notice(why + "; try " + (tries.count() + 1));
                caught = current.suspects();
                latecomers.cameToNothing();
                awaitReturn(tooFew.missing());
            } else {
                throw new AssertionError(decoding);
            }
        }
    }

    /** Why the loop lacks these workers, and a line for each of their processes that is known. */
    private String accountOf(Set<Integer> missing) {
        String processes = world.processes().describe(missing);
        return " (%s)%s%s"
                .formatted(presence.describe(missing), processes.isEmpty() ? "" : "\n", processes);
    }

    /** Waits until those of these workers who may come back have; who has not in time hangs as well. */
    private void awaitReturn(Set<Integer> workers)
            throws TrainingFailedException, InterruptedException {
        long deadline = now() + plan.gatherNanos();
        while (now() < deadline && !presence.returning(workers).isEmpty()) {
            listen(deadline);
        }
        latecomers.replaceAbsent(presence.returning(workers), plan.gatherNanos());
    }

    private void broadcast(ModelState state, Set<Integer> caughtBefore) {
        current =
                new StepCollection(
                        state.step(), code.assignment(), decoder(state), caughtBefore, nanoClock);
        for (int worker = 0; worker < code.assignment().workers(); worker++) {
            if (presence.isGone(worker)) {
                current.lose(worker);
            } else {
                current.asked(worker);
            }
        }
        optimizer.ofAnswers().ifPresent(by -> link.knowMomentum(by, state.memory()));
        link.broadcast(
                state.step(),
                optimizer.lookAhead(state.step(), state.weights()),
                state.exponents());
        current.sent();
    }

    private StepDecoder decoder(ModelState state) {
        int dimension = state.parameters().length;
        StepDecoder decoder =
                code.continues()
                        ? code.newDecoder(dimension, state.last())
                        : code.newDecoder(dimension, state.exponents());
        return optimizer
                .ofAnswers()
                .<StepDecoder>map(by -> new ServerMomentum(decoder, by, state.memory()))
                .orElse(decoder);
    }

    /** Listens until the step is decided; who does not answer in time is lost to it. */
    private Decoding listenUntilDecided() throws TrainingFailedException, InterruptedException {
        while (true) {
            for (Request request : current.takeRequests()) {
                link.request(request, current.step());
            }
            Decoding decoding = current.decoding();
            if (!(decoding instanceof Decoding.Waiting)) {
                return decoding;
            }
            Set<Integer> late = current.askedBefore(now() - plan.stepNanos());
            if (late.isEmpty()) {
                listen(current.oldestAskNanos() + plan.stepNanos());
            } else {
                latecomers.lose(current, late);
            }
        }
    }

    private void listen(long deadlineNanos) throws TrainingFailedException, InterruptedException {
        long wait = Math.min(LISTEN_NANOS, Math.max(1, deadlineNanos - now()));
        WorkerEvent event = link.poll(wait);
        if (event != null) {
            accept(event);
        } else {
            Optional<String> hopeless = world.processes().hopeless();
            if (hopeless.isPresent()) {
                throw new TrainingFailedException(hopeless.get());
            }
        }
    }

    private void accept(WorkerEvent event) throws TrainingFailedException {
        if (event instanceof WorkerEvent.Joined joined) {
            join(joined);
        } else if (event instanceof WorkerEvent.Lost lost) {
            lose(lost);
        } else if (presence.isExpelled(event.worker())) {
            return; // said before it was told, or while it was
        } else if (event instanceof WorkerEvent.Answered answer) {
            if (isOf(current, answer.step())) {
                current.accept(answer);
            } else if (isOf(previous, answer.step())) {
                previous.accept(answer);
                requireUnbroken();
            }
        } else if (event instanceof WorkerEvent.VectorArrived arrival) {
            if (isOf(current, arrival.step())) {
                current.accept(arrival);
            } else if (isOf(previous, arrival.step())) {
                previous.accept(arrival);
                requireUnbroken();
            }
        } else {
            throw new AssertionError(event);
        }
    }

    private static boolean isOf(StepCollection collection, long step) {
        return collection != null && collection.step() == step;
    }

    private void join(WorkerEvent.Joined joined) {
        if (presence.isExpelled(joined.worker())) {
            link.expel(joined.worker(), presence.describe(Set.of(joined.worker())));
            return;
        }
        presence.joined(joined);
        if (current != null) {
            // What was asked went to its former connection.
            for (Request request : current.openRequestsOf(joined.worker())) {
                link.request(request, current.step());
            }
        }
    }

    private void lose(WorkerEvent.Lost lost) {
        if (!presence.isGone(lost.worker())) {
            world.listener().notice("worker " + lost.worker() + " is lost: " + lost.why());
        }
        presence.lost(lost.worker(), lost.why());
        if (current != null) {
            current.lose(lost.worker());
        }
        if (previous != null) {
            previous.lose(lost.worker());
        }
    }

    /** A late answer may show that an applied step had more liars than the code bears. */
    private void requireUnbroken() throws TrainingFailedException {
        if (previous.decoding() instanceof Decoding.Undecodable undecodable) {
            throw new TrainingFailedException(
                    failure(previous.step(), undecodable.why())
                            + "; this came to light after the step was applied: checkpoints from step "
                            + (previous.step() + 1)
                            + " on are not to be trusted");
        }
    }

    /** When the current step's parameters were on their way. */
    long sentNanos() {
        return current.sentNanos();
    }

    /** Whether no component of any gradient of the step fitted the fixed point. */
    boolean saturatesThroughout(int dimension) {
        return current.saturatesThroughout(dimension, code.faults().adversaries());
    }

    /**
     * The current step is applied: its late answers are listened to until the next is.
     *
     * @return the step before it, which is over; null for the first
     */
    StepCollection applied() {
        StepCollection over = previous;
        current.applied().forEach(link::takeBack);
        previous = current;
        current = null;
        return over;
    }

    /** Does with those who are proven to have lied in the last applied step as the job says. */
    void judgeLiars() throws TrainingFailedException {
        provenLiars.judge(previous);
    }

    /** Waits a little for the last step's remaining answers. */
    void settle() throws TrainingFailedException, InterruptedException {
        long deadline = now() + Math.min(SETTLE_NANOS, plan.stepNanos());
        while (previous != null && !previous.unanswered().isEmpty() && now() < deadline) {
            listen(deadline);
        }
    }

    /** The last applied step; null before the first. */
    StepCollection lastApplied() {
        return previous;
    }

    /** How a message on a step begins. */
    static String failure(long step, String why) {
        return "step " + (step + 1) + ": " + why;
    }

    private long now() {
        return nanoClock.getAsLong();
    }
}
