package org.draco.am.step;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.draco.am.optimizer.Optimizer;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.GradientCode;

/**
 * Synchronous training: broadcast the parameters, collect answers until the code can decode them, apply the gradient.
 *
 * <p><b>Guarantee.</b> Only a gradient that the code has decoded is ever applied. With a code whose fault model holds, the
 * model after k steps is the one that honest workers alone would have trained; when the answers show that it does not hold,
 * training fails with a message that names step and group, even if that shows only when the step is over.
 *
 * <p>A step is a function of (job, seed, step number), so a step may be tried again, and answers to the first try count in
 * the second. One loop is used once, by one thread.
 */
public final class TrainingLoop {

    /** How long the loop listens before it looks whether the job still has a chance. */
    private static final long LISTEN_NANOS = 200_000_000L;

    /** How long the last step's remaining answers are waited for, so that its liars are named as well. */
    private static final long SETTLE_NANOS = 2_000_000_000L;

    private static final int TRIES_PER_STEP = 3;

    /**
     * What the loop needs of the world.
     *
     * @param link the workers
     * @param checkpoints where checkpoints go
     * @param listener who is told how it goes
     * @param nanoClock monotonic time
     * @param processes what is known of the workers' processes; asked a few times a second
     */
    public record Surroundings(
            WorkerLink link,
            CheckpointSink checkpoints,
            StepListener listener,
            LongSupplier nanoClock,
            WorkerProcesses processes) {}

    private final TrainingPlan plan;
    private final GradientCode code;
    private final Optimizer optimizer;
    private final WorkerLink link;
    private final Surroundings world;
    private final Presence presence;
    private final SortedMap<Integer, Long> caught = new TreeMap<>();

    private OptionalLong divergedAtStep = OptionalLong.empty();
    private StepCollection current;
    private StepCollection previous;
    private StepCollection.StepTimes previousTimes;

    /**
     * @param plan how long to train and to wait
     * @param code who computes what and how it is decoded
     * @param optimizer how a gradient moves the model
     * @param world everything else
     */
    public TrainingLoop(
            TrainingPlan plan, GradientCode code, Optimizer optimizer, Surroundings world) {
        this.plan = plan;
        this.code = code;
        this.optimizer = optimizer;
        this.link = world.link();
        this.world = world;
        this.presence = new Presence(code.assignment().workers());
    }

    /**
     * Trains from {@code start} to the plan's last step.
     *
     * @param start the model to start from; its arrays are the loop's from now on
     * @return the final model, which has a checkpoint
     * @throws TrainingFailedException if training cannot go on; the model of the last checkpoint is intact
     * @throws IOException if a checkpoint cannot be written
     * @throws InterruptedException if this thread is interrupted
     */
    public TrainingResult run(ModelState start)
            throws TrainingFailedException, IOException, InterruptedException {
        gather();
        try {
            long startNanos = now();
            ModelState state = start;
            while (state.step() < plan.maxSteps()) {
                state = step(state);
                if (state.step() % plan.evalFreq() == 0 || state.step() == plan.maxSteps()) {
                    world.checkpoints().save(state);
                }
            }
            long stepsNanos = now() - startNanos;
            settle();
            reportPrevious();
            return new TrainingResult(state, stepsNanos, caught, divergedAtStep);
        } catch (TrainingFailedException e) {
            reportPrevious(); // the last step that was applied has its row too
            throw e;
        }
    }

    private void gather() throws TrainingFailedException, InterruptedException {
        long deadline = now() + plan.gatherNanos();
        while (!presence.unheardOf().isEmpty()) {
            if (now() >= deadline) {
                throw new TrainingFailedException(neverJoined());
            }
            listen(deadline);
        }
        var byReference = presence.byReference();
        if (byReference.size() > 1) {
            world.listener()
                    .notice(
                            "machines round differently: the reference gradient splits the workers into "
                                    + byReference.values()
                                    + "; groups across these sets cannot agree bit for bit");
        }
    }

    private String neverJoined() {
        Set<Integer> missing = presence.unheardOf();
        return "workers %s of %d did not join within %d s (%s); see their containers' logs"
                .formatted(
                        missing,
                        code.assignment().workers(),
                        plan.gatherNanos() / 1_000_000_000L,
                        world.processes().describe(missing));
    }

    private ModelState step(ModelState state) throws TrainingFailedException, InterruptedException {
        long bytesIn = link.bytesIn();
        long bytesOut = link.bytesOut();
        current = collection(state, Set.of());
        long startNanos = current.startNanos();
        link.broadcast(state.step(), state.parameters());
        long sentNanos = now();
        float[] gradient = collect(state);
        long decodedNanos = now();
        watchForDivergence(gradient, state.step());
        optimizer.update(state.parameters(), state.velocity(), gradient);
        long endNanos = now();
        reportPrevious();
        previous = current;
        previousTimes =
                new StepCollection.StepTimes(
                        endNanos - startNanos,
                        decodedNanos - sentNanos,
                        endNanos - decodedNanos,
                        link.bytesIn() - bytesIn,
                        link.bytesOut() - bytesOut);
        current = null;
        return new ModelState(state.step() + 1, state.parameters(), state.velocity());
    }

