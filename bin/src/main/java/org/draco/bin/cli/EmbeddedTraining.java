package org.draco.bin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.SubmissionRefusedException;
import org.draco.bin.embedded.EmbeddedCluster;
import org.draco.layout.DracoLayout;
import org.draco.layout.job.JobSpec;

/**
 * A job on an HDFS and a YARN that live as long as this process: the same application, archive and containers as on a
 * cluster. What the job leaves is copied to the local disk before the cluster goes.
 */
final class EmbeddedTraining {

    private static final org.apache.hadoop.fs.Path ROOT = new org.apache.hadoop.fs.Path("/draco");

    private static final String LOGS = "logs";

    /** How the containers reached a cluster that is gone. */
    private static final String STAGING = "staging";

    private final DatasetSource dataset;
    private final UserJars jars;
    private final ProgressLine progress;

    EmbeddedTraining(DatasetSource dataset, UserJars jars, ProgressLine progress) {
        this.dataset = dataset;
        this.jars = jars;
        this.progress = progress;
    }

    /**
     * Runs a job.
     *
     * @param options what to train
     * @param jobId its id
     * @param results local directory for what it leaves; made
     */
    RunSummary run(JobOptions options, String jobId, Path results)
            throws IOException,
                    InterruptedException,
                    FaultySpecificationException,
                    SubmissionRefusedException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try (EmbeddedCluster cluster =
                EmbeddedCluster.start(parent, memoryMb(options), progress::notice)) {
            FileSystem hdfs = FileSystem.get(cluster.configuration());
            var root = hdfs.makeQualified(ROOT);
            dataset.makeReady(root, cluster.configuration());
            JobSpec asked =
                    options.toSpec(jobId, dataset.directory(root).toString(), jars.described());
            JobSpec spec =
                    options.inSteps(
                            asked,
                            dataset.trainingSamples(asked.data().uri(), cluster.configuration()));
            progress.expect(spec);
            JobSubmission submission =
                    new JobSubmission(
                            NetworkFile.inJob(spec, new DracoLayout(root).job(jobId)),
                            root,
                            ClusterTraining.archive(),
                            Optional.of(System.getProperty("java.home")),
                            jars.files(),
                            NetworkFile.onThisMachine(spec.network()),
                            options.start.parameters());
            RunSummary summary =
                    new ClusterTraining(
                                    cluster.configuration(),
                                    Optional.of(results.resolve(LOGS)),
                                    progress)
                            .run(submission);
            bringHome(hdfs, new DracoLayout(root).job(jobId).dir(), results);
            copyTree(cluster.containerLogs(), results.resolve(LOGS));
            return new RunSummary(
                    spec.resilience(),
                    summary.outcome(),
                    summary.evaluation(),
                    results.toAbsolutePath().toString());
        }
    }

    private static void bringHome(FileSystem hdfs, org.apache.hadoop.fs.Path jobDir, Path results)
            throws IOException {
        Files.createDirectories(results);
        for (FileStatus entry : hdfs.listStatus(jobDir)) {
            if (!entry.getPath().getName().equals(STAGING)) {
                hdfs.copyToLocalFile(
                        false,
                        entry.getPath(),
                        new org.apache.hadoop.fs.Path(results.toUri()),
                        true);
            }
        }
    }

    static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> entries = Files.walk(from)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Path target = to.resolve(from.relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(entry, target);
                }
            }
        }
    }

    /** What all of the job's containers ask for together. */
    private static int memoryMb(JobOptions options) {
        ResourceOptions memory = options.resources;
        int containers = options.workers + 2;
        return Math.addExact(
                Math.multiplyExact(options.workers, memory.workerHeapMb),
                memory.evaluatorHeapMb
                        + memory.masterHeapMb
                        + containers * memory.nativeOverheadMb);
    }
}
