package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.api.records.timelineservice.TimelineEntity;
import org.apache.hadoop.yarn.api.records.timelineservice.TimelineEvent;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.TrainingListener;
import org.draco.am.client.TrainingReport;
import org.draco.bin.embedded.TimelineCluster;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobApplication;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of a job on the embedded cluster: through the ResourceManager's proxy while it runs, on HDFS afterwards; and the job in the
 * cluster's timeline service.
 */
class JobPageIT {

    private static final int STEPS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private static Path directory;

    private static JobCluster jobs;

    @BeforeAll
    static void startTheCluster() throws IOException {
        jobs = new JobCluster(TimelineCluster.start(directory, JobCluster.MEMORY_MB));
    }

    @AfterAll
    static void stopTheCluster() {
        jobs.close();
    }

    private static JobOptions threeWorkers() {
        JobOptions options = new JobOptions();
        options.workers = 3;
        options.maxSteps = STEPS;
        options.evalFreq = STEPS / 2;
        options.seed = 7;
        options.resources.workerHeapMb = 384;
        return options;
    }

    private static final String BEAN = "jmx?qry=Hadoop:service=draco,name=Training";

    /** What a browser would see, once the third step is made. */
    private static final class Visitor implements TrainingListener {

        private final HttpClient client =
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
        private final Map<String, HttpResponse<String>> answers = new TreeMap<>();
        private final List<StepRow> rows = new ArrayList<>();
        private String trackingUrl = "";

        @Override
        public void step(StepRow row) {
            rows.add(row);
            if (row.step() != 3) {
                return;
            }
            try (YarnClient yarn = YarnClient.createYarnClient()) {
                yarn.init(jobs.cluster().configuration());
                yarn.start();
                ApplicationReport report =
                        yarn.getApplications(EnumSet.of(YarnApplicationState.RUNNING)).get(0);
                trackingUrl = report.getTrackingUrl();
                for (String path :
                        List.of(
                                "",
                                "uplot.js",
                                "api/job",
                                "api/steps",
                                "api/workers",
                                "nothing",
                                "prom",
                                BEAN)) {
                    answers.put(path, get(path));
                }
            } catch (IOException trouble) {
                throw new UncheckedIOException(trackingUrl + " is not to be had", trouble);
            } catch (YarnException | InterruptedException trouble) {
                throw new IllegalStateException(trouble);
            }
        }

