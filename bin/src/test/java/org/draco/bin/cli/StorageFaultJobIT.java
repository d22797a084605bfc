package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.TrainingReport;
import org.draco.bin.embedded.FaultyCluster;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.job.JobApplication;
import org.draco.layout.job.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * HDFS has trouble in the middle of a job, on a cluster whose file system has a logical name and two NameNodes. A trouble that passes
 * costs time and nothing else: in the end there is the model, to the bit, of an undisturbed run. One that stays ends the job by its
 * name, and what was written before is whole.
 */
class StorageFaultJobIT {

    private static final int MEMORY_MB = 12_000;
    private static final int STEPS = 90;
    private static final int EVERY = 30;
    private static final String TROUBLE =
            "the checkpoint of step \\d+ cannot be written, trying on for .*";
    private static final int PATIENCE_SECONDS = 60;

    @TempDir private static Path directory;

    private static FaultyCluster daemons;
    private static DisturbedJobs jobs;

    @BeforeAll
    static void startTheCluster() throws IOException {
        daemons = FaultyCluster.startWithStandby(directory, MEMORY_MB);
        jobs = DisturbedJobs.on(daemons, STEPS, EVERY, directory);
        assertEquals("hdfs://nameservice", jobs.cluster().hdfs().getUri().toString());
    }

    @AfterAll
    static void stopTheCluster() {
        daemons.close();
    }

    private static DistributedFileSystem hdfs() {
        return (DistributedFileSystem) jobs.cluster().hdfs();
    }

    /** Returns when the ApplicationMaster has met the trouble; asks no NameNode for it. */
    private static void awaitTrouble(String applicationId, String kind) throws Exception {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!hasMet(applicationId, kind)) {
            if (System.nanoTime() > endNanos) {
                throw new AssertionError("no trouble with " + kind + " in the logs");
            }
            Thread.sleep(DisturbedJobs.LOOK_MILLIS);
        }
    }

    private static boolean hasMet(String applicationId, String kind) throws IOException {
        return daemons.logs(applicationId)
                .lines()
                .anyMatch(line -> line.matches(".*" + TROUBLE + kind + ".*"));
    }

    private static String application(JobLayout job) throws IOException {
        return JobApplication.readIfPresent(hdfs(), job).orElseThrow().id();
    }

    /** How a trouble begins. */
    private interface Beginning {

        /** @return what ends it */
        AutoCloseable begin(JobLayout job) throws Exception;
    }

    /** The evaluator has the same trouble, and must wait too. */
    private static void trainThrough(String kind, Beginning trouble) throws Exception {
        JobOptions options = jobs.options();
        options.resources.storageSeconds = PATIENCE_SECONDS;
        Outcome outcome =
                jobs.trainUnder(
                        options,
                        (processes, job) -> {
                            jobs.awaitStep(job, 2);
                            String id = application(job);
                            AutoCloseable end = trouble.begin(job);
                            try {
                                awaitTrouble(id, kind);
                            } finally {
                                end.close();
                            }
                        });
        assertEquals(0, outcome.replacements());
    }

    @Test
    void theNameNodeIsInSafeMode() throws Exception {
        trainThrough("safe mode", job -> daemons.nameNodes().enterSafeMode());
    }

    @Test
    @Tag("long")
    void theNameNodeStandsByUntilTheOtherIsActive() throws Exception {
        trainThrough("standby", job -> daemons.nameNodes().standBy());
    }

    @Test
    @Tag("long")
    void theNameNodeIsGoneUntilTheOtherIsActive() throws Exception {
        trainThrough("", job -> daemons.nameNodes().stopActive());
    }

    @Test
    @Tag("long")
    void aQuotaIsMetAndLifted() throws Exception {
        trainThrough(
                "quota",
                job -> {
                    forbidNewNames(job);
                    return () -> lift(job.dir());
                });
    }

    private static void forbidNewNames(JobLayout job) throws IOException {
        hdfs().setQuota(job.dir(), 1, HdfsConstants.QUOTA_DONT_SET);
    }

    private static void lift(org.apache.hadoop.fs.Path limited) throws IOException {
        hdfs().setQuota(limited, HdfsConstants.QUOTA_RESET, HdfsConstants.QUOTA_RESET);
    }

    /** There is room for the outcome, and not for a checkpoint. */
    @Test
    @Tag("long")
    void aQuotaThatStaysEndsTheJobWhichGoesOnWhenItIsLifted() throws Exception {
        JobSubmission submission = impatient();
        JobLayout job = jobs.cluster().layout().job(submission.spec().job());
        TrainingReport report =
                jobs.trainWhile(
                        submission,
                        (processes, layout) -> {
                            jobs.awaitStep(layout, EVERY + 1);
                            long used = hdfs().getQuotaUsage(job.checkpoints()).getSpaceConsumed();
                            hdfs().setQuota(
                                            job.checkpoints(),
                                            HdfsConstants.QUOTA_DONT_SET,
                                            used + FaultyCluster.BLOCK_BYTES);
                        });
        assertFailedForTheQuota(report);
        Outcome failed = report.outcome().orElseThrow();
        assertTrue(failed.diagnosis().contains("quota"), failed.diagnosis());
        assertEquals(failed.finalStep(), newestIntact(submission, job));

        lift(job.checkpoints());
        Outcome resumed = jobs.assertUndisturbed(jobs.cluster().resume(submission), job);
        assertEquals(failed.finalStep(), resumed.fromStep());
    }

    /** Not even the outcome can be written: YARN tells the client. */
    @Test
    @Tag("long")
    void aQuotaThatStaysIsNamedWhereNothingCanBeWritten() throws Exception {
        JobSubmission submission = impatient();
        TrainingReport report =
                jobs.trainWhile(
                        submission,
                        (processes, job) -> {
                            jobs.awaitStep(job, EVERY + 1);
                            forbidNewNames(job);
                        });
        assertFailedForTheQuota(report);
        assertEquals(Optional.empty(), report.outcome());
    }

    private static JobSubmission impatient() throws Exception {
        JobOptions options = jobs.options();
        options.resources.storageSeconds = 2;
        return jobs.cluster().submission(options);
    }

    private static void assertFailedForTheQuota(TrainingReport report) {
        assertFalse(report.succeeded());
        String why = report.failure().orElseThrow();
        assertTrue(why.contains("quota"), why);
        assertTrue(why.contains("--storage-timeout"), why);
    }

    private static long newestIntact(JobSubmission submission, JobLayout job) throws IOException {
        return new CheckpointStore(hdfs(), job)
                .newestIntact(
                        submission.spec().digest(),
                        (step, why) -> {
                            throw why;
                        })
                .orElseThrow()
                .step();
    }
}
