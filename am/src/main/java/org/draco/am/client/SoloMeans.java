package org.draco.am.client;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.draco.am.access.Keytab;

/**
 * What all jobs of a {@link SoloClient} are submitted with.
 *
 * @param archive the distribution on this machine, a {@code .tar.gz} with {@code lib/} and {@code conf/}
 * @param javaHome the Java 17 or later to use on every node, a path on the nodes; empty for each node's own {@code JAVA_HOME}
 * @param keytab of the user, on a secure cluster, so that a job may take longer than its tokens live
 * @param entry how the applications stand in YARN's queues
 */
public record SoloMeans(
        Path archive, Optional<String> javaHome, Optional<Keytab> keytab, QueueEntry entry) {

    /** Everything must be given. */
    public SoloMeans {
        Objects.requireNonNull(archive, "archive");
        Objects.requireNonNull(javaHome, "javaHome");
        Objects.requireNonNull(keytab, "keytab");
        Objects.requireNonNull(entry, "entry");
    }
}
