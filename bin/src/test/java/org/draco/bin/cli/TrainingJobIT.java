package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.RunningTraining;
import org.draco.am.client.SubmissionRefusedException;
import org.draco.am.client.TrainingClient;
import org.draco.am.client.TrainingListener;
import org.draco.am.client.TrainingReport;
import org.draco.am.train.JobAdmission;
import org.draco.bin.npy.NpyType;
import org.draco.bin.npy.NpyWriter;
import org.draco.codec.attack.AdversarySchedule;
import org.draco.layout.DatasetLayout;
import org.draco.layout.dataset.Split;
import org.draco.layout.idx.BundledDigits;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs on the embedded cluster: real HDFS, real YARN, real containers. */
class TrainingJobIT {

    private static final int STEPS = 12;

    @TempDir private static Path directory;

    private static JobCluster jobs;

    @BeforeAll
    static void startTheCluster() throws IOException {
        jobs = JobCluster.startForBriefJobs(directory);
    }

    @AfterAll
    static void stopTheCluster() {
        jobs.close();
        assertEquals(
                List.of(),
                JobProcesses.workersBelow(jobs.layout().root()),
                "no worker outlives the cluster");
    }

    private static JobOptions sixWorkersInTwoGroups() {
        JobOptions options = new JobOptions();
        options.workers = 6;
        options.maxSteps = STEPS;
        options.evalFreq = STEPS;
        options.seed = 7;
        options.resources.workerHeapMb = 384;
        return options;
    }

    @Test
    void trainsTheModelThatSimulateTrainsAlthoughAWorkerLies() throws Exception {
        JobOptions options = sixWorkersInTwoGroups();
        CommandLineRun honest =
                CommandLineRun.of(
                        "simulate",
                        "--json",
                        "--workers",
                        "6",
                        "--max-steps",
                        "" + STEPS,
                        "--seed",
                        "7",
                        "--eval-freq",
                        "" + STEPS,
                        "--root",
                        jobs.layout().root().toString(),
                        "--train-dir",
                        directory.resolve("simulated").toString());

        options.workerFail = 1;
        options.resources.workersPerContainer = 2;
        TrainingReport attacked = jobs.train(jobs.submission(options), new TrainingListener() {});

        assertTrue(attacked.succeeded(), () -> attacked.failure().orElse(""));
        assertEquals(honest.sha256(), attacked.outcome().orElseThrow().modelSha256());
        long lies =
                attacked.outcome().orElseThrow().suspects().values().stream()
                        .mapToLong(n -> n)
                        .sum();
        // One worker lies in each step; a lie that comes when the next step is over goes unnamed.
        assertTrue(lies >= 1 && lies <= STEPS, () -> "lies that were named: " + lies);
        assertEquals(STEPS, attacked.lastEvaluation().orElseThrow().step());
        assertEquals(
                honest.json().get("test_accuracy").doubleValue(),
                attacked.lastEvaluation().orElseThrow().accuracy(),
                "the evaluator judges the same model on the same samples");
    }

    private String simulatedModel(String options) throws IOException {
        List<String> words = new ArrayList<>(List.of("simulate", "--json", "--seed", "7"));
        words.addAll(List.of("--max-steps", "" + STEPS, "--eval-freq", "" + STEPS));
        words.addAll(List.of("--root", jobs.layout().root().toString()));
        words.addAll(
                List.of(
                        "--train-dir",
                        directory.resolve("run-of-" + options.hashCode()).toString()));
        words.addAll(List.of(options.split(" ")));
        CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        return run.sha256();
    }

    /** Two liars would be borne, or four lost; here it is one, and two that are lost in one process. */
    @Test
    void trainsTheExactModelOfTheHonestBaselineWithTheCyclicCode() throws Exception {
        String honest = simulatedModel("--approach baseline --arithmetic exact --workers 5");
        JobOptions options = sixWorkersInTwoGroups();
        options.workers = 5;
        options.approach = "cyclic";
        options.code.declaredByz = 2;
        options.workerFail = 1;
        options.fixedLiars = true;
        options.resources.encrypt = true;
        options.resources.workersPerContainer = 2;
        int liar = new AdversarySchedule(5, 1, 7, true).liarsOf(0).iterator().next();
        JobSubmission submission = jobs.submission(options);
        int[] others = liar < 2 ? new int[] {2, 3} : new int[] {0, 1};
        TrainingReport report = jobs.train(submission, new KillWorkers(submission, others));
        assertTrue(report.succeeded(), () -> report.failure().orElse(""));
        Outcome outcome = report.outcome().orElseThrow();
        assertEquals(honest, outcome.modelSha256());
        assertEquals(Set.of(liar), outcome.suspects().keySet());
    }

