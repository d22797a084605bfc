package org.draco.am.web;

import java.util.Objects;
import org.draco.layout.job.JobSpec;

/**
 * What the page knows of the job from its beginning.
 *
 * @param application YARN's id of it
 * @param attempt how often an ApplicationMaster of it has been started, from 1
 * @param user whose job it is
 * @param directory of the job, on HDFS
 * @param spec the whole specification
 */
public record JobFacts(
        String application, int attempt, String user, String directory, JobSpec spec) {

    /** Refuses nulls. */
    public JobFacts {
        Objects.requireNonNull(application, "application");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(spec, "spec");
    }
}
