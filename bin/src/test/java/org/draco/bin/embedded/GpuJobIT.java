package org.draco.bin.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.util.resource.ResourceUtils;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.RunningTraining;
import org.draco.am.client.SubmissionRefusedException;
import org.draco.am.client.TrainingClient;
import org.draco.am.client.TrainingListener;
import org.draco.am.client.TrainingReport;
import org.draco.layout.DracoLayout;
import org.draco.layout.idx.FewDigits;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs on GPUs against a real ResourceManager that counts them, and a node that is configured to offer two without having any:
 * what is asked for, what is refused, what a worker says that finds none.
 */
class GpuJobIT {

    private static final String GPU = "yarn.io/gpu";

    @TempDir private static Path directory;

    private static EmbeddedCluster cluster;
    private static DracoLayout layout;

    @BeforeAll
    static void startAClusterThatCountsGpus() throws IOException {
        Map<String, String> gpus = BriefContainers.settings();
        gpus.put(YarnConfiguration.RESOURCE_TYPES, GPU);
        gpus.put(YarnConfiguration.NM_RESOURCES_PREFIX + GPU, "2");
        gpus.put(
                "yarn.scheduler.capacity.resource-calculator",
                "org.apache.hadoop.yarn.util.resource.DominantResourceCalculator");
        knowResources(gpus);
        cluster = EmbeddedCluster.start(directory, 6_000, gpus, System.out::println);
        FileSystem hdfs = FileSystem.get(cluster.configuration());
        layout = new DracoLayout(hdfs.makeQualified(new org.apache.hadoop.fs.Path("/draco")));
        FewDigits.prepare(hdfs, layout);
    }

    @AfterAll
    static void stopTheCluster() {
        cluster.close();
        knowResources(Map.of());
    }

    /** What resource-types.xml and node-resources.xml are to daemons; once in a JVM, which other clusters follow in. */
    private static void knowResources(Map<String, String> settings) {
        Configuration known = new Configuration(false);
        settings.forEach(known::set);
        ResourceUtils.resetResourceTypes(known);
        ResourceUtils.resetNodeResources();
    }

    /** A client's machine need not know of GPUs, and its containers get what it knows: they learn from the ResourceManager. */
    private static Configuration clientsConfiguration() {
        Configuration known = cluster.configuration();
        known.unset(YarnConfiguration.RESOURCE_TYPES);
        return known;
    }

    private static JobSubmission onGpus(String job, int workers) {
        JobSpec spec =
                new JobSpec(
                        JobSpec.VERSION,
                        job,
                        "LeNet",
                        new JobSpec.Data(
                                FewDigits.NAME, layout.dataset(FewDigits.NAME).dir().toString()),
                        new JobSpec.Training(32, 0.01, 0.9, 3, 3, 1000, 7),
                        JobSpec.Resilience.of(workers, "baseline", 1, 0, "average"),
                        new JobSpec.Experiment(0, "honest", "", false),
                        new Wire("lz4", 5, "bit", 65536, "float32"),
                        new JobSpec.Containers(384, 512, 512, 512, 1, 1, "default", true),
                        new JobSpec.Timeouts(120, 120, 60, 120));
        return new JobSubmission(
                spec,
                layout.root(),
                Path.of(System.getProperty("draco.home"), "draco-containers.tar.gz"),
                Optional.of(System.getProperty("java.home")));
    }

    @Test
    void moreWorkersThanGpusAreRefusedAndLeaveNothing() throws Exception {
        JobSubmission three = onGpus("three-workers", 3);
        try (TrainingClient client = new TrainingClient(clientsConfiguration())) {
            SubmissionRefusedException refused =
                    assertThrows(SubmissionRefusedException.class, () -> client.submit(three));
            assertEquals(
                    List.of(
                            "gpu: expected a GPU for each of 3 workers, found 2 on 1 running node; use at most 2 workers, or leave "
                                    + "--enable-gpu out"),
                    refused.faults());
        }
        org.apache.hadoop.fs.Path job = layout.job("three-workers").dir();
        assertFalse(job.getFileSystem(cluster.configuration()).exists(job));
    }

    /**
     * The node has two GPUs. Did the ApplicationMaster or the evaluator take one, the second worker would wait in vain; did the
     * workers take none, YARN would not account for any.
     */
    @Test
    void eachWorkerGetsAGpuAndSaysWhatItMissesInThisBuild() throws Exception {
        try (TrainingClient client = new TrainingClient(clientsConfiguration());
                RunningTraining running = client.submit(onGpus("two-workers", 2))) {
            TrainingReport report = running.follow(new TrainingListener() {});
            assertFalse(report.succeeded());
            String why = report.failure().orElseThrow();
            assertTrue(
                    why.contains(
                            "gpu: --enable-gpu expected ND4J's CUDA backend on the class path, found none in this distribution"),
                    why);
            assertTrue(gpuSeconds(running.applicationId()) > 0, "GPUs were accounted for");
        }
    }

    private static long gpuSeconds(String application) throws Exception {
        try (YarnClient yarn = YarnClient.createYarnClient()) {
            yarn.init(cluster.configuration());
            yarn.start();
            return yarn.getApplicationReport(ApplicationId.fromString(application))
                    .getApplicationResourceUsageReport()
                    .getResourceSecondsMap()
                    .getOrDefault(GPU, 0L);
        }
    }
}
