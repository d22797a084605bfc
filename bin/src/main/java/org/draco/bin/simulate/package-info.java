/**
 * All workers of a job in one process, for research: the same step loop, codes, attacks and files as on a cluster, without
 * a network. Start at {@link org.draco.bin.simulate.Simulation}.
 *
 * <p>This package knows neither YARN nor the command line.
 */
package org.draco.bin.simulate;
