package org.draco.am.optimizer;

import java.util.Optional;
import org.draco.codec.Parallelism;
import org.draco.codec.Slices;
import org.draco.codec.schedule.LearningRate;

/**
 * Stochastic gradient descent with momentum, in float32: {@code v = m v + (1 - t) g; w = w - lr (v + c w)} with the momentum m,
 * the dampening t and the weight decay c.
 *
 * <p>Where the momentum is decides what v is. At the <i>update</i> it is as above. At the <i>server</i>, m v is added to each
 * worker's (1 - t) g before the aggregation rule, and v is what the rule makes of them. At the <i>worker</i> each has a velocity
 * of its own; here v is the decoded gradient, and there is nothing to remember. With Nesterov's form the step's gradients are
 * taken at {@code w - m lr v}.
 *
 * <p><b>Sources.</b> Polyak, <i>Some methods of speeding up the convergence of iteration methods</i>, 1964; Sutskever et al.,
 * ICML 2013, with the learning rate outside of the velocity, as DRACO's code and PyTorch have it. The three places: El Mhamdi,
 * Guerraoui, Rouault, <i>Distributed Momentum for Byzantine-resilient Stochastic Gradient Descent</i>, ICLR 2021, and its code.
 *
 * <p><b>Departures.</b> PyTorch adds the weight decay before the momentum and approximates Nesterov's form at the update; here
 * the decay is outside of the momentum, wherever that is, as in the code of Distributed Momentum.
 *
 * @param rate lr
 * @param momentum m and where it is
 * @param weightDecay c, finite and at least 0
 */
public record SgdMomentum(LearningRate rate, Momentum momentum, float weightDecay)
        implements Optimizer {

    /** Where the velocity is. */
    public enum Place {
        /** Of decoded gradients. */
        UPDATE,
        /** Before the aggregation rule. */
        SERVER,
        /** At each worker. */
        WORKER
    }

    /**
     * Momentum.
     *
     * @param share m, in [0, 1)
     * @param dampening t, in [0, 1)
     * @param nesterov whether gradients are taken where the velocity alone would lead
     * @param at where the velocity is
     */
    public record Momentum(float share, float dampening, boolean nesterov, Place at) {

        /** @throws IllegalArgumentException naming the value that is out of range */
        public Momentum {
            requireBelowOne("momentum", share);
            requireBelowOne("dampening", dampening);
        }
    }

    /** @throws IllegalArgumentException naming the value that is out of range */
    public SgdMomentum {
        if (!(weightDecay >= 0) || Float.isInfinite(weightDecay)) {
            throw new IllegalArgumentException(
                    "weight decay: expected finite and at least 0, found " + weightDecay);
        }
    }

    /**
     * Heavy-ball momentum of decoded gradients at a constant rate.
     *
     * @param learningRate finite and above 0
     * @param momentum in [0, 1)
     */
    public static SgdMomentum of(float learningRate, float momentum) {
        if (!(learningRate > 0) || Float.isInfinite(learningRate)) {
            throw new IllegalArgumentException(
                    "learning rate: expected finite and above 0, found " + learningRate);
        }
        return new SgdMomentum(
                step -> learningRate, new Momentum(momentum, 0, false, Place.UPDATE), 0);
    }

    private static void requireBelowOne(String what, float value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(what + ": expected 0 <= m < 1, found " + value);
        }
    }

    @Override
    public int memory(int dimension) {
        return momentum.at == Place.WORKER ? 0 : dimension;
    }

    @Override
    public double learningRate(long step) {
        return rate.at(step);
    }

    @Override
    public float[] lookAhead(long step, Weights weights) {
        if (!momentum.nesterov || momentum.at == Place.WORKER || momentum.share == 0) {
            return weights.parameters();
        }
        float[] ahead = weights.parameters().clone();
        float factor = (float) (momentum.share * rate.at(step));
        for (int i = 0; i < weights.trained(); i++) {
            ahead[i] -= factor * weights.memory()[i];
        }
        return ahead;
    }

    @Override
    public Optional<AnswerMomentum> ofAnswers() {
        return momentum.at == Place.SERVER
                ? Optional.of(new AnswerMomentum(momentum.share, 1 - momentum.dampening))
                : Optional.empty();
    }

    @Override
    public void update(long step, Weights weights, float[] gradient, Parallelism threads) {
        float learningRate = (float) rate.at(step);
        Slices.forEach(
                weights.trained(),
                threads,
                (from, to) -> {
                    float[] velocity = velocity(weights, gradient, from, to);
                    move(weights.parameters(), velocity, learningRate, from, to);
                });
    }

    private void move(float[] parameters, float[] velocity, float learningRate, int from, int to) {
        for (int i = from; i < to; i++) {
            float direction =
                    weightDecay == 0 ? velocity[i] : velocity[i] + weightDecay * parameters[i];
            parameters[i] -= learningRate * direction;
        }
    }

    /** An array whose components {@code from .. to - 1} are the velocity's. */
    private float[] velocity(Weights weights, float[] gradient, int from, int to) {
        float[] velocity = weights.memory();
        switch (momentum.at) {
            case WORKER:
                return gradient;
            case SERVER:
                System.arraycopy(gradient, from, velocity, from, to - from);
                return velocity;
            default:
                float kept = 1 - momentum.dampening;
                for (int i = from; i < to; i++) {
                    velocity[i] = momentum.share * velocity[i] + kept * gradient[i];
                }
                return velocity;
        }
    }
}
