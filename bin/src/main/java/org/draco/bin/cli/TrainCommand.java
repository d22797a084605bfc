package org.draco.bin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.SubmissionRefusedException;
import org.draco.am.train.JobAdmission;
import org.draco.layout.DracoLayout;
import org.draco.layout.job.JobSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
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
            names = "--resume",
            paramLabel = "JOB",
            description =
                    "Goes on with the job in this directory of the cluster, e.g. hdfs:///user/me/draco/jobs/lenet-1, from its newest"
                            + " checkpoint: with --max-steps for longer, and with other memory or timeouts if you give them.")
    String resume;

    @Mixin DetachOption leave = new DetachOption();

    @Mixin YarnOptions yarn = new YarnOptions();

    @Option(
            names = "-files",
            split = ",",
            paramLabel = "FILE",
            description =
                    "Files that every container finds in its working directory, also a URI, also FILE#name for another name there.")
    List<String> shipped = new ArrayList<>();

    @Override
    public Integer call()
            throws IOException,
                    InterruptedException,
                    FaultySpecificationException,
                    SubmissionRefusedException {
        requireAClusterThatStays();
        Configuration conf = embedded ? new Configuration() : yarn.hadoop.configuration(shipped);
        yarn.kerberos.logIn(embedded);
        if (!embedded) {
            HadoopOptions.requireCluster(conf, ", or train with --embedded, or use draco simulate");
        }
        ProgressLine progress = output.progress(job.maxSteps);
        String jobId = job.newJobId();
        try (UserJars jars = job.jars.open(conf)) {
            if (embedded) {
                return finish(onEmbedded(jobId, jars, progress));
            }
            ClusterTraining training = new ClusterTraining(conf, Optional.empty(), progress);
            if (resume != null) {
                JobSubmission submission = resumed(conf, jars, progress);
                return finish(
                        leave.detach
                                ? training.leaveResumed(submission)
                                : training.resume(submission));
            }
            JobSubmission submission = onCluster(conf, jobId, jars, progress);
            return finish(leave.detach ? training.leave(submission) : training.run(submission));
        }
    }

    private int finish(Result result) {
        return output.finish(result, command.commandLine().getOut());
    }

    private void requireAClusterThatStays() throws FaultySpecificationException {
        if (!embedded) {
            return;
        }
        Set<String> ofClusters = new TreeSet<>(Set.of("--resume", "--detach", "-files"));
        ofClusters.addAll(QueueOptions.NAMES);
        ofClusters.addAll(HadoopOptions.NAMES);
        ParseResult words = command.commandLine().getParseResult();
        List<String> given = ofClusters.stream().filter(words::hasMatchedOption).toList();
        if (!given.isEmpty()) {
            throw new FaultySpecificationException(
                    given.stream()
                            .map(
                                    name ->
                                            name
                                                    + ": expected a cluster that outlives this command, found --embedded")
                            .toList());
        }
    }

    private RunSummary onEmbedded(String jobId, UserJars jars, ProgressLine progress)
            throws IOException,
                    InterruptedException,
                    FaultySpecificationException,
                    SubmissionRefusedException {
        DatasetSource dataset = DatasetSource.of(job, new Configuration());
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

    /** Everything that the job needs lies in its directory, but the distribution. */
    private JobSubmission resumed(Configuration conf, UserJars jars, ProgressLine progress)
            throws IOException, FaultySpecificationException {
        var given = ResumedJob.directory(resume);
        var directory = given.getFileSystem(conf).makeQualified(given);
        ParseResult words = command.commandLine().getParseResult();
        Set<String> allowed =
                new TreeSet<>(
                        Set.of(
                                "--resume",
                                "--max-steps",
                                "--jars",
                                "--json",
                                "--java-home",
                                "--detach"));
        allowed.addAll(QueueOptions.NAMES);
        allowed.addAll(HadoopOptions.NAMES);
        allowed.addAll(KerberosOptions.NAMES);
        allowed.addAll(ChangedResources.options());
        ResumedJob left = new ResumedJob(directory, words, allowed);
        JobSpec spec =
                left.spec(
                        had -> ChangedResources.of(words).apply(left.longer(had, job.maxSteps)),
                        ClusterTraining::faults,
                        jars.described(),
                        conf);
        JobAdmission.warning(spec).ifPresent(progress::notice);
        progress.expect(spec);
        return new JobSubmission(
                spec,
                left.root(spec),
                ClusterTraining.archive(),
                yarn.javaHome(),
                jars.files(),
                Optional.empty(),
                Optional.empty(),
                yarn.kerberos.keytab(),
                yarn.entry());
    }

    private JobSubmission onCluster(
            Configuration conf, String jobId, UserJars jars, ProgressLine progress)
            throws IOException, FaultySpecificationException {
        FileSystem fs = FileSystem.get(conf);
        var ownRoot =
                fs.makeQualified(new org.apache.hadoop.fs.Path(fs.getHomeDirectory(), "draco"));
        DatasetSource dataset = DatasetSource.of(job, conf);
        JobSpec asked = job.toSpec(jobId, dataset.directory(ownRoot).toString(), jars.described());
        dataset.requireSound(asked, ClusterTraining.faults(asked), conf);
        JobAdmission.warning(asked).ifPresent(progress::notice);
        dataset.makeReady(ownRoot, conf);
        JobSpec spec = job.inSteps(asked, dataset.trainingSamples(asked.data().uri(), conf));
        progress.expect(spec);
        var root = dataset.root().orElse(ownRoot);
        return new JobSubmission(
                NetworkFile.inJob(spec, new DracoLayout(root).job(jobId)),
                root,
                ClusterTraining.archive(),
                yarn.javaHome(),
                jars.files(),
                NetworkFile.onThisMachine(spec.network()),
                job.start.parameters(),
                yarn.kerberos.keytab(),
                yarn.entry());
    }
}
