package org.draco.bin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.RunningTraining;
import org.draco.am.client.SubmissionRefusedException;
import org.draco.am.client.TrainingClient;
import org.draco.am.client.TrainingListener;
import org.draco.am.client.TrainingReport;
import org.draco.bin.embedded.BriefContainers;
import org.draco.bin.embedded.EmbeddedCluster;
import org.draco.layout.DracoLayout;
import org.draco.layout.idx.FewDigits;
import org.draco.layout.job.JobSpec;

/** An embedded cluster with the digits on it, and jobs to submit. */
final class JobCluster implements AutoCloseable {

    /** What its containers may have together. */
    static final int MEMORY_MB = 12_000;

    private final EmbeddedCluster cluster;
    private final FileSystem hdfs;
    private final DracoLayout layout;

    /** A cluster whose daemons stay well. */
    static JobCluster start(Path directory) throws IOException {
        return new JobCluster(EmbeddedCluster.start(directory, MEMORY_MB, System.out::println));
    }

    /** As above, for jobs that take seconds. */
    static JobCluster startForBriefJobs(Path directory) throws IOException {
        return new JobCluster(BriefContainers.start(directory, MEMORY_MB));
    }

    /** Jobs on a cluster that is the caller's. */
    JobCluster(EmbeddedCluster cluster) throws IOException {
        this.cluster = cluster;
        hdfs = FileSystem.get(cluster.configuration());
        layout = new DracoLayout(hdfs.makeQualified(new org.apache.hadoop.fs.Path("/draco")));
        FewDigits.prepare(hdfs, layout);
    }

    EmbeddedCluster cluster() {
        return cluster;
    }

    FileSystem hdfs() {
        return hdfs;
    }

    DracoLayout layout() {
        return layout;
    }

    /** A job on the digits. */
    JobSubmission submission(JobOptions options) throws IOException, FaultySpecificationException {
        JobSpec spec =
                options.toSpec(
                        options.newJobId(),
                        layout.dataset(FewDigits.NAME).dir().toString(),
                        List.of());
        return new JobSubmission(
                spec,
                layout.root(),
                ClusterTraining.archive(),
                Optional.of(System.getProperty("java.home")));
    }

    /** Submits a job and follows it to its end. */
    TrainingReport train(JobSubmission submission, TrainingListener listener)
            throws IOException, InterruptedException, SubmissionRefusedException {
        try (TrainingClient client = new TrainingClient(cluster.configuration());
                RunningTraining running = client.submit(submission)) {
            return running.follow(listener);
        }
    }

    /** Goes on with a job that is over. */
    TrainingReport resume(JobSubmission submission)
            throws IOException, InterruptedException, SubmissionRefusedException {
        try (TrainingClient client = new TrainingClient(cluster.configuration());
                RunningTraining running = client.resume(submission)) {
            return running.follow(new TrainingListener() {});
        }
    }

    /** Returns as soon as there is such a file. */
    void awaitFile(org.apache.hadoop.fs.Path file) throws IOException, InterruptedException {
        while (!hdfs.exists(file)) {
            Thread.sleep(DisturbedJobs.LOOK_MILLIS);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
