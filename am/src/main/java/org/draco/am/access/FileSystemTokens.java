package org.draco.am.access;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.draco.layout.ApplicationLayout;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.job.JobSpec;

/**
 * Delegation tokens for all file systems that a job touches: by them its processes, which have no Kerberos login, are its
 * user there. File systems without Kerberos give none. Immutable; thread-safe.
 */
public final class FileSystemTokens {

    private final Configuration conf;
    private final List<Path> paths;

    /**
     * @param conf to reach the file systems with
     * @param paths something on each; several on one are one
     */
    public FileSystemTokens(Configuration conf, List<Path> paths) {
        this.conf = conf;
        this.paths = List.copyOf(paths);
    }

    /** Those of an application's directory and its distribution archive, which are where its processes start from. */
    public static FileSystemTokens ofStart(
            Configuration conf, ApplicationLayout layout, Path archive) {
        return new FileSystemTokens(conf, List.of(layout.dir(), archive));
    }

    /**
     * Those of everything that a job reads or writes. What its user brings (jars, a network file, initial parameters) lies in
     * its directory; only a network that is a file elsewhere stays there.
     */
    public static FileSystemTokens ofJob(
            Configuration conf, JobLayout layout, Path archive, JobSpec spec) {
        List<Path> paths = new ArrayList<>(List.of(layout.dir(), archive));
        paths.add(new Path(spec.data().uri()));
        if (spec.network().contains(":/")) {
            paths.add(new Path(spec.network()));
        }
        return new FileSystemTokens(conf, paths);
    }

    /**
     * Those of everything that an evaluation reads or writes.
     *
     * @param job whose checkpoints it reads
     */
    public static FileSystemTokens ofEvaluation(
            Configuration conf,
            EvaluationLayout layout,
            Path archive,
            EvaluationSpec spec,
            JobSpec job) {
        List<Path> paths =
                new ArrayList<>(ofJob(conf, new JobLayout(spec.jobDir()), archive, job).paths);
        paths.add(layout.dir());
        paths.add(new Path(spec.subject().datasetUri()));
        return new FileSystemTokens(conf, paths);
    }

    /**
     * New tokens of the current user; on a cluster without Kerberos none, and nobody is asked.
     *
     * @param renewer who may prolong them
     * @throws IOException if a file system gives none, e.g. since the user has no Kerberos login
     */
    public Credentials obtain(String renewer) throws IOException {
        Credentials tokens = new Credentials();
        if (!UserGroupInformation.isSecurityEnabled()) {
            return tokens;
        }
        for (Path path : paths) {
            FileSystem fs = path.getFileSystem(conf);
            try {
                fs.addDelegationTokens(renewer, tokens);
            } catch (IOException refused) {
                throw new IOException(
                        "%s: expected a delegation token for %s, found %s; run kinit, or give --principal and --keytab"
                                .formatted(
                                        fs.getUri(),
                                        UserGroupInformation.getCurrentUser().getUserName(),
                                        RootCause.of(refused).getMessage()),
                        refused);
            }
        }
        return tokens;
    }
}
