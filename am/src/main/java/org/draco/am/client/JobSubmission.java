package org.draco.am.client;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.draco.am.access.Keytab;
import org.draco.layout.job.JobSpec;

/**
 * What is submitted.
 *
 * @param spec the job, already found free of faults
 * @param root directory under which everything lies, on a file system that every node can reach
 * @param archive the distribution on this machine, a {@code .tar.gz} with {@code lib/} and {@code conf/}
 * @param javaHome the Java 17 or later to use on every node, a path on the nodes; empty for each node's own
 *     {@code JAVA_HOME}
 * @param jars on this machine, the user's own that the specification names, in its order
 * @param network on this machine, the file that is to become the network's in the job's directory, whose path the specification has;
 *     empty if the network needs no file, or has one where it is
 * @param start the parameters to start from, whose digest the specification has; empty for those that the network draws
 * @param keytab of the user, on a secure cluster, so that the job may take longer than its tokens live; empty for a job that does not
 * @param entry how its application stands in YARN's queues
 */
public record JobSubmission(
        JobSpec spec,
        Path root,
        java.nio.file.Path archive,
        Optional<String> javaHome,
        List<java.nio.file.Path> jars,
        Optional<java.nio.file.Path> network,
        Optional<float[]> start,
        Optional<Keytab> keytab,
        QueueEntry entry) {

    /** Everything must be given. */
    public JobSubmission {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(archive, "archive");
        Objects.requireNonNull(javaHome, "javaHome");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(keytab, "keytab");
        Objects.requireNonNull(entry, "entry");
        jars = List.copyOf(jars);
        if (jars.size() != spec.jars().size()) {
            throw new IllegalArgumentException(
                    "jars: expected the %d that the specification names, found %d"
                            .formatted(spec.jars().size(), jars.size()));
        }
    }

    /** Without jars of the user's, from parameters that the network draws. */
    public JobSubmission(
            JobSpec spec, Path root, java.nio.file.Path archive, Optional<String> javaHome) {
        this(spec, root, archive, javaHome, List.of(), Optional.empty(), Optional.empty());
    }

    /** Of a user without a keytab, in the queue as is usual. */
    public JobSubmission(
            JobSpec spec,
            Path root,
            java.nio.file.Path archive,
            Optional<String> javaHome,
            List<java.nio.file.Path> jars,
            Optional<java.nio.file.Path> network,
            Optional<float[]> start) {
        this(
                spec,
                root,
                archive,
                javaHome,
                jars,
                network,
                start,
                Optional.empty(),
                QueueEntry.USUAL);
    }
}
