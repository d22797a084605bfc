package org.draco.am.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.client.api.YarnClientApplication;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.draco.am.access.FileSystemTokens;
import org.draco.am.access.Keytab;
import org.draco.am.yarn.ContainerFiles;
import org.draco.am.yarn.ContainerLaunch;
import org.draco.am.yarn.MasterArguments;
import org.draco.am.yarn.MasterKeytab;
import org.draco.am.yarn.Role;
import org.draco.am.yarn.StagedConfiguration;
import org.draco.layout.DracoLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobApplication;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits jobs that an ApplicationMaster does itself, many of them to one cluster, and finds those that run already. How long each may
 * wait for its ApplicationMaster is counted while none of them runs.
 *
 * <p>Thread-safe for different jobs. Close it after the jobs that it has submitted: they speak to YARN through it.
 */
public final class SoloClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SoloClient.class);

    private final YarnConfiguration conf;
    private final DracoLayout root;
    private final SoloMeans means;
    private final YarnClient yarn;
    private final QueueTurns turns = new QueueTurns(System::nanoTime);
    private Optional<Path> sentArchive = Optional.empty();

    /**
     * Begins a conversation with YARN.
     *
     * @param conf the cluster's configuration; containers get a copy of what it sets
     * @param root directory under which everything lies, on a file system that every node can reach
     * @param means what all of the jobs are submitted with
     * @throws IOException if no ResourceManager listens where the configuration says
     */
    public SoloClient(Configuration conf, Path root, SoloMeans means) throws IOException {
        this.conf = new YarnConfiguration(conf);
        this.root = new DracoLayout(root.getFileSystem(conf).makeQualified(root));
        this.means = means;
        this.yarn = Conversation.begin(this.conf);
    }

    /**
     * The application that works at a job now, if there is one; whoever follows it may leave it to itself.
     *
     * @param spec a job that has a {@link DracoLayout#run}
     * @throws IOException if the ResourceManager or the file system fails
     */
    public Optional<RunningTraining> running(JobSpec spec) throws IOException {
        JobLayout layout = root.run(spec.job());
        Optional<JobApplication> last =
                JobApplication.readIfPresent(layout.dir().getFileSystem(conf), layout);
        try {
            if (ApplicationRequest.notOver(yarn, "run", last).isEmpty()) {
                return Optional.empty();
            }
        } catch (YarnException cause) {
            throw unanswered(cause);
        }
        return Optional.of(follow(ApplicationId.fromString(last.orElseThrow().id()), spec));
    }

    /**
     * Submits a job in its {@link DracoLayout#run}: checks it against the cluster, makes its directory or goes on with the one that is
     * there, asks YARN.
     *
     * @param spec the job, already found free of faults; it needs no jars and no files of the user's
     * @param name shown in YARN's lists, unless the means have another
     * @throws SubmissionRefusedException if it cannot run as asked for, or runs already; nothing has started
     * @throws IOException if the file system or the ResourceManager fails
     */
    public RunningTraining submit(JobSpec spec, String name)
            throws IOException, SubmissionRefusedException {
        JobLayout layout = root.run(spec.job());
        FileSystem fs = layout.dir().getFileSystem(conf);
        try {
            YarnClientApplication application = yarn.createApplication();
            refuse(faults(spec, application, JobApplication.readIfPresent(fs, layout)));
            Path archive = archive();
            boolean fresh = !fs.exists(layout.dir());
            stage(fs, layout);
            ApplicationSubmissionContext context = application.getApplicationSubmissionContext();
            JobFile.write(fs, layout, spec);
            request(spec, name, layout, archive, MasterKeytab.send(fs, layout, means.keytab()))
                    .describe(context);
            new JobApplication(context.getApplicationId().toString()).write(fs, layout);
            LOG.debug("Submitting {} as {}", layout.dir(), context.getApplicationId());
            ask(context, fs, layout, fresh);
            return follow(context.getApplicationId(), spec);
        } catch (YarnException cause) {
            throw unanswered(cause);
        }
    }

    private static IOException unanswered(YarnException cause) {
        return new IOException("the ResourceManager cannot be asked: " + cause.getMessage(), cause);
    }

    private static void refuse(List<String> faults) throws SubmissionRefusedException {
        if (!faults.isEmpty()) {
            throw new SubmissionRefusedException(faults);
        }
    }

    private List<String> faults(
            JobSpec spec, YarnClientApplication application, Optional<JobApplication> last)
            throws IOException, YarnException {
        Resource largest = application.getNewApplicationResponse().getMaximumResourceCapability();
        List<String> faults =
                new ArrayList<>(
                        new ClusterLimits(largest)
                                .faults(spec.containers(), EnumSet.of(Role.SOLO)));
        faults.addAll(ArchiveStore.faults(means.archive()));
        faults.addAll(means.entry().faults());
        faults.addAll(ApplicationRequest.notOver(yarn, "run", last));
        return faults;
    }

    /** Digested and sent once, however many jobs there are. */
    private synchronized Path archive() throws IOException {
        if (sentArchive.isEmpty()) {
            FileSystem fs = root.root().getFileSystem(conf);
            sentArchive = Optional.of(new ArchiveStore(fs, root).add(means.archive()));
        }
        return sentArchive.get();
    }

    private void stage(FileSystem fs, JobLayout layout)
            throws IOException, SubmissionRefusedException {
        try {
            StagedConfiguration.renew(conf, fs, layout);
        } catch (FileAlreadyExistsException other) {
            throw new SubmissionRefusedException(
                    List.of(
                            "run: expected to be the only one who submits it, found another at it in "
                                    + layout.dir()));
        }
        fs.delete(layout.outcome(), false);
    }

    private ApplicationRequest request(
            JobSpec spec, String name, JobLayout layout, Path archive, MasterKeytab keytab)
            throws IOException {
        ContainerFiles files = new ContainerFiles(conf, archive, layout, layout, spec.jars());
        return new ApplicationRequest(
                Role.SOLO,
                name,
                spec.containers(),
                spec.recovery(),
                ContainerLaunch.byCurrentUser(spec.containers(), files, means.javaHome()),
                new MasterArguments(
                        false,
                        layout.dir().toUri(),
                        archive.toUri(),
                        means.javaHome(),
                        means.keytab().map(Keytab::principal)),
                tokens(spec, layout, archive),
                keytab,
                means.entry());
    }

    private Credentials tokens(JobSpec spec, JobLayout layout, Path archive) throws IOException {
        return FileSystemTokens.ofJob(conf, layout, archive, spec)
                .obtain(Conversation.renewer(conf));
    }

    private void ask(
            ApplicationSubmissionContext context, FileSystem fs, JobLayout layout, boolean fresh)
            throws IOException, SubmissionRefusedException {
        try {
            yarn.submitApplication(context);
        } catch (YarnException cause) {
            if (fresh) {
                fs.delete(layout.dir(), true);
            }
            throw new SubmissionRefusedException(
                    List.of("the ResourceManager refuses the run: " + cause.getMessage()));
        }
    }

    private RunningTraining follow(ApplicationId id, JobSpec spec) throws IOException {
        JobLayout layout = root.run(spec.job());
        return new RunningTraining(
                new RunningTraining.Sources(
                        new YarnApplication(yarn, id, spec.containers().queue()),
                        layout.dir().getFileSystem(conf),
                        layout,
                        System::nanoTime,
                        TimeUnit.NANOSECONDS::sleep),
                spec,
                turns);
    }

    /** Ends the conversation with YARN; jobs are left as they are. */
    @Override
    public void close() {
        yarn.stop();
    }
}