    /**
     * A liar on the cluster computes again what honest workers compute and searches against the rule; it sends, bit for bit, what
     * it sends in a simulation, or the models would differ.
     */
    @Test
    @Tag("long")
    void anOmniscientLiarSendsWhatItSendsInASimulation() throws Exception {
        String simulated =
                simulatedModel(
                        "--approach baseline --workers 5 --mode krum --declared-byz 1 --worker-fail 1 --err-mode alie"
                                + " --err-args factor=search");
        JobOptions options = sixWorkersInTwoGroups();
        options.workers = 5;
        options.approach = "baseline";
        options.code.mode = "krum";
        options.code.declaredByz = 1;
        options.workerFail = 1;
        options.errMode = "alie";
        options.attack.errArgs = "factor=search";
        TrainingReport report = jobs.train(jobs.submission(options), new TrainingListener() {});
        assertTrue(report.succeeded(), () -> report.failure().orElse(""));
        assertEquals(simulated, report.outcome().orElseThrow().modelSha256());
        String honest =
                simulatedModel("--approach baseline --workers 5 --mode krum --declared-byz 1");
        assertNotEquals(honest, simulated, "it is a lie");
    }

    @Test
    void trainsTheHonestModelWithTheReactiveCodeAndExpelsTheLiar() throws Exception {
        String honest = simulatedModel("--approach baseline --workers 3");
        JobOptions options = sixWorkersInTwoGroups();
        options.approach = "reactive";
        options.code.declaredByz = 1;
        options.workerFail = 1;
        options.fixedLiars = true;
        options.onProvenLiar = JobSpec.Resilience.EXPEL;
        options.resources.workersPerContainer = 3;
        int liar = new AdversarySchedule(6, 1, 7, true).liarsOf(0).iterator().next();
        TrainingReport report = jobs.train(jobs.submission(options), new TrainingListener() {});
        assertTrue(report.succeeded(), () -> report.failure().orElse(""));
        Outcome outcome = report.outcome().orElseThrow();
        assertEquals(honest, outcome.modelSha256());
        assertEquals(Map.of(liar, 1L), outcome.suspects(), "caught once, and gone then");
    }

    /**
     * Everything that a worker knows beside the parameters: velocities, dropout, augmentation, running statistics, other workers'
     * gradients for a liar; from parameters that the job brings.
     */
    @Test
    @Tag("long")
    void trainsWithMomentumAtTheWorkersAsASimulationDoes() throws Exception {
        NoisePictures.prepare(jobs.hdfs(), jobs.layout().root());
        float[] start = new float[1_310_922 + 768];
        Random random = new Random(5);
        for (int i = 0; i < start.length; i++) {
            start[i] = i < 1_310_922 ? 0.02f * (float) random.nextGaussian() : 1;
        }
        Path file = directory.resolve("start.npy");
        try (NpyWriter writer = new NpyWriter(file, NpyType.FLOAT32, start.length)) {
            writer.write(start);
            writer.finish();
        }
        String simulated =
                simulatedModel(
                        "--network empire-cnn --dataset cifar10 --batch-size 2 --approach baseline --workers 4 --declared-byz 1"
                                + " --mode median --momentum-at worker --nesterov --worker-fail 1 --fixed-liars --err-mode alie"
                                + " --initial-parameters "
                                + file);
        JobOptions options = sixWorkersInTwoGroups();
        options.network = "empire-cnn";
        options.dataset = NoisePictures.NAME;
        options.batchSize = 2;
        options.workers = 4;
        options.approach = "baseline";
        options.code.declaredByz = 1;
        options.code.mode = "median";
        options.optimization.momentumAt = "worker";
        options.optimization.nesterov = true;
        options.workerFail = 1;
        options.fixedLiars = true;
        options.errMode = "alie";
        options.start.file = file;
        JobSpec spec =
                options.toSpec(
                        options.newJobId(),
                        jobs.layout().dataset(NoisePictures.NAME).dir().toString(),
                        List.of());
        TrainingReport report =
                jobs.train(
                        new JobSubmission(
                                spec,
                                jobs.layout().root(),
                                ClusterTraining.archive(),
                                Optional.of(System.getProperty("java.home")),
                                List.of(),
                                Optional.empty(),
                                options.start.parameters()),
                        new TrainingListener() {});
        assertTrue(report.succeeded(), () -> report.failure().orElse(""));
        assertEquals(simulated, report.outcome().orElseThrow().modelSha256());
        for (int batch = 0; batch < 4; batch++) {
            assertTrue(
                    jobs.hdfs().exists(jobs.layout().job(spec.job()).velocities(batch)),
                    "batch " + batch);
        }
    }

