/**
 * The real step loop in a world that a seed decides: virtual time, a network that loses, repeats, delays and tears messages
 * apart, workers that die and lie. Start at {@link org.draco.am.step.simulation.StepSimulation}; what must never happen is listed
 * in {@link org.draco.am.step.simulation.Invariant}.
 */
package org.draco.am.step.simulation;
