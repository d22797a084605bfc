package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.job.JobApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluations of several checkpoints at once, of which something dies in the middle: in the end there is what one in this process finds. */
@Tag("long")
class EvaluationFaultIT {

    private static final int CHECKPOINTS = 16;
    private static final int EVALUATORS = 3;

    @TempDir private static Path directory;

    private static JobCluster cluster;
    private static String site;
    private static String job;
    private static Map<String, List<String>> undisturbed;

    @BeforeAll
    static void simulateAJobOnTheCluster() throws Exception {
        cluster = JobCluster.start(directory);
        Path conf = directory.resolve("cluster.xml");
        try (OutputStream out = Files.newOutputStream(conf)) {
            cluster.cluster().configuration().writeXml(out);
        }
        site = conf.toString();
        Path run = directory.resolve("digits");
        successful(
                "simulate --workers 3 --max-steps %d --eval-freq 1 --seed 3 --root %s --train-dir %s"
                        .formatted(CHECKPOINTS - 1, cluster.layout().root(), run));
        var jobs = new org.apache.hadoop.fs.Path(cluster.layout().root(), "jobs");
        cluster.hdfs().mkdirs(jobs);
        cluster.hdfs().copyFromLocalFile(new org.apache.hadoop.fs.Path(run.toUri()), jobs);
        job = jobs + "/digits";
        EvaluationLayout here = output("here");
        successful(words(here) + " --local");
        undisturbed = found(here);
        assertEquals(CHECKPOINTS + 1, undisturbed.get("evaluation.csv").size(), "and a header");
    }

    @AfterAll
    static void stopTheCluster() {
        cluster.close();
    }

    private static CommandLineRun successful(String words) {
        CommandLineRun run = CommandLineRun.of(words.split(" "));
        assertEquals(0, run.exitCode(), run.err());
        return run;
    }

    private static EvaluationLayout output(String name) {
        return new EvaluationLayout(
                cluster.hdfs()
                        .makeQualified(
                                new org.apache.hadoop.fs.Path("/draco/evaluations/" + name)));
    }

    /** Two samples at a time, so that it takes long enough for something to happen. */
    private static String words(EvaluationLayout output) {
        return "evaluate --json --eval-batch-size 2 --evaluators %d --model-dir %s --output %s -conf %s"
                .formatted(EVALUATORS, job, output.dir(), site);
    }

    /** Every table, but for the seconds that it took. */
    private static Map<String, List<String>> found(EvaluationLayout output) throws IOException {
        Map<String, List<String>> tables = new TreeMap<>();
        FileSystem fs = cluster.hdfs();
        for (String name : List.of("evaluation.csv", "classes.csv")) {
            tables.put(name, lines(fs, new org.apache.hadoop.fs.Path(output.dir(), name)));
        }
        for (FileStatus matrix :
                fs.listStatus(new org.apache.hadoop.fs.Path(output.dir(), "confusion"))) {
            tables.put(matrix.getPath().getName(), lines(fs, matrix.getPath()));
        }
        tables.computeIfPresent(
                "evaluation.csv",
                (name, lines) ->
                        lines.stream()
                                .map(line -> line.substring(0, line.lastIndexOf(',')))
                                .toList());
        return tables;
    }

    private static List<String> lines(FileSystem fs, org.apache.hadoop.fs.Path file)
            throws IOException {
        try (var in = fs.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** What each evaluator has left, with the time at which it did. */
    private static Map<String, Long> scores(EvaluationLayout output) throws IOException {
        var scores = new org.apache.hadoop.fs.Path(output.dir(), "scores");
        Map<String, Long> files = new TreeMap<>();
        if (cluster.hdfs().exists(scores)) {
            Arrays.stream(cluster.hdfs().listStatus(scores))
                    .filter(file -> file.getPath().getName().endsWith(".json"))
                    .forEach(
                            file ->
                                    files.put(
                                            file.getPath().getName(), file.getModificationTime()));
        }
        return files;
    }

    private static Map<String, Long> awaitScores(EvaluationLayout output, int atLeast)
            throws Exception {
        Map<String, Long> scores = scores(output);
        while (scores.size() < atLeast) {
            Thread.sleep(DisturbedJobs.LOOK_MILLIS);
            scores = scores(output);
        }
        assertTrue(scores.size() < CHECKPOINTS - EVALUATORS, "it was over before the fault");
        return scores;
    }

    private interface Fault {
        void strike(JobProcesses processes) throws Exception;
    }

    private static CommandLineRun evaluateUnder(EvaluationLayout output, Fault fault)
            throws Exception {
        FutureTask<CommandLineRun> evaluation =
                new FutureTask<>(() -> CommandLineRun.of(words(output).split(" ")));
        Thread thread = new Thread(evaluation, "evaluation");
        thread.setDaemon(true);
        thread.start();
        awaitScores(output, 2);
        fault.strike(new JobProcesses(output.dir().getName()));
        return evaluation.get();
    }

    private static void assertUndisturbed(CommandLineRun run, EvaluationLayout output)
            throws IOException {
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(CHECKPOINTS, run.json().get("evaluated").intValue());
        assertEquals(undisturbed, found(output));
        assertEquals(List.of(), new JobProcesses(output.dir().getName()).evaluator());
    }

    private static void assertBears(Fault fault, String name) throws Exception {
        EvaluationLayout output = output(name);
        assertUndisturbed(evaluateUnder(output, fault), output);
    }

    @Test
    void twoOfThreeEvaluatorsAreKilled() throws Exception {
        assertBears(
                processes -> {
                    JobProcesses.kill(() -> processes.evaluator(0));
                    JobProcesses.kill(() -> processes.evaluator(2));
                },
                "evaluators");
    }

    @Test
    void theApplicationMasterIsKilled() throws Exception {
        assertBears(processes -> JobProcesses.kill(processes::master), "master");
    }

    /** A second ApplicationMaster finds no evaluator that could do the work for it. */
    @Test
    void allAreKilledAtOnce() throws Exception {
        assertBears(
                processes -> {
                    JobProcesses.kill(processes::master);
                    JobProcesses.kill(processes::evaluator);
                },
                "all");
    }

    /** By its directory; the same command goes on after what was found. */
    @Test
    void itIsKilledAndGoesOn() throws Exception {
        EvaluationLayout output = output("killed");
        CommandLineRun run =
                evaluateUnder(
                        output,
                        processes -> {
                            String said =
                                    successful("kill %s -conf %s".formatted(output.dir(), site))
                                            .out();
                            assertTrue(said.endsWith(" is killed\n"), said);
                        });
        assertEquals(1, run.exitCode(), run.err());
        JsonNode killed = run.json();
        assertTrue(killed.get("diagnosis").textValue().contains("killed"), killed::toString);
        Map<String, Long> before = scores(output);
        assertTrue(before.size() < CHECKPOINTS, before::toString);
        Optional<JobApplication> first = JobApplication.readIfPresent(cluster.hdfs(), output);
        JobProcesses processes = new JobProcesses(output.dir().getName());
        while (!processes.evaluator().isEmpty()) {
            Thread.sleep(DisturbedJobs.LOOK_MILLIS);
        }
        assertUndisturbed(successful(words(output)), output);
        assertNotEquals(first, JobApplication.readIfPresent(cluster.hdfs(), output));
        Map<String, Long> after = scores(output);
        before.forEach((file, at) -> assertEquals(at, after.get(file), file));
    }
}
