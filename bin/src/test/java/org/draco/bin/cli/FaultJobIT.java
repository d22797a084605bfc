package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.TrainingListener;
import org.draco.am.client.TrainingReport;
import org.draco.bin.embedded.FaultyCluster;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.MasterAddress;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.CsvTail;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
    private static JobCluster jobs;
    private static String undisturbed;

    @BeforeAll
    static void startTheCluster() throws IOException {
        daemons = FaultyCluster.start(directory, MEMORY_MB);
        jobs = new JobCluster(daemons.cluster());
        CommandLineRun run =
                CommandLineRun.of(
                        ("simulate --json --workers 3 --batch-size 64 --seed 7 --max-steps %d --eval-freq %d --train-dir %s"
                                        .formatted(STEPS, EVERY, directory.resolve("simulated")))
                                .split(" "));
        assertEquals(0, run.exitCode(), run.err());
        undisturbed = run.sha256();
    }

    @AfterAll
    static void stopTheCluster() {
        daemons.close();
        assertEquals(List.of(), JobProcesses.allWorkers(), "no worker outlives the cluster");
    }

    private static JobOptions options() {
        JobOptions options = new JobOptions();
        options.workers = 3;
        options.batchSize = 64;
        options.maxSteps = STEPS;
        options.evalFreq = EVERY;
        options.seed = 7;
        options.resources.workerHeapMb = 384;
        return options;
    }

    /** What happens to a job's processes. */
    private interface Fault {
        void strike(JobProcesses processes, JobLayout job) throws Exception;
    }

    private static Outcome trainUnder(Fault fault) throws Exception {
        return trainUnder(options(), fault);
    }

    /** Trains while the fault strikes, and checks all that must not depend on it. */
    private static Outcome trainUnder(JobOptions options, Fault fault) throws Exception {
        JobSubmission submission = jobs.submission(options);
        String id = submission.spec().job();
        JobLayout job = jobs.layout().job(id);
        FutureTask<Void> striking =
                new FutureTask<>(
                        () -> {
                            fault.strike(new JobProcesses(id), job);
                            return null;
                        });
        Thread thread = new Thread(striking, "fault");
        thread.setDaemon(true);
        thread.start();
        TrainingReport report = jobs.train(submission, new TrainingListener() {});
        try {
            striking.get(1, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the fault could not strike", e.getCause());
        }
        return assertUndisturbed(report, job);
    }

    private static Outcome assertUndisturbed(TrainingReport report, JobLayout job)
            throws IOException {
        assertTrue(report.succeeded(), () -> report.failure().orElse(""));
        Outcome outcome = report.outcome().orElseThrow();
        assertEquals(undisturbed, outcome.modelSha256());
        assertEquals(
                LongStream.rangeClosed(1, STEPS).boxed().toList(),
                new CsvTail<>(
                                jobs.hdfs(),
                                job.stepsCsv(),
                                StepRow.header(false),
                                row -> StepRow.parse(row).step())
                        .readOn());
        assertEquals(
                LongStream.rangeClosed(0, STEPS / EVERY).map(i -> i * EVERY).boxed().toList(),
                new CsvTail<>(
                                jobs.hdfs(),
                                job.evaluationCsv(),
                                EvaluationRow.header(),
                                row -> EvaluationRow.parse(row).step())
                        .readOn());
        return outcome;
    }

    /** Returns as soon as a step has its row. */
    private static void awaitStep(JobLayout job, long step) throws Exception {
        long seen = 0;
        CsvTail<Long> rows =
                new CsvTail<>(
                        jobs.hdfs(),
                        job.stepsCsv(),
                        StepRow.header(false),
                        row -> StepRow.parse(row).step());
        while (seen < step) {
            Thread.sleep(10);
            seen = rows.poll().stream().reduce(seen, Math::max);
        }
    }

    private static void awaitFile(org.apache.hadoop.fs.Path file) throws Exception {
        while (!jobs.hdfs().exists(file)) {
            Thread.sleep(10);
        }
    }

    @Test
    void aWorkerIsKilledBeforeItHasJoined() throws Exception {
        Outcome outcome =
                trainUnder((processes, job) -> JobProcesses.kill(() -> processes.worker(2)));
        assertEquals(1, outcome.replacements());
    }

    /** Its group decides without it; if training is over before YARN tells of its end, nobody takes its place. */
    @Test
    void aWorkerIsKilledInMidStep() throws Exception {
        Outcome outcome =
                trainUnder(
                        (processes, job) -> {
                            awaitStep(job, 3);
                            JobProcesses.kill(() -> processes.worker(2));
                        });
        assertTrue(outcome.replacements() <= 1, outcome::toString);
    }

    /** More than their group bears: the step waits for those who come in their place. */
    @Test
    void twoWorkersOfOneGroupAreKilledAtOnce() throws Exception {
        Outcome outcome =
                trainUnder(
                        (processes, job) -> {
                            awaitStep(job, 3);
                            JobProcesses.kill(() -> processes.worker(0));
                            JobProcesses.kill(() -> processes.worker(1));
                        });
        assertEquals(2, outcome.replacements());
    }

    /** They are connected and say nothing. */
    @Test
    void twoWorkersOfOneGroupHang() throws Exception {
        JobOptions options = options();
        options.resources.stepSeconds = 5;
        Outcome outcome =
                trainUnder(
                        options,
                        (processes, job) -> {
                            awaitStep(job, 3);
                            JobProcesses.freeze(() -> processes.worker(1));
                            JobProcesses.freeze(() -> processes.worker(2));
                        });
        assertEquals(2, outcome.replacements());
    }

    @Test
    void theEvaluatorIsKilled() throws Exception {
        Outcome outcome =
                trainUnder(
                        (processes, job) -> {
                            awaitFile(job.model(0));
                            JobProcesses.kill(processes::evaluator);
                        });
        assertEquals(1, outcome.replacements());
    }

    private static int masters(JobLayout job) throws IOException {
        return MasterAddress.readIfPresent(jobs.hdfs(), job).orElseThrow().attempt();
    }

    /** Encrypted: the workers that outlive it must know the next one by the same certificate. */
    @Test
    void theApplicationMasterIsKilledInMidStep() throws Exception {
        JobOptions options = options();
        options.resources.encrypt = true;
        trainUnder(
                options,
                (processes, job) -> {
                    awaitStep(job, EVERY + 3);
                    JobProcesses.kill(processes::master);
                    while (masters(job) < 2) {
                        Thread.sleep(10);
                    }
                });
    }

    /** As its node's manager does when the node is taken away. */
    @Test
    void theApplicationMasterIsToldToEnd() throws Exception {
        trainUnder(
                (processes, job) -> {
                    awaitStep(job, EVERY + 3);
                    processes.master().forEach(ProcessHandle::destroy);
                    while (masters(job) < 2) {
                        Thread.sleep(10);
                    }
                });
    }

    @Test
    void theApplicationMasterIsKilledBeforeItsWorkersHaveJoined() throws Exception {
        trainUnder(
                (processes, job) -> {
                    awaitFile(job.master());
                    JobProcesses.kill(processes::master);
                    while (masters(job) < 2) {
                        Thread.sleep(10);
                    }
                });
    }

    @Test
    void theApplicationMasterIsKilledAroundACheckpoint() throws Exception {
        trainUnder(
                (processes, job) -> {
                    awaitStep(job, EVERY - 1);
                    awaitFile(job.checkpoint(EVERY));
                    JobProcesses.kill(processes::master);
                    while (masters(job) < 2) {
                        Thread.sleep(10);
                    }
                });
    }

    @Test
    void theResourceManagerIsRestarted() throws Exception {
        trainUnder(
                (processes, job) -> {
                    awaitStep(job, 3);
                    daemons.restartResourceManager();
                });
    }

    @Test
    void aDataNodeIsStopped() throws Exception {
        trainUnder(
                (processes, job) -> {
                    awaitStep(job, 3);
                    AutoCloseable again = daemons.stopDataNode(0);
                    awaitFile(job.checkpoint(EVERY));
                    again.close();
                });
    }

    @Test
    void aJobThatHasFailedGoesOnWhenItIsResumed() throws Exception {
        JobOptions options = options();
        options.recovery.maxReplacements = 0;
        JobSubmission submission = jobs.submission(options);
        JobLayout job = jobs.layout().job(submission.spec().job());
        JobProcesses processes = new JobProcesses(submission.spec().job());
        Thread fault =
                new Thread(
                        () -> {
                            try {
                                awaitStep(job, EVERY + 2);
                                JobProcesses.kill(() -> processes.worker(0));
                                JobProcesses.kill(() -> processes.worker(1));
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        });
        fault.start();
        TrainingReport report = jobs.train(submission, new TrainingListener() {});
        fault.join();
        assertFalse(report.succeeded());
        assertTrue(report.failure().orElseThrow().contains("group 0 (workers 0..2)"));

        Outcome outcome = assertUndisturbed(jobs.resume(submission), job);
        assertEquals(EVERY, outcome.fromStep());
    }

    @Test
    void aJobThatIsOverIsTrainedForLonger() throws Exception {
        JobSubmission submission = jobs.submission(options());
        JobLayout job = jobs.layout().job(submission.spec().job());
        TrainingReport shorter =
                jobs.train(
                        until(submission, submission.spec().until(EVERY)),
                        new TrainingListener() {});
        assertTrue(shorter.succeeded(), () -> shorter.failure().orElse(""));
        Outcome outcome = assertUndisturbed(jobs.resume(submission), job);
        assertEquals(EVERY, outcome.fromStep());
    }

    private static JobSubmission until(JobSubmission submission, JobSpec spec) {
        return new JobSubmission(
                spec, submission.root(), submission.archive(), submission.javaHome());
    }
}
