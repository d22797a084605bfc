package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.TrainingListener;
import org.draco.am.client.TrainingReport;
import org.draco.bin.embedded.BriefContainers;
import org.draco.bin.embedded.FaultyCluster;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.MasterAddress;
import org.draco.layout.job.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What dies, dies in the middle of a job: in the end there is the model, to the bit, that an undisturbed run has, with a row of each
 * step and each evaluation.
 */
class FaultJobIT {

    private static final int MEMORY_MB = 12_000;
    private static final int STEPS = 30;
    private static final int EVERY = 10;

    @TempDir private static Path directory;

    private static FaultyCluster daemons;
    private static DisturbedJobs jobs;

    @BeforeAll
    static void startTheCluster() throws IOException {
        daemons = FaultyCluster.start(directory, MEMORY_MB, BriefContainers.settings());
        jobs = DisturbedJobs.on(daemons, STEPS, EVERY, directory);
    }

    @AfterAll
    static void stopTheCluster() {
        daemons.close();
        assertEquals(
                List.of(),
                JobProcesses.workersBelow(jobs.cluster().layout().root()),
                "no worker outlives the cluster");
    }

    @Test
    void aWorkerIsKilledBeforeItHasJoined() throws Exception {
        Outcome outcome =
                jobs.trainUnder((processes, job) -> JobProcesses.kill(() -> processes.worker(2)));
        assertEquals(1, outcome.replacements());
    }

    /** Its group decides without it; if training is over before YARN tells of its end, nobody takes its place. */
    @Test
    void aWorkerIsKilledInMidStep() throws Exception {
        Outcome outcome =
                jobs.trainUnder(
                        (processes, job) -> {
                            jobs.awaitStep(job, 3);
                            JobProcesses.kill(() -> processes.worker(2));
                        });
        assertTrue(outcome.replacements() <= 1, outcome::toString);
    }

    /** More than their group bears: the step waits for those who come in their place. */
    @Test
    void twoWorkersOfOneGroupAreKilledAtOnce() throws Exception {
        Outcome outcome =
                jobs.trainUnder(
                        (processes, job) -> {
                            jobs.awaitStep(job, 3);
                            JobProcesses.kill(() -> processes.worker(0));
                            JobProcesses.kill(() -> processes.worker(1));
                        });
        assertEquals(2, outcome.replacements());
    }

    /** They are connected and say nothing. */
    @Test
    void twoWorkersOfOneGroupHang() throws Exception {
        JobOptions options = jobs.options();
        options.resources.stepSeconds = 5;
        Outcome outcome =
                jobs.trainUnder(
                        options,
                        (processes, job) -> {
                            jobs.awaitStep(job, 3);
                            JobProcesses.freeze(() -> processes.worker(1));
                            JobProcesses.freeze(() -> processes.worker(2));
                        });
        assertEquals(2, outcome.replacements());
    }

    private static JobOptions inPairs() {
        JobOptions options = jobs.options();
        options.resources.workersPerContainer = 2;
        return options;
    }

    /** For faults that strike others: fewer processes to start. */
    private static JobOptions inOneProcess() {
        JobOptions options = jobs.options();
        options.resources.workersPerContainer = 3;
        return options;
    }

    /** Their group cannot do without both: the step waits for the process that gets their ranks. */
    @Test
    void aProcessOfTwoWorkersIsKilled() throws Exception {
        Outcome outcome =
                jobs.trainUnder(
                        inPairs(),
                        (processes, job) -> {
                            jobs.awaitStep(job, 3);
                            JobProcesses.kill(() -> processes.worker(0, 1));
                        });
        assertEquals(1, outcome.replacements());
    }

    @Test
    @Tag("long")
    void aProcessOfTwoWorkersHangs() throws Exception {
        JobOptions options = inPairs();
        options.resources.stepSeconds = 5;
        Outcome outcome =
                jobs.trainUnder(
                        options,
                        (processes, job) -> {
                            jobs.awaitStep(job, 3);
                            JobProcesses.freeze(() -> processes.worker(0, 1));
                        });
        assertEquals(1, outcome.replacements());
    }

    @Test
    void theEvaluatorIsKilled() throws Exception {
        Outcome outcome =
                jobs.trainUnder(
                        inOneProcess(),
                        (processes, job) -> {
                            jobs.awaitFile(job.model(0));
                            JobProcesses.kill(processes::evaluator);
                        });
        assertEquals(1, outcome.replacements());
    }

    private static void awaitSecondMaster(JobLayout job) throws Exception {
        while (MasterAddress.readIfPresent(jobs.cluster().hdfs(), job).orElseThrow().attempt()
                < 2) {
            Thread.sleep(DisturbedJobs.LOOK_MILLIS);
        }
    }

