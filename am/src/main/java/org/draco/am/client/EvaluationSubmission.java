package org.draco.am.client;

import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.draco.am.access.Keytab;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.job.JobSpec;

/**
 * An evaluation that is submitted.
 *
 * @param spec what is evaluated, already found free of faults
 * @param job whose checkpoints they are
 * @param layout where it goes; a directory that is new, or that of an evaluation of the same
 * @param root directory under which the distribution archive lies, or comes to lie
 * @param archive the distribution on this machine, a {@code .tar.gz} with {@code lib/} and {@code conf/}
 * @param javaHome the Java 17 or later to use on every node, a path on the nodes; empty for each node's own {@code JAVA_HOME}
 * @param keytab of the user, on a secure cluster, so that it may take longer than its tokens live
 * @param entry how its application stands in YARN's queues
 */
public record EvaluationSubmission(
        EvaluationSpec spec,
        JobSpec job,
        EvaluationLayout layout,
        Path root,
        java.nio.file.Path archive,
        Optional<String> javaHome,
        Optional<Keytab> keytab,
        QueueEntry entry) {

    /** Everything must be given. */
    public EvaluationSubmission {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(archive, "archive");
        Objects.requireNonNull(javaHome, "javaHome");
        Objects.requireNonNull(keytab, "keytab");
        Objects.requireNonNull(entry, "entry");
    }
}