        private HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return client.send(
                    HttpRequest.newBuilder(URI.create(trackingUrl + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        JsonNode json(String path) throws IOException {
            assertEquals(200, answers.get(path).statusCode(), path + answers.get(path).body());
            return JSON.readTree(answers.get(path).body());
        }
    }

    private static JsonNode kept(JobLayout job) throws IOException {
        String page;
        try (var in = jobs.hdfs().open(job.page())) {
            page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertFalse(page.contains("<script src"), "it is one file");
        String before = "<script type=\"application/json\" id=\"data\">";
        int from = page.indexOf(before) + before.length();
        return JSON.readTree(page.substring(from, page.indexOf("</script>", from)));
    }

    private static void assertAgrees(JsonNode steps, List<StepRow> rows, int atLeast) {
        assertEquals(1, steps.get("width").intValue());
        JsonNode columns = steps.get("columns");
        int points = columns.get("step").size();
        assertTrue(points >= atLeast, "points: " + points);
        for (int i = 0; i < points; i++) {
            StepRow row = rows.get(i);
            assertEquals(row.step(), columns.get("step").get(i).longValue());
            assertEquals(row.trainLoss(), columns.get("train_loss").get(i).doubleValue());
            assertEquals(row.seconds(), columns.get("seconds").get(i).doubleValue());
            assertEquals(row.bytesIn(), columns.get("bytes_in").get(i).longValue());
            assertEquals(row.suspects().size(), columns.get("suspects").get(i).intValue());
        }
    }

    private static void assertMeasured(Visitor visitor, String name) throws IOException {
        String scrape = visitor.answers.get("prom").body();
        assertTrue(
                scrape.lines()
                        .anyMatch(
                                line ->
                                        line.startsWith("draco_training_max_steps{")
                                                && line.contains("job=\"" + name + "\"")
                                                && line.endsWith(" " + STEPS)),
                scrape);
        assertEquals(STEPS, visitor.json(BEAN).get("beans").get(0).get("MaxSteps").intValue());
    }

    private static List<TimelineEntity> timeline(String application) {
        List<TimelineCluster.Written> written = TimelineCluster.written(application, "DRACO_JOB");
        assertFalse(written.isEmpty(), "nothing in the timeline service");
        for (TimelineCluster.Written one : written) {
            assertEquals(application, one.entity().getId());
            assertEquals(System.getProperty("user.name"), one.user());
        }
        return written.stream().map(TimelineCluster.Written::entity).toList();
    }

    private static List<String> events(List<TimelineEntity> entities) {
        return entities.stream()
                .flatMap(entity -> entity.getEvents().stream())
                .sorted(Comparator.comparing(TimelineEvent::getTimestamp))
                .map(event -> event.getId() + event.getInfo())
                .toList();
    }

    private static void assertInTheTimeline(JobSubmission submission, Outcome outcome)
            throws IOException {
        JobLayout job = jobs.layout().job(submission.spec().job());
        List<TimelineEntity> entities =
                timeline(JobApplication.readIfPresent(jobs.hdfs(), job).orElseThrow().id());
        assertEquals(submission.spec().toJson(), entities.get(0).getInfo().get("specification"));
        TreeMap<Long, Number> steps = new TreeMap<>();
        entities.stream()
                .flatMap(entity -> entity.getMetrics().stream())
                .filter(metric -> metric.getId().equals("step"))
                .forEach(metric -> steps.putAll(metric.getValues()));
        assertEquals(STEPS, steps.lastEntry().getValue().intValue());
        List<String> events = events(entities);
        assertEquals("START{attempt=1}", events.get(0));
        assertTrue(events.contains("CHECKPOINT{step=" + STEPS + "}"), events::toString);
        assertEquals(
                outcome.suspects().size(),
                events.stream().filter(event -> event.startsWith("LIAR_CAUGHT")).count());
        assertTrue(events.get(events.size() - 1).startsWith("END"), events::toString);
        assertEquals(
                outcome.modelSha256(),
                entities.get(entities.size() - 1).getInfo().get("model-sha256"));
    }

    @Test
    void isSeenThroughTheProxyWhileTheJobRunsAndLiesBesideItAfterwards() throws Exception {
        JobOptions options = threeWorkers();
        options.workerFail = 1;
        options.fixedLiars = true;
        JobSubmission submission = jobs.submission(options);
        String name = submission.spec().job();
        Visitor visitor = new Visitor();
        TrainingReport report = jobs.train(submission, visitor);
        assertTrue(report.succeeded(), () -> report.failure().orElse(""));

        assertTrue(visitor.trackingUrl.contains("/proxy/application_"), visitor.trackingUrl);
        assertTrue(visitor.answers.get("").body().contains("<script src=\"page.js\">"));
        String policy =
                visitor.answers
                        .get("")
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElseThrow();
        assertTrue(policy.startsWith("default-src 'self'"), "the proxy passes it on: " + policy);
        assertTrue(visitor.answers.get("uplot.js").body().contains("uPlot"));
        assertEquals(404, visitor.answers.get("nothing").statusCode());
        assertMeasured(visitor, name);
        JsonNode job = visitor.json("api/job");
        assertEquals(name, job.get("job").textValue());
        assertTrue(
                visitor.trackingUrl.contains(job.get("application").textValue()),
                visitor.trackingUrl);
        assertTrue(job.get("step").longValue() >= 3, () -> job.get("step").toString());
        assertEquals(JSON.readTree(submission.spec().toJson()), job.get("specification"));
        JsonNode workers = visitor.json("api/workers").get("workers");
        assertEquals(4, workers.size());
        for (JsonNode worker : workers) {
            JsonNode place = worker.get("place");
            assertEquals("running", place.get("state").textValue(), place::toString);
            assertTrue(place.get("log").textValue().contains(place.get("container").textValue()));
        }
        assertAgrees(visitor.json("api/steps"), visitor.rows, 3);

        JsonNode kept = kept(jobs.layout().job(name));
        assertEquals("succeeded", kept.get("job").get("state").textValue());
        assertEquals(
                report.outcome().orElseThrow().modelSha256(),
                kept.get("job").get("outcome").get("modelSha256").textValue());
        assertAgrees(kept.get("steps"), visitor.rows, STEPS);
        Map<Integer, Long> caught = new TreeMap<>();
        for (JsonNode worker : kept.get("workers").get("workers")) {
            if (worker.get("caught").longValue() > 0) {
                caught.put(
                        worker.get("place").get("rank").intValue(),
                        worker.get("caught").longValue());
            }
        }
        assertEquals(report.outcome().orElseThrow().suspects(), caught);
        JsonNode evaluations = kept.get("evaluations").get("evaluations");
        assertEquals(
                report.lastEvaluation().orElseThrow().accuracy(),
                evaluations.get(evaluations.size() - 1).get("accuracy").doubleValue());
        assertEquals(3, kept.get("checkpoints").get("total").intValue());
        assertInTheTimeline(submission, report.outcome().orElseThrow());
    }

    @Test
    void aJobThatFailsNamesStepAndGroupAndLeavesItsPageToo() throws Exception {
        JobOptions options = threeWorkers();
        options.workerFail = 2;
        options.errMode = "random";
        options.resources.workersPerContainer = 3;
        JobSubmission submission = jobs.submission(options);
        TrainingReport report = jobs.train(submission, new TrainingListener() {});
        assertFalse(report.succeeded());
        String why = report.failure().orElseThrow();
        assertTrue(why.contains("step 1: group 0 (workers 0..2): no majority"), why);
        JsonNode kept = kept(jobs.layout().job(submission.spec().job()));
        assertEquals("failed", kept.get("job").get("state").textValue());
        JsonNode notices = kept.get("notices").get("notices");
        assertTrue(notices.toString().contains("no majority"), notices::toString);
    }
}
