package org.draco.container.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.draco.codec.schedule.LearningRate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Momentum at the workers: the gradient of a batch becomes {@code v = m v + (1 - t) g}, with a velocity v for each of a step's
 * batches, which is what its worker sends. With Nesterov's form g is taken at {@code w - m lr v}.
 *
 * <p><b>A velocity is state.</b> It is that of the step before; who has not computed that step, because it has been started
 * anew, takes the velocity that was kept at the last checkpoint if that is of the step before, and else begins with zero, and says
 * so in its log.
 *
 * <p>Running statistics have no momentum. Thread-safe if the gradients are.
 *
 * <p><b>Source.</b> El Mhamdi, Guerraoui, Rouault, <i>Distributed Momentum for Byzantine-resilient Stochastic Gradient
 * Descent</i>, ICLR 2021, section 3.
 */
public final class WorkerMomentum implements BatchGradients {

    /**
     * The numbers.
     *
     * @param share m, in [0, 1)
     * @param dampening t, in [0, 1)
     * @param nesterov whether gradients are taken where the velocity alone would lead
     * @param rate lr
     * @param trained how many components are trained, the first
     */
    public record Law(
            float share, float dampening, boolean nesterov, LearningRate rate, int trained) {}

    /** Where velocities outlive a process. */
    public interface Keeper {

        /**
         * Whether the velocities with which a step begins are kept.
         *
         * @param batch whose velocity
         * @param step from 1
         */
        boolean keeps(int batch, long step);

        /** Keeps the velocity with which {@code step} begins. */
        void keep(int batch, long step, float[] velocity) throws IOException;

        /** The velocity that was kept, if there is one for that step. */
        Optional<float[]> kept(int batch, long step) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(WorkerMomentum.class);

    /** Of one batch: what the last step that was computed began with, and what it gave. */
    private static final class Slot {
        private long step = -1;
        private float[] before;
        private BatchGradient answer;
    }

    private final BatchGradients gradients;
    private final Law law;
    private final Keeper keeper;
    private final Map<Integer, Slot> slots = new ConcurrentHashMap<>();

    /**
     * @param gradients without momentum
     * @param law the numbers
     * @param keeper where velocities are kept
     */
    public WorkerMomentum(BatchGradients gradients, Law law, Keeper keeper) {
        this.gradients = gradients;
        this.law = law;
        this.keeper = keeper;
    }

    /** The same step may be asked for again, and one with which a checkpoint begins: another ApplicationMaster goes on from there. */
    @Override
    public BatchGradient of(long step, int batch, float[] parameters) {
        Slot slot = slots.computeIfAbsent(batch, none -> new Slot());
        synchronized (slot) {
            if (slot.step != step) {
                float[] velocity = velocity(slot, step, batch, parameters.length);
                float[] at = lookAhead(step, parameters, velocity);
                BatchGradient raw = gradients.of(step, batch, at);
                slot.answer =
                        new BatchGradient(
                                moved(velocity, raw.gradient()),
                                raw.gradient(),
                                raw.loss(),
                                raw.computeNanos());
                slot.before = velocity;
                slot.step = step;
                keep(batch, step + 1, slot.answer.gradient());
            }
            return slot.answer;
        }
    }

    /** What the batch's velocity would become with flipped labels. */
    @Override
    public BatchGradient flipped(long step, int batch, float[] parameters) {
        of(step, batch, parameters);
        Slot slot = slots.get(batch);
        synchronized (slot) {
            float[] at = lookAhead(step, parameters, slot.before);
            BatchGradient raw = gradients.flipped(step, batch, at);
            return new BatchGradient(
                    moved(slot.before, raw.gradient()),
                    raw.gradient(),
                    raw.loss(),
                    raw.computeNanos());
        }
    }

    private float[] velocity(Slot slot, long step, int batch, int dimension) {
        if (slot.answer != null && slot.step == step - 1) {
            return slot.answer.gradient();
        }
        if (step == 0) {
            return new float[dimension];
        }
        try {
            Optional<float[]> kept = keeper.kept(batch, step);
            if (kept.isPresent() && kept.get().length == dimension) {
                return kept.get();
            }
        } catch (IOException e) {
            LOG.warn("the velocity of batch {} cannot be read: {}", batch, e.getMessage());
        }
        LOG.warn(
                "step {}: no velocity of batch {} from the step before; its momentum begins anew",
                step + 1,
                batch);
        return new float[dimension];
    }

    private float[] lookAhead(long step, float[] parameters, float[] velocity) {
        if (!law.nesterov) {
            return parameters;
        }
        float factor = (float) (law.share * law.rate.at(step));
        float[] ahead = parameters.clone();
        for (int i = 0; i < law.trained; i++) {
            ahead[i] -= factor * velocity[i];
        }
        return ahead;
    }

    private float[] moved(float[] velocity, float[] gradient) {
        float kept = 1 - law.dampening;
        float[] moved = gradient.clone();
        for (int i = 0; i < law.trained; i++) {
            moved[i] = law.share * velocity[i] + kept * gradient[i];
        }
        return moved;
    }

    private void keep(int batch, long step, float[] velocity) {
        if (!keeper.keeps(batch, step)) {
            return;
        }
        try {
            keeper.keep(batch, step, velocity);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot keep the velocity of batch " + batch + ": " + e.getMessage(), e);
        }
    }
}
