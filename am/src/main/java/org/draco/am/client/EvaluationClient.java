package org.draco.am.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.client.api.YarnClientApplication;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.draco.am.access.FileSystemTokens;
import org.draco.am.access.Keytab;
import org.draco.am.link.JobSecrets;
import org.draco.am.yarn.ContainerFiles;
import org.draco.am.yarn.ContainerLaunch;
import org.draco.am.yarn.MasterArguments;
import org.draco.am.yarn.MasterCredentials;
import org.draco.am.yarn.MasterKeytab;
import org.draco.am.yarn.Role;
import org.draco.am.yarn.StagedConfiguration;
import org.draco.codec.wire.JobKey;
import org.draco.layout.DracoLayout;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.job.JobApplication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits evaluations to the cluster that a configuration names. Not thread-safe. Close it after those that it has submitted: they speak
 * to YARN through it.
 */
public final class EvaluationClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationClient.class);

    private final YarnConfiguration conf;
    private final YarnClient yarn;

    /**
     * Begins a conversation with YARN.
     *
     * @param conf the cluster's configuration; containers get a copy of what it sets
     * @throws IOException if no ResourceManager listens where the configuration says
     */
    public EvaluationClient(Configuration conf) throws IOException {
        this.conf = new YarnConfiguration(conf);
        this.yarn = Conversation.begin(this.conf);
    }

    /**
     * Submits an evaluation: checks it against the cluster, writes its directory or takes up the one that is there, sends the archive
     * unless it is there, asks YARN.
     *
     * @throws SubmissionRefusedException if it cannot run as asked for, or runs already; nothing has started
     * @throws IOException if HDFS or the ResourceManager fails
     */
    public RunningEvaluation submit(EvaluationSubmission submission)
            throws IOException, SubmissionRefusedException {
        EvaluationLayout layout = submission.layout();
        FileSystem fs = layout.dir().getFileSystem(conf);
        try {
            YarnClientApplication application = yarn.createApplication();
            Resource largest =
                    application.getNewApplicationResponse().getMaximumResourceCapability();
            List<String> faults =
                    new ArrayList<>(
                            new ClusterLimits(largest).faults(submission.spec().containers()));
            faults.addAll(ArchiveStore.faults(submission.archive()));
            faults.addAll(submission.entry().faults());
            faults.addAll(
                    ApplicationRequest.notOver(
                            yarn, "evaluation", JobApplication.readIfPresent(fs, layout)));
            if (!faults.isEmpty()) {
                throw new SubmissionRefusedException(faults);
            }
            DracoLayout root =
                    new DracoLayout(
                            submission.root().getFileSystem(conf).makeQualified(submission.root()));
            Path archive =
                    new ArchiveStore(root.root().getFileSystem(conf), root)
                            .add(submission.archive());
            StagedConfiguration.renew(conf, fs, layout);
            fs.delete(layout.outcome(), false);
            submission.spec().write(fs, layout);
            ApplicationSubmissionContext context = application.getApplicationSubmissionContext();
            request(submission, archive, MasterKeytab.send(fs, layout, submission.keytab()))
                    .describe(context);
            new JobApplication(context.getApplicationId().toString()).write(fs, layout);
            LOG.info("Submitting {} as {}", layout.dir(), context.getApplicationId());
            ask(context);
            return running(submission, context, fs);
        } catch (YarnException cause) {
            throw new IOException(
                    "the ResourceManager cannot be asked: " + cause.getMessage(), cause);
        }
    }

    private RunningEvaluation running(
            EvaluationSubmission submission, ApplicationSubmissionContext context, FileSystem fs) {
        EvaluationSpec spec = submission.spec();
        return new RunningEvaluation(
                new RunningApplication(
                        new YarnApplication(
                                yarn, context.getApplicationId(), spec.containers().queue()),
                        System::nanoTime,
                        TimeUnit.NANOSECONDS::sleep,
                        spec.timeouts().allocationSeconds(),
                        new QueueTurns(System::nanoTime)),
                fs,
                submission.layout(),
                spec.timeouts().storageSeconds());
    }

    private ApplicationRequest request(
            EvaluationSubmission submission, Path archive, MasterKeytab keytab) throws IOException {
        EvaluationSpec spec = submission.spec();
        EvaluationLayout layout = submission.layout();
        ContainerFiles files =
                new ContainerFiles(
                        conf, archive, layout, new JobLayout(spec.jobDir()), spec.jars());
        return new ApplicationRequest(
                Role.MASTER,
                "draco evaluate " + spec.name(),
                spec.containers(),
                spec.recovery(),
                ContainerLaunch.byCurrentUser(spec.containers(), files, submission.javaHome()),
                new MasterArguments(
                        true,
                        layout.dir().toUri(),
                        archive.toUri(),
                        submission.javaHome(),
                        submission.keytab().map(Keytab::principal)),
                credentials(submission, archive),
                keytab,
                submission.entry());
    }

    /** Nobody connects to the ApplicationMaster of an evaluation: its key opens nothing. */
    private Credentials credentials(EvaluationSubmission submission, Path archive)
            throws IOException {
        Credentials tokens =
                FileSystemTokens.ofEvaluation(
                                conf,
                                submission.layout(),
                                archive,
                                submission.spec(),
                                submission.job())
                        .obtain(Conversation.renewer(conf));
        return new MasterCredentials(tokens, new JobSecrets(JobKey.random(), Optional.empty()))
                .toDeliver();
    }

    private void ask(ApplicationSubmissionContext context)
            throws IOException, SubmissionRefusedException {
        try {
            yarn.submitApplication(context);
        } catch (YarnException cause) {
            throw new SubmissionRefusedException(
                    List.of("the ResourceManager refuses the evaluation: " + cause.getMessage()));
        }
    }

    /** Ends the conversation with YARN; evaluations are left as they are. */
    @Override
    public void close() {
        yarn.stop();
    }
}
