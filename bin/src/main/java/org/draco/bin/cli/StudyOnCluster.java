package org.draco.bin.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.client.SoloClient;
import org.draco.am.client.SoloMeans;
import org.draco.bin.reproduce.PlannedRun;
import org.draco.bin.reproduce.RunStore;
import org.draco.bin.reproduce.StudyRunner;
import org.draco.layout.DracoLayout;
import org.draco.layout.job.JobSpec;

/**
 * Each run is an application of a cluster, and they lie on the cluster's file system. A Ctrl-C kills those that this command has
 * started.
 *
 * @param configuration of the cluster
 * @param root qualified: under which runs, data sets and the distribution lie
 * @param means what applications are submitted with
 * @param resources what a run's application gets, beside what the study says
 */
record StudyOnCluster(
        Configuration configuration, Path root, SoloMeans means, UnaryOperator<JobSpec> resources)
        implements StudyPlace {

    /** What a small cluster bears beside other people's jobs. */
    private static final int USUAL_JOBS = 4;

    /**
     * The cluster that options name.
     *
     * @param given the directory on it, as it was given; null for the user's own
     * @throws FaultySpecificationException if it is no cluster, or the directory is on this machine
     */
    static StudyOnCluster of(YarnOptions yarn, String given, UnaryOperator<JobSpec> resources)
            throws IOException, FaultySpecificationException {
        Configuration conf = yarn.hadoop.configuration();
        yarn.kerberos.logIn(false);
        HadoopOptions.requireCluster(conf, ", or leave out --yarn");
        Path root =
                given == null
                        ? new Path(FileSystem.get(conf).getHomeDirectory(), "draco")
                        : Place.of("--root", "a directory such as hdfs:///user/me/draco", given);
        Path qualified = root.getFileSystem(conf).makeQualified(root);
        if (qualified.toUri().getScheme().equals("file")) {
            throw new FaultySpecificationException(
                    List.of(
                            "--root: expected with --yarn a directory on a file system of the cluster, e.g. hdfs:///user/me/draco,"
                                    + " found one of this machine, "
                                    + qualified));
        }
        SoloMeans means =
                new SoloMeans(
                        ClusterTraining.archive(),
                        yarn.javaHome(),
                        yarn.kerberos.keytab(),
                        yarn.entry());
        return new StudyOnCluster(conf, qualified, means, resources);
    }

    /** The options that mean nothing where there is no cluster. */
    static Set<String> options() {
        Set<String> names = new TreeSet<>(ChangedResources.names(new YarnOptions()));
        names.removeAll(HadoopOptions.NAMES);
        names.addAll(ChangedResources.names(new MasterOptions()));
        return names;
    }

    @Override
    public RunStore store() throws IOException {
        return new RunStore(root.getFileSystem(configuration), new DracoLayout(root));
    }

    @Override
    public int usualJobs() {
        return USUAL_JOBS;
    }

    @Override
    @SuppressWarnings("try") // the duty at exit is held, not used
    public Map<String, String> make(List<PlannedRun> pending, int jobs, StudyProgress progress)
            throws IOException, InterruptedException {
        try (SoloClient client = new SoloClient(configuration, root, means);
                ApplicationRuns runs = new ApplicationRuns(client, store(), resources);
                AtExit killer =
                        new AtExit(AtExit.KILL_JOB, () -> progress.interrupted(killed(runs)))) {
            return new StudyRunner(runs, jobs).run(pending, progress);
        }
    }

    private static String killed(ApplicationRuns runs) {
        int many = runs.started();
        runs.close();
        return "; applications killed: " + many;
    }
}
