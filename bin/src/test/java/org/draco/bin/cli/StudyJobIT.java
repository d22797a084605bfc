package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.draco.am.client.Applications;
import org.draco.am.client.QueueEntry;
import org.draco.am.client.RunningTraining;
import org.draco.am.client.SoloClient;
import org.draco.am.client.SoloMeans;
import org.draco.am.client.TrainingListener;
import org.draco.am.client.TrainingReport;
import org.draco.layout.JobLayout;
import org.draco.layout.idx.FewDigits;
import org.draco.layout.job.JobApplication;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies whose runs are applications on the embedded cluster, against the same in one process. */
class StudyJobIT {

    private static final String STUDY =
            """
            title: T
            seeds: 2
            options: --network logistic --lr 0.05 --eval-batch-size 500 --batch-size 8

            [brief]
            options: --max-steps 20 --eval-freq 10
            code = undecodable: --approach repetition --workers 3 --worker-fail 3 --err-mode random
                 | krum: --approach baseline --mode krum --workers 5 --declared-byz 1 --worker-fail 1 --err-mode alie --momentum-at worker --metrics full

            [long]
            options: --max-steps 2500 --eval-freq 50
            code = mean: --approach baseline --mode average --workers 3
            """;

    /** How many columns at the end of {@code results.csv} are times. */
    private static final int TIMES = 3;

    @TempDir private static Path directory;

    private static JobCluster jobs;

    @BeforeAll
    static void startTheCluster() throws IOException {
        jobs = JobCluster.startForBriefJobs(directory);
        Files.writeString(directory.resolve("small.study"), STUDY);
    }

    @AfterAll
    static void stopTheCluster() {
        jobs.close();
    }

    private static CommandLineRun reproduce(String work, String slice, String... more) {
        List<String> words =
                new ArrayList<>(List.of("reproduce", directory + "/small.study", "--json"));
        words.addAll(List.of("--work", directory.resolve(work).toString(), "--only", slice));
        words.addAll(List.of("--root", jobs.layout().root().toString()));
        words.addAll(List.of(more));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private static CommandLineRun onYarn(String work, String slice) {
        Configuration conf = jobs.cluster().configuration();
        List<String> words = new ArrayList<>(List.of("--yarn", "--jobs", "2"));
        words.addAll(List.of("--java-home", System.getProperty("java.home")));
        for (String key :
                List.of(
                        "fs.defaultFS",
                        "yarn.resourcemanager.address",
                        "yarn.resourcemanager.scheduler.address")) {
            words.addAll(List.of("-D", key + "=" + conf.get(key)));
        }
        return reproduce(work, slice, words.toArray(String[]::new));
    }

    private static List<String> withoutTimes(String work) throws IOException {
        return Files.readAllLines(directory.resolve(work).resolve("small/results.csv")).stream()
                .map(line -> line.replaceAll("(,[^,]*){" + TIMES + "}$", ""))
                .toList();
    }

    /** The directory of the only run of a slice. */
    private static JobLayout run(String work) throws IOException {
        List<String> lines =
                Files.readAllLines(directory.resolve(work).resolve("small/results.csv"));
        int column = List.of(lines.get(0).split(",")).indexOf("run");
        return jobs.layout().run(lines.get(1).split(",")[column]);
    }

    private static int applications() throws IOException {
        try (Stream<Path> logs = Files.list(jobs.cluster().containerLogs())) {
            return (int) logs.filter(log -> log.toString().contains("application_")).count();
        }
    }

    @Test
    void runsComeToWhatTheyComeToInOneProcessAndAreMadeOnce() throws Exception {
        String slice = "part=brief,seed=1";
        CommandLineRun inProcess = reproduce("here", slice, "--jobs", "1");
        assertEquals(0, inProcess.exitCode(), inProcess.err());
        int before = applications();
        CommandLineRun first = onYarn("there", slice);
        assertEquals(0, first.exitCode(), first.err());
        assertEquals(2, first.json().get("computed").intValue());
        assertEquals(1, first.json().get("finished").intValue());
        assertEquals(1, first.json().get("failed").intValue(), "a result as it is in one process");
        assertEquals(withoutTimes("here"), withoutTimes("there"));
        assertEquals(before + 2, applications());

        CommandLineRun second = onYarn("there", slice);
        assertEquals(0, second.json().get("computed").intValue());
        assertEquals(before + 2, applications());
        String left =
                Stream.of(jobs.hdfs().listStatus(jobs.layout().root().suffix("/runs")))
                        .flatMap(StudyJobIT::files)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(" "));
        assertEquals("application.json job.json metrics outcome.json", left);
    }

