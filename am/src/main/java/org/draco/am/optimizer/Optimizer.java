package org.draco.am.optimizer;

/** Moves the parameters by one decoded gradient. Implementations are immutable; their state is the caller's array. */
public interface Optimizer {

    /**
     * One update, in place.
     *
     * @param parameters d components; changed
     * @param velocity d components of the optimizer's state, zero before the first step; changed
     * @param gradient d components; only read
     */
    void update(float[] parameters, float[] velocity, float[] gradient);
}
