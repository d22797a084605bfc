package org.draco.am.step;

/** What stands in for a network in tests of the step loop: the gradient of a batch at given parameters. */
@FunctionalInterface
public interface BatchFunction {

    /**
     * The honest gradient.
     *
     * @param step from 0
     * @param batch from 0
     * @param parameters d components; only read
     * @return d components, equal for equal input
     */
    float[] gradient(long step, int batch, float[] parameters);
}
