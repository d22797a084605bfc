package org.draco.am.optimizer;

/**
 * Stochastic gradient descent with heavy-ball momentum: {@code v = m v + g; w = w - lr v}, in float32.
 *
 * <p><b>Source.</b> Polyak, <i>Some methods of speeding up the convergence of iteration methods</i>, 1964, in the form of
 * Sutskever et al., ICML 2013, with the learning rate outside of the velocity, as DRACO's code and PyTorch have it.
 *
 * @param learningRate lr, finite and positive
 * @param momentum m, in [0, 1)
 */
public record SgdMomentum(float learningRate, float momentum) implements Optimizer {

    /** @throws IllegalArgumentException naming the value that is out of range */
    public SgdMomentum {
        if (!(learningRate > 0) || Float.isInfinite(learningRate)) {
            throw new IllegalArgumentException(
                    "learning rate: expected finite and above 0, found " + learningRate);
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum: expected 0 <= m < 1, found " + momentum);
        }
    }

    @Override
    public void update(float[] parameters, float[] velocity, float[] gradient) {
        for (int i = 0; i < parameters.length; i++) {
            velocity[i] = momentum * velocity[i] + gradient[i];
            parameters[i] -= learningRate * velocity[i];
        }
    }
}
