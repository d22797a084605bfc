package org.draco.bin.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.client.Applications;
import org.draco.am.client.EvaluationSubmission;
import org.draco.am.client.SubmissionRefusedException;
import org.draco.bin.evaluate.LocalEvaluation;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.evaluation.BestModel;
import org.draco.layout.evaluation.EvaluationOutcome;
import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.job.JobApplication;
import org.draco.layout.job.JobSpec;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code draco evaluate}: how good the models of a job are, after it or beside it. */
@Command(
        name = "evaluate",
        description =
                "Judges the checkpoints of a job: loss, top-1, top-5, each class, who is taken for whom, and the best model.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true)
final class EvaluateCommand implements Callable<Integer> {

    @Spec CommandSpec command;

    @Mixin EvaluationOptions evaluation = new EvaluationOptions();

    @Option(
            names = "--local",
            description =
                    "In this process, without YARN; directories without a scheme are then on this machine (default: on the Hadoop"
                            + " cluster that HADOOP_CONF_DIR names).")
    boolean local;

    @Mixin OutputOptions output = new OutputOptions();

    @Mixin JarOptions jars = new JarOptions();

    @ArgGroup(
            exclusive = false,
            validate = false,
            heading = "%nWhat its processes get; what is not given is as it was for the job:%n")
    ProcessOptions processes = new ProcessOptions();

    @Mixin DetachOption leave = new DetachOption();

    @Mixin YarnOptions yarn = new YarnOptions();

    @Override
    public Integer call()
            throws IOException,
                    InterruptedException,
                    FaultySpecificationException,
                    SubmissionRefusedException {
        requireAClusterWhereOneIsMeant();
        Configuration conf = yarn.hadoop.configuration();
        if (!local) {
            yarn.kerberos.logIn(false);
            HadoopOptions.requireCluster(conf, ", or evaluate with --local");
        }
        EvaluationProgress progress = new EvaluationProgress(command.commandLine().getErr());
        EvaluatedJob job = EvaluatedJob.read(path("--model-dir", evaluation.modelDir), conf);
        EvaluationLayout target =
                evaluation.output == null
                        ? job.usualPlace(evaluation)
                        : new EvaluationLayout(path("--output", evaluation.output));
        target = qualified(target, conf);
        if (!local && !evaluation.once) {
            evaluation.once = isDead(job, conf, progress);
        }
        try (UserJars open = UserJars.open(jarsOf(job, conf), conf)) {
            JobSpec means =
                    ChangedResources.of(command.commandLine().getParseResult()).apply(job.spec());
            EvaluationSpec spec = job.evaluation(evaluation, target, means, open.described(), conf);
            return local
                    ? here(spec, target, conf, progress)
                    : onCluster(job, spec, target, conf, progress);
        }
    }

    private void requireAClusterWhereOneIsMeant() throws FaultySpecificationException {
        Set<String> ofClusters = new TreeSet<>(Set.of("--detach", "--java-home", "--queue"));
        ofClusters.addAll(QueueOptions.NAMES);
        ofClusters.addAll(KerberosOptions.NAMES);
        ParseResult words = command.commandLine().getParseResult();
        List<String> given =
                local ? ofClusters.stream().filter(words::hasMatchedOption).toList() : List.of();
        if (!given.isEmpty()) {
            throw new FaultySpecificationException(
                    given.stream()
                            .map(name -> name + ": expected on a cluster only, found --local")
                            .toList());
        }
    }

    private int here(
            EvaluationSpec spec,
            EvaluationLayout target,
            Configuration conf,
            EvaluationProgress progress)
            throws IOException, InterruptedException {
        try (TemporaryDirectory work = new TemporaryDirectory("draco-evaluate-")) {
            EvaluationOutcome outcome =
                    new LocalEvaluation(spec, conf, work.path().resolve("cache"), progress)
                            .run(target);
            return output.finish(
                    new EvaluationSummary(
                            outcome,
                            BestModel.readIfPresent(target.dir().getFileSystem(conf), target),
                            target.dir().toString()),
                    command.commandLine().getOut());
        }
    }

    private int onCluster(
            EvaluatedJob job,
            EvaluationSpec spec,
            EvaluationLayout target,
            Configuration conf,
            EvaluationProgress progress)
            throws IOException,
                    InterruptedException,
                    FaultySpecificationException,
                    SubmissionRefusedException {
        EvaluationSubmission submission =
                new EvaluationSubmission(
                        spec,
                        job.spec(),
                        target,
                        evaluation.output == null ? job.root() : ownRoot(conf),
                        ClusterTraining.archive(),
                        yarn.javaHome(),
                        yarn.kerberos.keytab(),
                        yarn.entry());
        ClusterEvaluation cluster = new ClusterEvaluation(conf, progress);
        return output.finish(
                leave.detach ? cluster.leave(submission) : cluster.run(submission),
                command.commandLine().getOut());
    }

    /** Who may write where it likes need not be one who may write where the job lies. */
    private static Path ownRoot(Configuration conf) throws IOException {
        FileSystem fs = FileSystem.get(conf);
        return fs.makeQualified(new Path(fs.getHomeDirectory(), "draco"));
    }

    /** Whether the job's application is over: one that was killed does not say itself that training is over. */
    private static boolean isDead(EvaluatedJob job, Configuration conf, EvaluationProgress progress)
            throws IOException {
        Optional<JobApplication> application =
                JobApplication.readIfPresent(job.layout().dir().getFileSystem(conf), job.layout());
        if (application.isEmpty()) {
            return false;
        }
        try (Applications applications = new Applications(conf)) {
            return applications.view(application.get().id()).state().isEnd();
        } catch (IOException forgotten) {
            progress.notice(
                    "whether the training still runs is not known (%s); following it until it says that it is over"
                            .formatted(forgotten.getMessage()));
            return false;
        }
    }

    /** Those that are given, else those that lie with the job. */
    private List<String> jarsOf(EvaluatedJob job, Configuration conf) throws IOException {
        if (!jars.jars.isEmpty()) {
            return jars.jars;
        }
        return job.jars(conf);
    }

    private Path path(String option, String given) throws FaultySpecificationException {
        return local
                ? Place.orLocal(option, "a directory", given)
                : Place.of(option, "a directory", given);
    }

    private static EvaluationLayout qualified(EvaluationLayout layout, Configuration conf)
            throws IOException {
        FileSystem fs = layout.dir().getFileSystem(conf);
        return new EvaluationLayout(fs.makeQualified(layout.dir()));
    }
}
