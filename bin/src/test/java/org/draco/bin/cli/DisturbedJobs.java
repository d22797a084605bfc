package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.TrainingListener;
import org.draco.am.client.TrainingReport;
import org.draco.bin.embedded.FaultyCluster;
import org.draco.layout.JobLayout;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.CsvTail;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;
import picocli.CommandLine;

/** Jobs of three workers on a cluster that harm is done to, and what each must end with in spite of it. */
final class DisturbedJobs {

    /** A step takes longer; looking more often would take the processor from those that are looked at. */
    static final long LOOK_MILLIS = 50;

    private final JobCluster cluster;
    private final Path directory;
    private final List<String> words;
    private final String undisturbed;

    /** Has the job that the words describe simulated first. */
    private DisturbedJobs(JobCluster cluster, Path directory, List<String> words)
            throws IOException {
        this.cluster = cluster;
        this.directory = directory;
        this.words = words;
        List<String> command = new ArrayList<>(List.of("simulate", "--json"));
        command.addAll(words);
        command.addAll(List.of("--root", cluster.layout().root().toString()));
        command.add("--train-dir");
        command.add(Files.createTempDirectory(directory, "simulated-").resolve("run").toString());
        CommandLineRun run = CommandLineRun.of(command.toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        this.undisturbed = run.sha256();
    }

    /**
     * Jobs of so many steps, with a checkpoint after each so many.
     *
     * @param directory where the same job is simulated
     */
    static DisturbedJobs on(FaultyCluster daemons, int steps, int every, Path directory)
            throws IOException {
        String words =
                "--workers 3 --batch-size 64 --seed 7 --max-steps %d --eval-freq %d"
                        .formatted(steps, every);
        return new DisturbedJobs(
                new JobCluster(daemons.cluster()), directory, List.of(words.split(" ")));
    }

    /** Such jobs with further options. */
    DisturbedJobs with(String... further) throws IOException {
        return new DisturbedJobs(
                cluster, directory, Stream.concat(words.stream(), Stream.of(further)).toList());
    }

    JobCluster cluster() {
        return cluster;
    }

    /** What the job is that was simulated. */
    JobOptions options() {
        JobOptions options =
                CommandLine.populateCommand(new JobOptions(), words.toArray(String[]::new));
        options.resources.workerHeapMb = 384;
        return options;
    }

    /** What happens while a job runs. */
    interface Fault {
        void strike(JobProcesses processes, JobLayout job) throws Exception;
    }

    Outcome trainUnder(Fault fault) throws Exception {
        return trainUnder(options(), fault);
    }

    /** Trains while the fault strikes, and checks all that must not depend on it. */
    Outcome trainUnder(JobOptions options, Fault fault) throws Exception {
        JobSubmission submission = cluster.submission(options);
        return assertUndisturbed(
                trainWhile(submission, fault), cluster.layout().job(submission.spec().job()));
    }

    /** Trains while the fault strikes; returns when both are over. */
    TrainingReport trainWhile(JobSubmission submission, Fault fault) throws Exception {
        String id = submission.spec().job();
        FutureTask<Void> striking =
                new FutureTask<>(
                        () -> {
                            fault.strike(new JobProcesses(id), cluster.layout().job(id));
                            return null;
                        });
        Thread thread = new Thread(striking, "fault");
        thread.setDaemon(true);
        thread.start();
        TrainingReport report = cluster.train(submission, new TrainingListener() {});
        try {
            striking.get(1, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the fault could not strike", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the job was over before the fault: " + report, e);
        }
        return report;
    }

    /** The model to the bit, a row of each step and each evaluation. */
    Outcome assertUndisturbed(TrainingReport report, JobLayout job) throws IOException {
        assertTrue(report.succeeded(), () -> report.failure().orElse(""));
        Outcome outcome = report.outcome().orElseThrow();
        assertEquals(undisturbed, outcome.modelSha256());
        JobOptions options = options();
        assertEquals(
                LongStream.rangeClosed(1, options.maxSteps).boxed().toList(), steps(job).readOn());
        assertEquals(
                LongStream.rangeClosed(0, options.maxSteps / options.evalFreq)
                        .map(i -> i * options.evalFreq)
                        .boxed()
                        .toList(),
                new CsvTail<>(
                                cluster.hdfs(),
                                job.evaluationCsv(),
                                EvaluationRow.header(),
                                row -> EvaluationRow.parse(row).step())
                        .readOn());
        return outcome;
    }

    private CsvTail<Long> steps(JobLayout job) {
        return new CsvTail<>(
                cluster.hdfs(),
                job.stepsCsv(),
                StepRow.header(false),
                row -> StepRow.parse(row).step());
    }

    /** Returns as soon as a step has its row. */
    void awaitStep(JobLayout job, long step) throws Exception {
        long seen = 0;
        CsvTail<Long> rows = steps(job);
        while (seen < step) {
            Thread.sleep(LOOK_MILLIS);
            seen = rows.poll().stream().reduce(seen, Math::max);
        }
    }

    /** Returns as soon as there is such a file. */
    void awaitFile(org.apache.hadoop.fs.Path file) throws Exception {
        cluster.awaitFile(file);
    }
}
