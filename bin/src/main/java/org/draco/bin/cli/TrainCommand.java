package org.draco.bin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.SubmissionRefusedException;
import org.draco.am.train.JobAdmission;
import org.draco.layout.DracoLayout;
import org.draco.layout.job.JobSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code draco train}: a job on the configured cluster, or on one that is started for it. */
@Command(
        name = "train",
        description =
                "Trains on the Hadoop cluster that HADOOP_CONF_DIR names, or with --embedded on one of its own.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true)
final class TrainCommand implements Callable<Integer> {

    @Spec CommandSpec command;

    @Mixin JobOptions job = new JobOptions();

    @Mixin OutputOptions output = new OutputOptions();

    @Option(names = "--embedded", description = "Start HDFS and YARN on this machine for this job.")
    boolean embedded;

    @Option(
            names = "--train-dir",
            paramLabel = "DIR",
            description =
                    "With --embedded: local directory for what the job leaves (default: draco-runs/<job>).")
    Path trainDir;

    @Option(
            names = "--java-home",
            paramLabel = "DIR",
            description =
                    "Java of the cluster's nodes, 17 or later (default: each node's own JAVA_HOME).")
    String javaHome;

    @Override
    public Integer call()
            throws IOException,
                    InterruptedException,
                    FaultySpecificationException,
                    SubmissionRefusedException {
        ProgressLine progress = output.progress(job.maxSteps);
        String jobId = job.newJobId();
        try (UserJars jars = job.jars.open()) {
            RunSummary summary =
                    embedded ? onEmbedded(jobId, jars, progress) : onCluster(jobId, jars, progress);
            return output.finish(summary, command.commandLine().getOut());
        }
    }

    private RunSummary onEmbedded(String jobId, UserJars jars, ProgressLine progress)
            throws IOException,
                    InterruptedException,
                    FaultySpecificationException,
                    SubmissionRefusedException {
        DatasetSource dataset = DatasetSource.of(job);
        JobSpec asked =
                job.toSpec(
                        jobId,
                        dataset.directory(new org.apache.hadoop.fs.Path("hdfs:///draco"))
                                .toString(),
                        jars.described());
        dataset.requireSound(asked, ClusterTraining.faults(asked), new Configuration());
        JobAdmission.warning(asked).ifPresent(progress::notice);
        Path results = trainDir != null ? trainDir : Path.of("draco-runs", jobId);
        RunFiles.requireFree(results);
        return new EmbeddedTraining(dataset, jars, progress).run(job, jobId, results);
    }

    private RunSummary onCluster(String jobId, UserJars jars, ProgressLine progress)
            throws IOException,
                    InterruptedException,
                    FaultySpecificationException,
                    SubmissionRefusedException {
        Configuration conf = new Configuration();
        FileSystem fs = FileSystem.get(conf);
        if (fs instanceof LocalFileSystem) {
            throw new FaultySpecificationException(
                    List.of(
                            "cluster: expected the configuration of a Hadoop cluster, found none (fs.defaultFS is the local disk); "
                                    + "set HADOOP_CONF_DIR, or train with --embedded, or use draco simulate"));
        }
        var ownRoot =
                fs.makeQualified(new org.apache.hadoop.fs.Path(fs.getHomeDirectory(), "draco"));
        DatasetSource dataset = DatasetSource.of(job);
        JobSpec asked = job.toSpec(jobId, dataset.directory(ownRoot).toString(), jars.described());
        dataset.requireSound(asked, ClusterTraining.faults(asked), conf);
        JobAdmission.warning(asked).ifPresent(progress::notice);
        dataset.makeReady(ownRoot, conf);
        JobSpec spec = job.inSteps(asked, dataset.trainingSamples(asked.data().uri(), conf));
        progress.expect(spec.training().maxSteps());
        var root = dataset.root().map(fs::makeQualified).orElse(ownRoot);
        JobSubmission submission =
                new JobSubmission(
                        NetworkFile.inJob(spec, new DracoLayout(root).job(jobId)),
                        root,
                        ClusterTraining.archive(),
                        Optional.ofNullable(javaHome),
                        jars.files(),
                        NetworkFile.onThisMachine(spec.network()),
                        job.start.parameters());
        return new ClusterTraining(conf, Optional.empty(), progress).run(submission);
    }
}
