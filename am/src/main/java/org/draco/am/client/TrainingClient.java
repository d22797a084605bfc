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
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceTypeInfo;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.client.api.YarnClientApplication;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.draco.am.access.FileSystemTokens;
import org.draco.am.access.Keytab;
import org.draco.am.link.JobSecrets;
import org.draco.am.link.ServerIdentity;
import org.draco.am.yarn.ContainerFiles;
import org.draco.am.yarn.ContainerLaunch;
import org.draco.am.yarn.MasterArguments;
import org.draco.am.yarn.MasterCredentials;
import org.draco.am.yarn.MasterKeytab;
import org.draco.am.yarn.ResourceTypes;
import org.draco.am.yarn.Role;
import org.draco.codec.wire.JobKey;
import org.draco.layout.DracoLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobApplication;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits training jobs to the cluster that a configuration names. Not thread-safe. Close it after the jobs that it has
 * submitted: they speak to YARN through it.
 */
public final class TrainingClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingClient.class);

    private final YarnConfiguration conf;
    private final YarnClient yarn;

    /**
     * Begins a conversation with YARN.
     *
     * @param conf the cluster's configuration; containers get a copy of what it sets
     * @throws IOException if no ResourceManager listens where the configuration says
     */
    public TrainingClient(Configuration conf) throws IOException {
        this.conf = new YarnConfiguration(conf);
        this.yarn = Conversation.begin(this.conf);
    }

    /**
     * Submits a job: checks it against the cluster, writes its directory, sends the archive unless it is there, asks YARN.
     *
     * @throws SubmissionRefusedException if it cannot run as asked for; nothing has started, no job directory is left
     * @throws IOException if HDFS or the ResourceManager fails
     */
    public RunningTraining submit(JobSubmission submission)
            throws IOException, SubmissionRefusedException {
        return start(submission, false);
    }

    /**
     * Submits a job that has a directory already: it goes on from its newest checkpoint, whether it had failed or is to train for
     * longer. Its jars, network file and initial parameters are those that it has.
     *
     * @throws SubmissionRefusedException if it cannot run as asked for, or runs still; the job is left as it was
     * @throws IOException if HDFS or the ResourceManager fails
     */
    public RunningTraining resume(JobSubmission submission)
            throws IOException, SubmissionRefusedException {
        return start(submission, true);
    }

    private RunningTraining start(JobSubmission submission, boolean again)
            throws IOException, SubmissionRefusedException {
        DracoLayout root = new DracoLayout(qualified(submission.root()));
        JobLayout layout = root.job(submission.spec().job());
        FileSystem fs = layout.dir().getFileSystem(conf);
        try {
            List<ResourceTypeInfo> types = typesFor(submission.spec());
            YarnClientApplication application = yarn.createApplication();
            List<String> faults = new ArrayList<>(shortages(submission.spec(), types, application));
            faults.addAll(ArchiveStore.faults(submission.archive()));
            faults.addAll(submission.entry().faults());
            JobStaging staging = new JobStaging(conf, fs, layout);
            faults.addAll(
                    again
                            ? ApplicationRequest.notOver(
                                    yarn, "job", JobApplication.readIfPresent(fs, layout))
                            : staging.faults());
            faults.addAll(new ShippedFiles(conf).faults());
            if (!faults.isEmpty()) {
                throw new SubmissionRefusedException(faults);
            }
            Path archive = new ArchiveStore(fs, root).add(submission.archive());
            if (again) {
                staging.renew();
            } else {
                staging.begin(submission);
            }
            MasterKeytab keytab = MasterKeytab.send(fs, layout, submission.keytab());
            ApplicationSubmissionContext context = application.getApplicationSubmissionContext();
            request(submission, layout, archive, keytab).describe(context);
            JobFile.write(fs, layout, submission.spec());
            new JobApplication(context.getApplicationId().toString()).write(fs, layout);
            ask(context, fs, layout, again);
            YarnApplication asked =
                    new YarnApplication(
                            yarn,
                            context.getApplicationId(),
                            submission.spec().containers().queue());
            return new RunningTraining(
                    new RunningTraining.Sources(
                            asked, fs, layout, System::nanoTime, TimeUnit.NANOSECONDS::sleep),
                    submission.spec(),
                    new QueueTurns(System::nanoTime));
        } catch (YarnException cause) {
            throw new IOException(
                    "the ResourceManager cannot be asked: " + cause.getMessage(), cause);
        }
    }

    private Path qualified(Path path) throws IOException {
        return path.getFileSystem(conf).makeQualified(path);
    }

    /** A job on GPUs needs to know what the cluster counts before it asks how much there is; others do not ask. */
    private List<ResourceTypeInfo> typesFor(JobSpec spec) throws IOException, YarnException {
        if (!spec.containers().gpu()) {
            return List.of();
        }
        List<ResourceTypeInfo> types = yarn.getResourceTypeInfo();
        ResourceTypes.learn(types);
        return types;
    }

    /** What the cluster has too little of. */
    private List<String> shortages(
            JobSpec spec, List<ResourceTypeInfo> types, YarnClientApplication application)
            throws IOException, YarnException {
        Resource largest = application.getNewApplicationResponse().getMaximumResourceCapability();
        List<String> faults = new ArrayList<>(new ClusterLimits(largest).faults(spec.containers()));
        if (spec.containers().gpu()) {
            List<NodeReport> running = yarn.getNodeReports(NodeState.RUNNING);
            GpuOffer offer = GpuOffer.of(types, largest, running);
            faults.addAll(offer.faults(spec.resilience().workers()));
        }
        return faults;
    }

    private ApplicationRequest request(
            JobSubmission submission, JobLayout layout, Path archive, MasterKeytab keytab)
            throws IOException {
        JobSpec spec = submission.spec();
        ContainerFiles files = new ContainerFiles(conf, archive, layout, layout, spec.jars());
        return new ApplicationRequest(
                Role.MASTER,
                "draco " + spec.job(),
                spec.containers(),
                spec.recovery(),
                ContainerLaunch.byCurrentUser(spec.containers(), files, submission.javaHome()),
                new MasterArguments(
                        false,
                        layout.dir().toUri(),
                        archive.toUri(),
                        submission.javaHome(),
                        submission.keytab().map(Keytab::principal)),
                new MasterCredentials(tokens(layout, archive, spec), newSecrets(spec)).toDeliver(),
                keytab,
                submission.entry());
    }

    /** Made here, so that each of the job's ApplicationMasters has the same. */
    private static JobSecrets newSecrets(JobSpec spec) {
        Optional<ServerIdentity> identity =
                spec.wire().encrypt() ? Optional.of(NewIdentity.generate()) : Optional.empty();
        return new JobSecrets(JobKey.random(), identity);
    }

    /** What the job's processes need to reach its file systems; nothing on a cluster without Kerberos. */
    private Credentials tokens(JobLayout layout, Path archive, JobSpec spec) throws IOException {
        return FileSystemTokens.ofJob(conf, layout, archive, spec)
                .obtain(Conversation.renewer(conf));
    }

    /** A ResourceManager says no for the queue's sake or the user's: his mistake, and nothing has run. */
    private void ask(
            ApplicationSubmissionContext context, FileSystem fs, JobLayout layout, boolean again)
            throws IOException, SubmissionRefusedException {
        try {
            LOG.info("Submitting {} as {}", layout.dir(), context.getApplicationId());
            yarn.submitApplication(context);
        } catch (YarnException cause) {
            if (!again) {
                fs.delete(layout.dir(), true);
            }
            throw new SubmissionRefusedException(
                    List.of("the ResourceManager refuses the job: " + cause.getMessage()));
        }
    }

    /** Ends the conversation with YARN; jobs are left as they are. */
    @Override
    public void close() {
        yarn.stop();
    }
}
