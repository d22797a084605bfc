package org.draco.codec.schedule;

/** A learning rate for every step; immutable and thread-safe. */
@FunctionalInterface
public interface LearningRate {

    /**
     * The factor of a step's update.
     *
     * @param step from 0
     * @return finite and above 0; {@code cosine} may end in 0
     */
    double at(long step);
}
