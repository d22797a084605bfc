package org.draco.bin.reproduce;

import java.util.Optional;
import org.draco.layout.job.JobSpec;

/**
 * A configuration with a seed, and the job that it is, if it can be one. Immutable.
 *
 * @param configuration what is run
 * @param seed of everything random
 * @param job free of faults, named by its {@link RunDigest}; empty if it cannot be run
 * @param why it cannot; empty if it can
 * @param skipped whether all that is missing is its data set
 */
public record PlannedRun(
        Configuration configuration,
        long seed,
        Optional<JobSpec> job,
        String why,
        boolean skipped) {

    /** A run that can be. */
    public static PlannedRun of(Configuration configuration, long seed, JobSpec job) {
        return new PlannedRun(configuration, seed, Optional.of(job), "", false);
    }

    /** A run whose job is refused. */
    public static PlannedRun refused(Configuration configuration, long seed, String why) {
        return new PlannedRun(configuration, seed, Optional.empty(), why, false);
    }

    /** A run whose data set is not there. */
    public static PlannedRun skipped(Configuration configuration, long seed, String why) {
        return new PlannedRun(configuration, seed, Optional.empty(), why, true);
    }

    /** Configuration and seed: a name that no other run of the study has. */
    public String label() {
        return configuration.label() + ", seed=" + seed;
    }
}
