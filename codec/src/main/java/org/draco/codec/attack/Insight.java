package org.draco.codec.attack;

import java.util.random.RandomGenerator;

/**
 * What a liar has in a step beside its own gradient.
 *
 * @param own random numbers of this liar and step
 * @param common random numbers that all liars of the step share, so that they can lie alike
 */
public record Insight(RandomGenerator own, RandomGenerator common) {}