    /** The rule decodes in the ApplicationMaster, the attack lies in a worker; both from jars, two of one name, one on HDFS. */
    @Test
    void trainsWithARuleAndAnAttackOfTheUsersOwn() throws Exception {
        Path here = Files.createDirectories(directory.resolve("jars"));
        Path example = ExampleJar.ofThePage(here);
        Path namesake = ExampleJar.ofLibrary(here.resolve("more"), "example.jar");
        var onHdfs = new org.apache.hadoop.fs.Path("/tmp/users/example.jar");
        jobs.hdfs().copyFromLocalFile(new org.apache.hadoop.fs.Path(namesake.toUri()), onHdfs);
        String simulated =
                simulatedModel(
                        "--approach baseline --workers 3 --declared-byz 1 --mode sign-vote --worker-fail 1"
                                + " --err-mode zero-sum --jars "
                                + example);
        JobOptions options = sixWorkersInTwoGroups();
        options.workers = 3;
        options.approach = "baseline";
        options.code.declaredByz = 1;
        options.code.mode = "sign-vote";
        options.workerFail = 1;
        options.errMode = "zero-sum";
        options.resources.workersPerContainer = 3;
        List<String> places =
                List.of(example.toString(), jobs.hdfs().makeQualified(onHdfs).toString());
        try (UserJars jars = UserJars.open(places, jobs.cluster().configuration())) {
            JobSpec spec =
                    options.toSpec(
                            options.newJobId(),
                            jobs.layout().dataset(BundledDigits.NAME).dir().toString(),
                            jars.described());
            assertEquals(List.of(), JobAdmission.faults(spec));
            TrainingReport report =
                    jobs.train(
                            new JobSubmission(
                                    spec,
                                    jobs.layout().root(),
                                    ClusterTraining.archive(),
                                    Optional.of(System.getProperty("java.home")),
                                    jars.files(),
                                    Optional.empty(),
                                    Optional.empty()),
                            new TrainingListener() {});
            assertTrue(report.succeeded(), () -> report.failure().orElse(""));
            assertEquals(simulated, report.outcome().orElseThrow().modelSha256());
            assertEquals(
                    List.of("example.jar", "example.jar"),
                    spec.jars().stream().map(JobSpec.Jar::name).toList());
            for (int i = 0; i < 2; i++) {
                assertEquals(
                        Files.size(jars.files().get(i)),
                        jobs.hdfs()
                                .getFileStatus(jobs.layout().job(spec.job()).jar(i, "example.jar"))
                                .getLen());
            }
        }
    }

    /** Kills the process of some workers when the third step is over. */
    private static final class KillWorkers implements TrainingListener {

        private final JobProcesses processes;
        private final int[] ranks;

        KillWorkers(JobSubmission submission, int... ranks) {
            this.processes = new JobProcesses(submission.spec().job());
            this.ranks = ranks;
        }

