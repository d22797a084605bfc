/**
 * Studies: many simulated runs that one file describes, kept under the digests of their specifications, and what they come to in
 * tables and plots. Start at {@link org.draco.bin.reproduce.Study} and {@link org.draco.bin.reproduce.StudyRunner}; where a run is made
 * is a {@link org.draco.bin.reproduce.RunMaker}'s to say.
 *
 * <pre>
 *   StudyFile --parse--> Study --Selection--> Configuration x seed = PlannedRun --StudyRunner--> RunStore --> ResultRow --> tables, plots
 * </pre>
 *
 * <p>This package does not know the command line: what options mean, it is told ({@link org.draco.bin.reproduce.StudyOptions}).
 */
package org.draco.bin.reproduce;
