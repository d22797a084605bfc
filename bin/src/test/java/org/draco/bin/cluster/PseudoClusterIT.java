package org.draco.bin.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.draco.am.web.Chromium;
import org.draco.layout.idx.BundledDigits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator does, with the commands that he uses: four daemons, data on HDFS, a job by {@code yarn jar}, its status and its
 * logs. {@code -Dhadoop.cluster.home=DIR} has it done with another Hadoop's daemons and class path ({@code docs/operators.md}).
 */
class PseudoClusterIT {

    private static final Path HOME = Path.of(System.getProperty("draco.home"));
    private static final String DRACO = HOME.resolve("bin/draco").toString();
    private static final String DRACO_JAR = HOME.resolve("draco.jar").toString();
    private static final Pattern SUBMITTED = Pattern.compile("submitted (application_[0-9_]+)");
    private static final Pattern PROGRESS = Pattern.compile("Progress : [0-9.]+%");

    /** Of the text format of Prometheus, without a time. */
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{[^}]*})? ([-+0-9.eE]+|NaN|[+-]Inf)");

    private static final List<String> JOB =
            List.of(
                    "--workers",
                    "6",
                    "--workers-per-container",
                    "3",
                    "--worker-fail",
                    "1",
                    "--max-steps",
                    "12",
                    "--eval-freq",
                    "12",
                    "--seed",
                    "7",
                    "--json");

    private static final int LOOKS = 60;
    private static final long LOOK_MILLIS = 500;
    private static final String STEP = "draco_training_step";

    @TempDir private Path place;
    private Path root;
    private Commands commands;
    private ClusterDirectory directory;

    @BeforeEach
    void choosePlace() throws IOException {
        root = place.toRealPath().resolve("cluster");
        directory = ClusterDirectory.of(root);
        commands =
                new Commands(
                        Files.createDirectory(place.resolve("printed")),
                        Map.of(
                                "JAVA_HOME",
                                System.getProperty("java.home"),
                                "HADOOP_ROOT_LOGGER",
                                "WARN,console",
                                // Commands live for seconds, and daemons for a minute.
                                "JAVA_TOOL_OPTIONS",
                                "-XX:TieredStopAtLevel=1"));
    }

    @AfterEach
    void stopWhatRuns() throws Exception {
        cluster("stop");
    }

    private Commands.Result cluster(String... words) throws Exception {
        String[] all = new String[words.length + 4];
        all[0] = DRACO;
        all[1] = "cluster";
        System.arraycopy(words, 0, all, 2, words.length);
        all[all.length - 2] = "--directory";
        all[all.length - 1] = root.toString();
        return commands.run(all);
    }

    private Commands.Result start() throws Exception {
        String other = System.getProperty("hadoop.cluster.home", "");
        return (other.isEmpty() ? cluster("start") : cluster("start", "--hadoop", other))
                .successful();
    }

    private String yarn() {
        return directory.bin().resolve("yarn").toString();
    }

    private String hdfs() {
        return directory.bin().resolve("hdfs").toString();
    }

    private static String[] words(String first, List<String> more, List<String> last) {
        return Stream.of(List.of(first), more, last).flatMap(List::stream).toArray(String[]::new);
    }

    @Test
    void aJobIsSubmittedWatchedAndReadAsOnAnyCluster() throws Exception {
        start();
        String status = cluster("status").successful().out();
        assertEquals(4, status.split("runs \\(process").length - 1, status);
        draco(
                        "prepare",
                        "--dataset",
                        BundledDigits.NAME,
                        "--source",
                        digits().toString(),
                        "--root",
                        "hdfs:///draco")
                .successful();
        Commands.Running training =
                commands.start(
                        words(
                                yarn(),
                                List.of("jar", DRACO_JAR, "train", "--root", "hdfs:///draco"),
                                JOB));
        String simulated =
                sha256(commands.run(words(DRACO, List.of("simulate"), simulation())).successful());
        Commands.Result trained = training.result().successful();
        assertEquals(simulated, sha256(trained));
        String id = applicationId(trained);
        String report = commands.run(yarn(), "application", "-status", id).successful().out();
        assertTrue(report.contains("Application-Type : DRACO"), report);
        assertTrue(report.contains("Progress : 100%"), report);
        assertTrue(report.contains("Final-State : SUCCEEDED"), report);
        assertTrue(report.contains("Tracking-URL : "), report);
        awaitLogs(id);
        JsonNode summary = new ObjectMapper().readTree(trained.lastLine());
        Commands.Running evaluation =
                commands.start(
                        words(
                                yarn(),
                                List.of("jar", DRACO_JAR, "evaluate", "--json", "--model-dir"),
                                List.of(summary.get("place").textValue())));
        theJobIsReportedOn(summary);
        aJobIsLeftToItselfAndKilled();
        itsCheckpointsAreEvaluated(summary, evaluation.result().successful());
        stopAndStartAgain(id);
    }

    private void theJobIsReportedOn(JsonNode summary) throws Exception {
        String place = summary.get("place").textValue();
        draco("report", place).successful();
        commands.run(hdfs(), "dfs", "-test", "-e", place + "/report/index.html").successful();
    }

    /** By an application of its own, which has found what the job's evaluator had found. */
    private void itsCheckpointsAreEvaluated(JsonNode trained, Commands.Result evaluated)
            throws Exception {
        assertTrue(evaluated.err().contains("the evaluation's page: http"), evaluated::all);
        JsonNode found = new ObjectMapper().readTree(evaluated.lastLine());
        assertEquals(2, found.get("evaluated").intValue(), evaluated::all);
        assertEquals(12, found.get("best_step").intValue(), evaluated::all);
        assertEquals(trained.get("test_accuracy"), found.get("best_top1"), evaluated::all);
        String place = found.get("place").textValue();
        assertTrue(place.contains("/draco/evaluations/"), place);
        List<String> files =
                Stream.of(
                                "evaluation.csv",
                                "classes.csv",
                                "best.zip",
                                "confusion/step-000000012.csv")
                        .map(file -> place + "/" + file)
                        .toList();
        commands.run(words(hdfs(), List.of("dfs", "-ls"), files)).successful();
        JsonNode over = new ObjectMapper().readTree(draco("status", place, "--json").lastLine());
        assertEquals("succeeded", over.get("state").textValue(), over::toString);
        assertEquals(12, over.get("best_step").intValue(), over::toString);
        assertEquals(1, over.get("progress").intValue(), over::toString);
        assertEquals(applicationId(evaluated), over.get("application").textValue());
    }

    /** What a browser and a monitoring system see of a job that runs, by way of the ResourceManager's proxy. */
    private void theJobIsLookedAt(String page) throws Exception {
        assertTrue(page.contains("/proxy/application_"), page);
        HttpClient client =
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
        Map<String, Double> samples = scraped(client, page);
        for (int looks = 0; looks < LOOKS && samples.get(STEP) < 1; looks++) {
            Thread.sleep(LOOK_MILLIS);
            samples = scraped(client, page);
        }
        assertTrue(samples.get(STEP) >= 1, samples.toString());
        assertEquals(1_000_000, samples.get("draco_training_max_steps"), samples.toString());
        Optional<Chromium> browser = Chromium.find(place.resolve("profile"));
        if (browser.isEmpty()) {
            return;
        }
        Path shots = Files.createDirectories(Path.of("target/screenshots"));
        Path shot = shots.resolve("job-behind-the-proxy.png").toAbsolutePath();
        String dom = browser.get().drawn(page, shot, 1280, 1900);
        assertTrue(dom.contains("training.optimization.learningRate"), dom);
        assertTrue(dom.contains("of 1000000"), dom);
    }

    /** All that is there to be measured, by name without labels. */
    private static Map<String, Double> scraped(HttpClient client, String page) throws Exception {
        HttpResponse<String> scrape =
                client.send(
                        HttpRequest.newBuilder(URI.create(page + "prom")).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(200, scrape.statusCode(), scrape.body());
        Map<String, Double> samples = new HashMap<>();
        for (String line : scrape.body().lines().filter(text -> !text.startsWith("#")).toList()) {
            Matcher sample = SAMPLE.matcher(line);
            assertTrue(sample.matches(), line);
            samples.put(sample.group(1), number(sample.group(2)));
        }
        return samples;
    }

    /** Prometheus writes what is infinite otherwise than Java. */
    private static double number(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    /** One that would train for days. */
    private void aJobIsLeftToItselfAndKilled() throws Exception {
        Commands.Result left =
                draco(
                                "train",
                                "--root",
                                "hdfs:///draco",
                                "--workers",
                                "3",
                                "--max-steps",
                                "1000000",
                                "--detach",
                                "--json",
                                "--name",
                                "all night long",
                                "--tags",
                                "night,long",
                                "--priority",
                                "3",
                                "-D",
                                "dfs.replication=1",
                                "-files",
                                DRACO_JAR + "#mine.jar")
                        .successful();
        JsonNode job = new ObjectMapper().readTree(left.lastLine());
        String id = job.get("application").textValue();
        String place = job.get("place").textValue();
        String report = statusWhere(id, "State : RUNNING");
        assertTrue(report.contains("Application-Name : all night long"), report);
        assertTrue(report.contains("Application Priority : "), report);
        commands.run(hdfs(), "dfs", "-test", "-e", place + "/files/mine.jar").successful();
        JsonNode running = new ObjectMapper().readTree(draco("status", place, "--json").lastLine());
        assertEquals("running", running.get("state").textValue());
        assertTrue(PROGRESS.matcher(report).find(), report);
        theJobIsLookedAt(running.get("page").textValue());
        assertTrue(draco("kill", place).successful().out().contains(id + " is killed"));
        assertEquals(1, draco("status", id).exitCode());
    }

    /** A shell's {@code yarn jar draco.jar ...}. */
    private Commands.Result draco(String... words) throws Exception {
        return commands.run(words(yarn(), List.of("jar", DRACO_JAR), List.of(words)));
    }

    private String statusWhere(String id, String text) throws Exception {
        String report = "";
        for (int looks = 0; looks < LOOKS && !report.contains(text); looks++) {
            report = commands.run(yarn(), "application", "-status", id).successful().out();
        }
        assertTrue(report.contains(text), report);
        return report;
    }

    private static String applicationId(Commands.Result trained) {
        Matcher submitted = SUBMITTED.matcher(trained.err());
        assertTrue(submitted.find(), trained::all);
        return submitted.group(1);
    }

    /** NodeManagers bring them to HDFS when the application is over. */
    private void awaitLogs(String id) throws Exception {
        Commands.Result logs = commands.run(yarn(), "logs", "-applicationId", id);
        for (int looks = 0; looks < LOOKS && !isComplete(logs.out()); looks++) {
            logs = commands.run(yarn(), "logs", "-applicationId", id);
        }
        assertTrue(isComplete(logs.out()), logs::all);
        Commands.Result own = draco("logs", id);
        assertTrue(isComplete(own.successful().out()), own::all);
        String master = id.replace("application", "container") + "_01_000001";
        Commands.Result ofOne = draco("logs", id, "--container", master).successful();
        assertTrue(ofOne.out().contains("Asking for 3 container(s)"), ofOne::all);
        assertFalse(isComplete(ofOne.out()), ofOne::all);
    }

    /** The ApplicationMaster asks for two processes of workers and one of the evaluator; and one of those has spoken. */
    private static boolean isComplete(String logs) {
        return logs.contains("Asking for 3 container(s)") && logs.contains("org.draco.container.");
    }

    private void stopAndStartAgain(String id) throws Exception {
        cluster("stop").successful();
        assertEquals(1, cluster("status").exitCode());
        assertEquals(List.of(), processes());
        // What a machine that lost its power leaves, when the number is another process's since.
        Files.writeString(directory.pid(Daemon.NODEMANAGER), ProcessHandle.current().pid() + "\n");
        start();
        assertTrue(cluster("start").successful().err().contains("runs already"));
        commands.run(hdfs(), "dfs", "-test", "-e", "/draco/jobs").successful();
        awaitLogs(id);
        cluster("stop").successful();
        assertEquals(List.of(), processes());
    }

    /** Daemons, containers and whatever else names the cluster's directory. */
    private List<String> processes() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(root.toString()))
                .toList();
    }

    private List<String> simulation() {
        return Stream.concat(
                        JOB.stream(), Stream.of("--train-dir", place.resolve("sim").toString()))
                .toList();
    }

    /** The digits as they come from their makers. */
    private Path digits() throws IOException {
        Path files = Files.createDirectory(place.resolve("digits"));
        for (String name :
                List.of(
                        "train-images-idx3-ubyte.gz",
                        "train-labels-idx1-ubyte.gz",
                        "t10k-images-idx3-ubyte.gz",
                        "t10k-labels-idx1-ubyte.gz")) {
            try (InputStream in = BundledDigits.class.getResourceAsStream("mnist/" + name)) {
                Files.copy(in, files.resolve(name));
            }
        }
        return files;
    }

    private static String sha256(Commands.Result result) throws IOException {
        return new ObjectMapper().readTree(result.lastLine()).get("model_sha256").textValue();
    }
}