        @Override
        public void step(StepRow row) {
            if (row.step() == 3) {
                List<ProcessHandle> found = processes.worker(ranks);
                assertFalse(found.isEmpty(), "there is a process of " + Arrays.toString(ranks));
                found.forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void aJobWhoseContainersCannotBeHadSaysSoInsteadOfHanging() throws Exception {
        JobOptions options = sixWorkersInTwoGroups();
        // Each takes more than a third of the cluster, so that at most two of the six find room.
        options.resources.workerHeapMb =
                jobs.cluster().configuration().getInt("yarn.scheduler.maximum-allocation-mb", 0) / 3
                        + 1;
        options.resources.allocationSeconds = 5;
        JobSubmission submission = jobs.submission(options);
        TrainingReport report;
        try (TrainingClient client = new TrainingClient(jobs.cluster().configuration());
                RunningTraining running = client.submit(submission)) {
            // Who follows gives the ApplicationMaster as long to start, and a busy machine needs
            // more.
            jobs.awaitFile(jobs.layout().job(submission.spec().job()).master());
            report = running.follow(new TrainingListener() {});
        }
        assertFalse(report.succeeded());
        String why = report.failure().orElseThrow();
        assertTrue(why.contains("asked for 6 workers"), why);
        assertEquals(List.of(), JobProcesses.workersBelow(jobs.layout().root()));
    }

    @Test
    void aContainerLargerThanAnyNodeIsRefusedBeforeSubmission() {
        JobOptions options = sixWorkersInTwoGroups();
        options.resources.workerHeapMb = 1_000_000;
        SubmissionRefusedException refused =
                assertThrows(
                        SubmissionRefusedException.class,
                        () -> jobs.train(jobs.submission(options), new TrainingListener() {}));
        assertTrue(refused.getMessage().contains("1000"), refused.getMessage());
    }

    @Test
    void aJobOnGpusIsRefusedByAClusterThatDoesNotCountThem() {
        JobOptions options = sixWorkersInTwoGroups();
        options.resources.gpu = true;
        SubmissionRefusedException refused =
                assertThrows(
                        SubmissionRefusedException.class,
                        () -> jobs.train(jobs.submission(options), new TrainingListener() {}));
        assertTrue(
                refused.getMessage()
                        .startsWith(
                                "gpu: expected a ResourceManager that counts yarn.io/gpu, found only memory-mb, vcores; "),
                refused.getMessage());
    }

    /** Of one that never was, or of which the ResourceManager has forgotten. */
    @Test
    void anApplicationThatNobodyKnowsIsNotKnown() throws Exception {
        String nobodys = "application_1700000000000_0001";
        Path site = directory.resolve("site.xml");
        try (OutputStream out = Files.newOutputStream(site)) {
            jobs.cluster().configuration().writeXml(out);
        }
        for (String command : List.of("status", "kill")) {
            CommandLineRun run = CommandLineRun.of(command, nobodys, "-conf", site.toString());
            assertEquals(Draco.FAILED, run.exitCode());
            assertTrue(
                    run.err()
                            .startsWith(
                                    "draco %s: %s: expected an application that the ResourceManager knows"
                                            .formatted(command, nobodys)),
                    run.err());
        }
        CommandLineRun logs = CommandLineRun.of("logs", nobodys, "-conf", site.toString());
        assertEquals(Draco.FAILED, logs.exitCode());
        assertTrue(
                logs.err().startsWith("draco logs: %s: expected its logs".formatted(nobodys)),
                logs.err());
        assertTrue(logs.err().contains("the ResourceManager does not know it"), logs.err());
    }

    @Test
    void aDamagedPartFailsTheJobWithTheNameOfTheFile() throws Exception {
        DatasetLayout damaged = jobs.layout().dataset("damaged");
        BundledDigits.prepare(jobs.hdfs(), damaged);
        org.apache.hadoop.fs.Path part = damaged.part(Split.TRAIN, 0);
        byte[] bytes;
        try (var in = jobs.hdfs().open(part)) {
            bytes = in.readAllBytes();
        }
        bytes[bytes.length / 2] ^= 1;
        try (var out = jobs.hdfs().create(part, true)) {
            out.write(bytes);
        }
        JobOptions options = sixWorkersInTwoGroups();
        options.resources.registrationSeconds = 60;
        options.workers = 3;
        options.resources.workersPerContainer = 3;
        options.recovery.maxReplacements = 0;
        JobSpec spec = options.toSpec(options.newJobId(), damaged.dir().toString(), List.of());
        TrainingReport report =
                jobs.train(
                        new JobSubmission(
                                spec,
                                jobs.layout().root(),
                                ClusterTraining.archive(),
                                Optional.of(System.getProperty("java.home"))),
                        new TrainingListener() {});
        assertFalse(report.succeeded());
        String why = report.failure().orElseThrow();
        assertTrue(why.contains("train/part-00000") && why.contains("expected"), why);
    }
}