    private static Stream<String> files(org.apache.hadoop.fs.FileStatus run) {
        try {
            return Stream.of(jobs.hdfs().listStatus(run.getPath()))
                    .map(file -> file.getPath().getName());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The second command comes while the application runs, and its ApplicationMaster is killed under both. */
    @Test
    void aRunHasOneApplicationWhichSurvivesItsMaster() throws Exception {
        String slice = "part=long,seed=1";
        CommandLineRun inProcess = reproduce("long-here", slice);
        assertEquals(0, inProcess.exitCode(), inProcess.err());
        JobLayout run = run("long-here");
        int before = applications();
        CompletableFuture<CommandLineRun> first =
                CompletableFuture.supplyAsync(() -> onYarn("long-there", slice));
        jobs.awaitFile(run.application());
        JobApplication application = JobApplication.readIfPresent(jobs.hdfs(), run).orElseThrow();
        CompletableFuture<CommandLineRun> second =
                CompletableFuture.supplyAsync(() -> onYarn("long-again", slice));
        awaitState(run);
        JobProcesses.kill(() -> new JobProcesses(run.dir().getName()).simulation());
        for (CommandLineRun over : List.of(first.join(), second.join())) {
            assertEquals(0, over.exitCode(), over.err());
        }
        assertEquals(withoutTimes("long-here"), withoutTimes("long-there"));
        assertEquals(withoutTimes("long-here"), withoutTimes("long-again"));
        assertTrue(Outcome.read(jobs.hdfs(), run).fromStep() >= 50, "the second master goes on");
        assertEquals(Optional.of(application), JobApplication.readIfPresent(jobs.hdfs(), run));
        assertEquals(before + 1, applications());
    }

    @Test
    @Tag("long")
    void aKilledApplicationIsNoResultAndTheNextCommandGoesOn() throws Exception {
        String slice = "part=long,seed=2";
        CommandLineRun inProcess = reproduce("killed-here", slice);
        assertEquals(0, inProcess.exitCode(), inProcess.err());
        JobLayout run = run("killed-here");
        CompletableFuture<CommandLineRun> first =
                CompletableFuture.supplyAsync(() -> onYarn("killed", slice));
        awaitState(run);
        try (Applications applications = new Applications(jobs.cluster().configuration())) {
            applications.kill(
                    JobApplication.readIfPresent(jobs.hdfs(), run).orElseThrow().id(),
                    Optional.empty());
        }
        CommandLineRun killed = first.join();
        assertEquals(1, killed.exitCode(), killed.err());
        assertEquals(1, killed.json().get("error").intValue());
        assertTrue(withoutTimes("killed").get(1).contains("killed by draco kill"));
        assertFalse(jobs.hdfs().exists(run.outcome()));

        CommandLineRun next = onYarn("killed", slice);
        assertEquals(0, next.exitCode(), next.err());
        assertEquals(withoutTimes("killed-here"), withoutTimes("killed"));
        assertTrue(Outcome.read(jobs.hdfs(), run).fromStep() >= 50, "from the last checkpoint");
    }

    /** As if two clients had submitted at the same moment, and the other had written last. */
    @Test
    @Tag("long")
    void anApplicationThatFindsAnothersIdLeavesTheRunToIt() throws Exception {
        JobOptions options = new JobOptions();
        options.workers = 3;
        options.network = "logistic";
        JobSpec spec =
                options.toSpec(
                        "contested",
                        jobs.layout().dataset(FewDigits.NAME).dir().toString(),
                        List.of());
        SoloMeans means =
                new SoloMeans(
                        ClusterTraining.archive(),
                        Optional.of(System.getProperty("java.home")),
                        Optional.empty(),
                        QueueEntry.USUAL);
        JobLayout run = jobs.layout().run("contested");
        try (SoloClient client =
                        new SoloClient(
                                jobs.cluster().configuration(), jobs.layout().root(), means);
                RunningTraining running = client.submit(spec, "contested")) {
            assertEquals(
                    running.applicationId(),
                    client.running(spec).orElseThrow().applicationId(),
                    "whoever asks finds it");
            new JobApplication("application_1_0001").write(jobs.hdfs(), run);
            TrainingReport report = running.follow(new TrainingListener() {});
            assertTrue(
                    report.diagnostics().contains("found that application_1_0001 works in it"),
                    report.diagnostics());
            assertTrue(jobs.hdfs().exists(run.staging()), "the other's");
            assertFalse(jobs.hdfs().exists(run.state()), "nothing was computed");
            assertEquals(Optional.empty(), client.running(spec), "YARN does not know the other");
        }
    }

    /** Returns when a run has sent home what it can be gone on with. */
    private static void awaitState(JobLayout run) throws IOException, InterruptedException {
        while (!jobs.hdfs().exists(run.state())) {
            assertFalse(jobs.hdfs().exists(run.outcome()), "over before it could be disturbed");
            Thread.sleep(DisturbedJobs.LOOK_MILLIS);
        }
    }
}