    private StepCollection collection(ModelState state, Set<Integer> caughtBefore) {
        return new StepCollection(
                state.step(),
                code.newDecoder(state.parameters().length),
                caughtBefore,
                world.nanoClock());
    }

    private float[] collect(ModelState state) throws TrainingFailedException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Decoding decoding = collectOnce();
            if (decoding instanceof Decoding.Decoded decoded) {
                return decoded.gradient();
            } else if (decoding instanceof Decoding.Undecodable undecodable) {
                throw new TrainingFailedException(failure(state.step(), undecodable.why()));
            } else if (decoding instanceof Decoding.TooFewAnswers tooFew) {
                if (attempt == TRIES_PER_STEP || presence.gone().containsAll(tooFew.missing())) {
                    throw new TrainingFailedException(
                            failure(state.step(), tooFew.why())
                                    + " ("
                                    + presence.describe(tooFew.missing())
                                    + ")");
                }
                world.listener()
                        .notice(
                                failure(state.step(), tooFew.why())
                                        + "; try "
                                        + (attempt + 1)
                                        + " of "
                                        + TRIES_PER_STEP);
                current = collection(state, current.suspects());
                link.broadcast(state.step(), state.parameters());
            } else {
                throw new AssertionError(decoding);
            }
        }
    }

    /** Listens until the step is decided; after the deadline whoever has not answered is lost to it. */
    private Decoding collectOnce() throws TrainingFailedException, InterruptedException {
        presence.gone().forEach(current::lose);
        long deadline = now() + plan.stepNanos();
        while (true) {
            for (int worker : current.takeRequests()) {
                link.requestGradient(worker, current.step());
            }
            Decoding decoding = current.decoding();
            if (!(decoding instanceof Decoding.Waiting)) {
                return decoding;
            }
            if (now() >= deadline) {
                Set<Integer> late = current.unanswered();
                world.listener()
                        .notice(
                                "step "
                                        + (current.step() + 1)
                                        + ": no answer in time from workers "
                                        + late);
                late.forEach(current::lose);
                // Whoever is asked in place of a late one has not had its time yet.
                deadline = now() + plan.stepNanos();
            } else {
                listen(deadline);
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
            presence.joined(joined);
            if (current != null && current.awaitsGradientOf(joined.worker())) {
                // The request went to its former connection.
                link.requestGradient(joined.worker(), current.step());
            }
        } else if (event instanceof WorkerEvent.Lost lost) {
            lose(lost);
        } else if (event instanceof WorkerEvent.Answered answer) {
            if (isOf(current, answer.step())) {
                current.accept(answer);
            } else if (isOf(previous, answer.step())) {
                previous.accept(answer);
                requireUnbroken();
            }
        } else if (event instanceof WorkerEvent.GradientArrived arrival) {
            if (isOf(current, arrival.step())) {
                current.accept(arrival);
            }
        } else {
            throw new AssertionError(event);
        }
    }

    private static boolean isOf(StepCollection collection, long step) {
        return collection != null && collection.step() == step;
    }

    private void lose(WorkerEvent.Lost lost) {
        if (!presence.isGone(lost.worker())) {
            world.listener().notice("worker " + lost.worker() + " is lost: " + lost.why());
        }
        presence.lost(lost);
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

    private void watchForDivergence(float[] gradient, long step) throws TrainingFailedException {
        if (divergedAtStep.isPresent() || isFinite(gradient)) {
            return;
        }
        divergedAtStep = OptionalLong.of(step + 1);
        String why = failure(step, "the decoded gradient is not finite: training has diverged");
        if (plan.stopWhenDiverged()) {
            throw new TrainingFailedException(why + "; try a smaller --lr");
        }
        world.listener().notice(why);
    }

    private static boolean isFinite(float[] vector) {
        for (float component : vector) {
            if (!Float.isFinite(component)) {
                return false;
            }
        }
        return true;
    }

    private void settle() throws TrainingFailedException, InterruptedException {
        long deadline = now() + Math.min(SETTLE_NANOS, plan.stepNanos());
        while (previous != null && !previous.unanswered().isEmpty() && now() < deadline) {
            listen(deadline);
        }
    }

    private void reportPrevious() {
        if (previous != null) {
            previous.suspects().forEach(worker -> caught.merge(worker, 1L, Long::sum));
            world.listener().stepEnded(previous.report(previousTimes));
        }
    }

    private static String failure(long step, String why) {
        return "step " + (step + 1) + ": " + why;
    }

    private long now() {
        return world.nanoClock().getAsLong();
    }
}