    /** Encrypted: the workers that outlive it must know the next one by the same certificate. */
    @Test
    void theApplicationMasterIsKilledInMidStep() throws Exception {
        JobOptions options = jobs.options();
        options.resources.encrypt = true;
        jobs.trainUnder(
                options,
                (processes, job) -> {
                    jobs.awaitStep(job, EVERY + 3);
                    JobProcesses.kill(processes::master);
                    awaitSecondMaster(job);
                });
    }

    /** The next one asks for steps again of which the workers hold later velocities. */
    @Test
    @Tag("long")
    void theApplicationMasterIsKilledWhileWorkersHaveMomentum() throws Exception {
        jobs.with("--approach", "baseline", "--momentum-at", "worker")
                .trainUnder(
                        (processes, job) -> {
                            jobs.awaitStep(job, EVERY + 3);
                            JobProcesses.kill(processes::master);
                            awaitSecondMaster(job);
                        });
    }

    /** As its node's manager does when the node is taken away. */
    @Test
    @Tag("long")
    void theApplicationMasterIsToldToEnd() throws Exception {
        jobs.trainUnder(
                (processes, job) -> {
                    jobs.awaitStep(job, EVERY + 3);
                    processes.master().forEach(ProcessHandle::destroy);
                    awaitSecondMaster(job);
                });
    }

    @Test
    void theApplicationMasterIsKilledBeforeItsWorkersHaveJoined() throws Exception {
        jobs.trainUnder(
                (processes, job) -> {
                    jobs.awaitFile(job.master());
                    JobProcesses.kill(processes::master);
                    awaitSecondMaster(job);
                });
    }

    @Test
    void theApplicationMasterIsKilledAroundACheckpoint() throws Exception {
        jobs.trainUnder(
                inOneProcess(),
                (processes, job) -> {
                    jobs.awaitStep(job, EVERY - 1);
                    jobs.awaitFile(job.checkpoint(EVERY));
                    JobProcesses.kill(processes::master);
                    awaitSecondMaster(job);
                });
    }

    @Test
    void theResourceManagerIsRestarted() throws Exception {
        jobs.trainUnder(
                inOneProcess(),
                (processes, job) -> {
                    jobs.awaitStep(job, 3);
                    daemons.restartResourceManager();
                });
    }

    @Test
    void aDataNodeIsStopped() throws Exception {
        jobs.trainUnder(
                inOneProcess(),
                (processes, job) -> {
                    jobs.awaitStep(job, 3);
                    AutoCloseable again = daemons.stopDataNode(0);
                    jobs.awaitFile(job.checkpoint(EVERY));
                    again.close();
                });
    }

    @Test
    void aJobThatHasFailedGoesOnWhenItIsResumed() throws Exception {
        JobOptions options = jobs.options();
        options.recovery.maxReplacements = 0;
        JobSubmission submission = jobs.cluster().submission(options);
        JobLayout job = jobs.cluster().layout().job(submission.spec().job());
        TrainingReport report =
                jobs.trainWhile(
                        submission,
                        (processes, layout) -> {
                            jobs.awaitStep(layout, EVERY + 2);
                            JobProcesses.kill(() -> processes.worker(0));
                            JobProcesses.kill(() -> processes.worker(1));
                        });
        assertFalse(report.succeeded());
        String why = report.failure().orElseThrow();
        assertTrue(why.contains("group 0 (workers 0..2)"), why);
        assertTrue(why.contains("worker 0: container_"), why);

        Outcome outcome = jobs.assertUndisturbed(jobs.cluster().resume(submission), job);
        assertEquals(EVERY, outcome.fromStep());
    }

    @Test
    @Tag("long")
    void aJobThatIsOverIsTrainedForLonger() throws Exception {
        JobSubmission submission = jobs.cluster().submission(jobs.options());
        JobLayout job = jobs.cluster().layout().job(submission.spec().job());
        TrainingReport shorter =
                jobs.cluster()
                        .train(
                                until(submission, submission.spec().until(EVERY)),
                                new TrainingListener() {});
        assertTrue(shorter.succeeded(), () -> shorter.failure().orElse(""));
        Outcome outcome = jobs.assertUndisturbed(jobs.cluster().resume(submission), job);
        assertEquals(EVERY, outcome.fromStep());
    }

    private static JobSubmission until(JobSubmission submission, JobSpec spec) {
        return new JobSubmission(
                spec, submission.root(), submission.archive(), submission.javaHome());
    }
}
