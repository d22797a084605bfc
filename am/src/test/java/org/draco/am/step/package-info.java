/**
 * The real step loop over made-up workers and a clock that is moved by hand. Start at {@link
 * org.draco.am.step.StepLoopDriver}, which is public for those who add a code, a rule or an attack.
 *
 * <p>No thread, no socket, no sleep: a run is a function of its seed.
 */
package org.draco.am.step;
