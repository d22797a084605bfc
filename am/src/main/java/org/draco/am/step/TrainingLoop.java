package org.draco.am.step;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.draco.am.optimizer.Optimizer;
import org.draco.codec.Parallelism;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.GradientCode;
import org.draco.codec.vector.FloatVector;

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

    /**
     * What the loop needs of the world.
     *
     * @param link the workers
     * @param checkpoints where checkpoints go
     * @param listener who is told how it goes
     * @param nanoClock monotonic time
     * @param processes what is known of the workers' processes; asked a few times a second
     * @param threads who applies gradients
     */
    public record Surroundings(
            WorkerLink link,
            CheckpointSink checkpoints,
            StepListener listener,
            LongSupplier nanoClock,
            WorkerProcesses processes,
            Parallelism threads) {}

    private final TrainingPlan plan;
    private final GradientCode code;
    private final Optimizer optimizer;
    private final Surroundings world;
    private final Collector collector;
    private final SortedMap<Integer, Long> caught = new TreeMap<>();

    private OptionalLong divergedAtStep = OptionalLong.empty();
    private StepCollection.StepTimes appliedTimes;

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
        this.world = world;
        this.collector = new Collector(plan, code, optimizer, world);
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
        if (start.step() < plan.maxSteps()) {
            collector.gather();
        }
        try {
            long startNanos = now();
            ModelState state = withWhatIsCarried(start);
            while (state.step() < plan.maxSteps()) {
                state = step(state);
                if (state.step() % plan.evalFreq() == 0 || state.step() == plan.maxSteps()) {
                    world.checkpoints().save(state);
                }
            }
            long stepsNanos = now() - startNanos;
            collector.settle();
            report(collector.lastApplied());
            return new TrainingResult(state, stepsNanos, caught, divergedAtStep);
        } catch (TrainingFailedException e) {
            report(collector.lastApplied()); // the last step that was applied has its row too
            throw e;
        }
    }

    /** A model that no step has been applied to carries nothing yet. */
    private ModelState withWhatIsCarried(ModelState start) {
        int dimension = start.parameters().length;
        boolean complete =
                start.memory().length == optimizer.memory(dimension)
                        && start.exponents().length == code.arithmetic().exponents(dimension)
                        && start.last().length == (code.continues() ? dimension : 0);
        return complete
                ? start
                : new ModelState(
                        start.step(),
                        start.parameters(),
                        start.trained(),
                        memory(start),
                        code.arithmetic().exponentsAfter(dimension, null),
                        new float[code.continues() ? dimension : 0]);
    }

    /** Nothing yet; what another optimizer has left is no use to this one. */
    private float[] memory(ModelState start) {
        int length = optimizer.memory(start.parameters().length);
        return start.memory().length == length ? start.memory() : new float[length];
    }

    /** What the code wants to know of a gradient in the next step; after one that is not finite it begins anew. */
    private float[] last(float[] gradient) {
        if (!code.continues()) {
            return new float[0];
        }
        return FloatVector.isFinite(gradient, world.threads())
                ? gradient
                : new float[gradient.length];
    }

    private ModelState step(ModelState state) throws TrainingFailedException, InterruptedException {
        long bytesIn = world.link().bytesIn();
        long bytesOut = world.link().bytesOut();
        long startNanos = now();
        Decoding.Decoded decoded = collector.collect(state);
        long decodedNanos = now();
        long sentNanos = collector.sentNanos();
        float[] gradient = decoded.gradient();
        watchForDivergence(gradient, "the decoded gradient", state.step());
        watchForSaturation(gradient.length, state.step());
        optimizer.update(state.step(), state.weights(), gradient, world.threads());
        moveStatistics(state, gradient);
        watchForDivergence(state.parameters(), "the model", state.step());
        long endNanos = now();
        StepCollection.StepTimes times =
                new StepCollection.StepTimes(
                        endNanos - startNanos,
                        decodedNanos - sentNanos,
                        endNanos - decodedNanos,
                        world.link().bytesIn() - bytesIn,
                        world.link().bytesOut() - bytesOut);
        ModelState next =
                new ModelState(
                        state.step() + 1,
                        state.parameters(),
                        state.trained(),
                        state.memory(),
                        code.arithmetic().exponentsAfter(gradient.length, gradient),
                        last(gradient));
        report(collector.applied());
        appliedTimes = times;
        collector.judgeLiars();
        return next;
    }

    /** What workers answer for a running statistic is how far it is from their batch's, times its rate. */
    private static void moveStatistics(ModelState state, float[] gradient) {
        for (int i = state.trained(); i < gradient.length; i++) {
            state.parameters()[i] -= gradient[i];
        }
    }

    /** Fixed point has no NaN and no infinity: where gradients are, it saturates throughout. */
    private void watchForSaturation(int dimension, long step) throws TrainingFailedException {
        if (collector.saturatesThroughout(dimension)) {
            diverged(
                    step,
                    "no component of any gradient was a number that the fixed point can hold");
        }
    }

    private void watchForDivergence(float[] vector, String what, long step)
            throws TrainingFailedException {
        if (!FloatVector.isFinite(vector, world.threads())) {
            diverged(step, what + " is not finite");
        }
    }

    private void diverged(long step, String how) throws TrainingFailedException {
        if (divergedAtStep.isPresent()) {
            return;
        }
        divergedAtStep = OptionalLong.of(step + 1);
        String why = Collector.failure(step, how + ": training has diverged");
        if (plan.stopWhenDiverged()) {
            throw new TrainingFailedException(why + "; try a smaller --lr");
        }
        world.listener().notice(why);
    }

    /** Tells of a step when nothing more is listened to; null is no step. */
    private void report(StepCollection over) {
        if (over != null) {
            over.suspects().forEach(worker -> caught.merge(worker, 1L, Long::sum));
            world.listener().stepEnded(over.report(appliedTimes));
        }
    }

    private long now() {
        return world.nanoClock().getAsLong();
    }
}
