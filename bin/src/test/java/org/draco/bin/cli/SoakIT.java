package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.TrainingListener;
import org.draco.am.client.TrainingReport;
import org.draco.bin.embedded.FaultyCluster;
import org.draco.layout.JobLayout;
import org.draco.layout.job.MasterAddress;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.CsvTail;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs in which a worker lies at each step, one after another for half an hour ({@code -Dsoak.minutes}), while whatever can die dies
 * at random. Each must end with the model of the same job undisturbed. The seed is printed first; {@code -Dsoak.seed} repeats the
 * draws, though not the moments at which they strike. The summary is printed last.
 */
@Tag("soak")
class SoakIT {

    private static final int STEPS = 5000;
    private static final int EVERY = 250;
    private static final int WORKERS = 9;
    private static final int MEMORY_MB = 16_000;

    /** What containers have logged is worth reading when it fails. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final Map<String, Integer> faults = new TreeMap<>();
    private final long seed = Long.getLong("soak.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private interface Fault {
        void strike() throws Exception;
    }

    @Test
    void everyJobEndsWithTheModelOfAnUndisturbedOne() throws Exception {
        System.out.println("soak: seed " + seed);
        long endNanos =
                System.nanoTime() + TimeUnit.MINUTES.toNanos(Long.getLong("soak.minutes", 30));
        List<String> summaries = new ArrayList<>();
        try (FaultyCluster daemons = FaultyCluster.start(directory, MEMORY_MB, Map.of())) {
            JobCluster jobs = new JobCluster(daemons.cluster());
            do {
                summaries.add(trainOrKeepLogs(daemons, jobs, summaries.size() + 1));
                System.out.println("soak: " + summaries.get(summaries.size() - 1));
            } while (System.nanoTime() < endNanos);
        }
        System.out.println("soak: seed " + seed + ", faults " + faults);
        summaries.forEach(line -> System.out.println("soak: " + line));
    }

    private static JobOptions options(int seedOfJob) {
        JobOptions options = new JobOptions();
        options.network = "mnist-100";
        options.workers = WORKERS;
        options.maxSteps = STEPS;
        options.evalFreq = EVERY;
        options.seed = seedOfJob;
        options.workerFail = 1;
        options.resources.workerHeapMb = 256;
        options.resources.stepSeconds = 10;
        options.resources.registrationSeconds = 60;
        options.recovery.maxReplacements = 100_000;
        options.recovery.masterAttempts = 1000;
        return options;
    }

    private String undisturbed(int number) throws Exception {
        CommandLineRun run =
                CommandLineRun.of(
                        ("simulate --json --network mnist-100 --workers %d --worker-fail 1 --seed %d --max-steps %d --eval-freq %d"
                                                .formatted(WORKERS, number, STEPS, STEPS)
                                        + " --train-dir "
                                        + Files.createTempDirectory(directory, "simulated"))
                                .split(" "));
        assertEquals(0, run.exitCode(), run.err());
        return run.sha256();
    }

    /** They would go with the cluster. */
    private String trainOrKeepLogs(FaultyCluster daemons, JobCluster jobs, int number)
            throws Exception {
        try {
            return train(daemons, jobs, number);
        } catch (Exception | AssertionError failure) {
            Path kept = directory.resolve("logs");
            EmbeddedTraining.copyTree(daemons.cluster().containerLogs(), kept);
            System.out.println("soak: what containers have logged is kept in " + kept);
            throw failure;
        }
    }

    private String train(FaultyCluster daemons, JobCluster jobs, int number) throws Exception {
        String expected = undisturbed(number);
        JobSubmission submission = jobs.submission(options(number));
        JobLayout job = jobs.layout().job(submission.spec().job());
        JobProcesses processes = new JobProcesses(submission.spec().job());
        AtomicBoolean over = new AtomicBoolean();
        CsvTail<Long> made =
                new CsvTail<>(
                        jobs.hdfs(),
                        job.stepsCsv(),
                        StepRow.header(false),
                        row -> StepRow.parse(row).step());
        Thread harm = new Thread(() -> harm(daemons, processes, made, over), "harm");
        long startNanos = System.nanoTime();
        harm.start();
        TrainingReport report;
        try {
            report = jobs.train(submission, new TrainingListener() {});
        } finally {
            over.set(true);
            harm.join();
        }
        assertTrue(report.succeeded(), () -> "seed " + seed + ": " + report.failure().orElse(""));
        Outcome outcome = report.outcome().orElseThrow();
        assertEquals(expected, outcome.modelSha256(), "seed " + seed);
        List<StepRow> rows =
                new CsvTail<>(jobs.hdfs(), job.stepsCsv(), StepRow.header(false), StepRow::parse)
                        .poll();
        assertEquals(STEPS, rows.size());
        long bereft = rows.stream().filter(row -> row.lost() > 0).count();
        int masters = MasterAddress.readIfPresent(jobs.hdfs(), job).orElseThrow().attempt();
        return "job %d: %d steps in %d s, %d of them without some worker, %d ApplicationMaster(s), model as undisturbed (%.8s)"
                .formatted(
                        number,
                        STEPS,
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos),
                        bereft,
                        masters,
                        outcome.modelSha256());
    }

    /**
     * A fault every few seconds, until the job is over; three of four only when a step has been made since the last, so that a machine
     * on which processes start slowly gets somewhere too.
     */
    private void harm(
            FaultyCluster daemons, JobProcesses processes, CsvTail<Long> made, AtomicBoolean over) {
        while (!over.get()) {
            try {
                isAnyMade(made);
                Thread.sleep(3_000 + random.nextInt(9_000));
                boolean patient = random.nextInt(4) != 0;
                while (patient && !over.get() && !isAnyMade(made)) {
                    Thread.sleep(DisturbedJobs.LOOK_MILLIS);
                }
                int draw = random.nextInt(100);
                int rank = random.nextInt(WORKERS);
                int other = random.nextInt(WORKERS);
                if (draw < 45) {
                    strike("worker killed", () -> kill(processes.worker(rank)));
                } else if (draw < 60) {
                    strike("worker frozen", () -> JobProcesses.freezeNow(processes.worker(rank)));
                } else if (draw < 70) {
                    strike(
                            "two workers killed",
                            () -> {
                                kill(processes.worker(rank));
                                kill(processes.worker(other));
                            });
                } else if (draw < 80) {
                    strike("evaluator killed", () -> kill(processes.evaluator()));
                } else if (draw < 90) {
                    strike("ApplicationMaster killed", () -> kill(processes.master()));
                } else if (draw < 95) {
                    strike("ResourceManager restarted", daemons::restartResourceManager);
                } else {
                    strike(
                            "DataNode restarted",
                            () -> {
                                AutoCloseable again = daemons.stopDataNode(random.nextInt(2));
                                Thread.sleep(3_000);
                                again.close();
                            });
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Whether a step has its row since this was asked last; while HDFS does not say, none has. */
    private static boolean isAnyMade(CsvTail<Long> made) {
        try {
            return !made.poll().isEmpty();
        } catch (IOException trouble) {
            return false;
        }
    }

    private static void kill(List<ProcessHandle> found) {
        found.forEach(ProcessHandle::destroyForcibly);
    }

    private void strike(String name, Fault fault) throws Exception {
        faults.merge(name, 1, Integer::sum);
        System.out.println("soak: " + name);
        fault.strike();
    }
}
