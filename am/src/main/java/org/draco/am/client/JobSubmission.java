package org.draco.am.client;

import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.draco.layout.job.JobSpec;

/**
 * What is submitted.
 *
 * @param spec the job, already found free of faults
 * @param root directory under which everything lies, on a file system that every node can reach
 * @param archive the distribution on this machine, a {@code .tar.gz} with {@code lib/} and {@code conf/}
 * @param javaHome the Java 17 or later to use on every node, a path on the nodes; empty for each node's own
 *     {@code JAVA_HOME}
 */
public record JobSubmission(
        JobSpec spec, Path root, java.nio.file.Path archive, Optional<String> javaHome) {
    /** Everything must be given. */
    public JobSubmission {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(archive, "archive");
        Objects.requireNonNull(javaHome, "javaHome");
    }
}
