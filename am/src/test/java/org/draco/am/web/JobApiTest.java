package org.draco.am.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.yarn.Jobs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API says what its page in the documentation says, and what is true. */
class JobApiTest {

    private static final java.nio.file.Path PAGE = java.nio.file.Path.of("../docs/page.md");

    @TempDir private java.nio.file.Path directory;

    private FileSystem fs;
    private SampleJob job;

    @BeforeEach
    void makeTheJob() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        job = new SampleJob(fs, new Path(directory.toUri()));
    }

    private JsonNode get(String name, String query) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        job.api.endpoints().stream()
                .filter(endpoint -> endpoint.path().equals("/api/" + name))
                .findFirst()
                .orElseThrow()
                .content()
                .write(query, out);
        return new ObjectMapper().readTree(out.toByteArray());
    }

    private static Set<String> keys(JsonNode node) {
        Set<String> keys = new TreeSet<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** Each in backquotes, in the table of its section. */
    private static Set<String> documented(String section) throws IOException {
        String text = Files.readString(PAGE);
        String heading = "### `" + section + "`";
        assertTrue(text.contains(heading), heading);
        String after = text.substring(text.indexOf(heading) + heading.length());
        String own = after.contains("\n#") ? after.substring(0, after.indexOf("\n#")) : after;
        return own.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void saysWhyWhoLiedIsNotKnown() throws IOException {
        assertEquals("", get("job", "").get("untoldLies").textValue());
        SampleJob ofRule = new SampleJob(fs, new Path(directory.toUri()), Jobs.ofKrum());
        assertEquals(
                "--mode krum bears 2 liars without telling who lied",
                ofRule.view.job().untoldLies());
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "steps", "evaluations", "workers", "notices", "checkpoints"})
    void everyKeyIsDocumentedAndNoOther(String name) throws IOException {
        job.train(fs);
        job.end();
        assertEquals(documented("api/" + name), keys(get(name, "")), name);
    }

    @Test
    void theInnerKeysAreDocumentedToo() throws IOException {
        job.train(fs);
        assertEquals(documented("steps.columns"), keys(get("steps", "").get("columns")), "columns");
        assertEquals(
                documented("workers[]"), keys(get("workers", "").get("workers").get(0)), "workers");
        assertEquals(
                documented("workers[].place"),
                keys(get("workers", "").get("workers").get(0).get("place")));
    }

    @Test
    void tellsOfAJobThatRuns() throws IOException {
        assertEquals("starting", get("job", "").get("state").textValue());
        assertEquals("NaN", get("job", "").get("secondsLeft").textValue());
        job.train(fs);
        JsonNode all = get("job", "");
        assertEquals("training", all.get("state").textValue());
        assertTrue(all.get("outcome").isNull());
        assertEquals(new ObjectMapper().readTree(job.spec.toJson()), all.get("specification"));
        assertEquals(SampleJob.STEPS, get("steps", "").get("columns").get("train_loss").size());
        assertEquals(2, get("steps", "after=28").get("columns").get("step").size());
        assertEquals(6, get("evaluations", "").get("evaluations").size());
        assertEquals(6, get("checkpoints", "").get("total").intValue());
        JsonNode liar = get("workers", "").get("workers").get(5);
        assertEquals(List.of(30, 0, 10), counts(liar));
        assertEquals(List.of(20, 10, 0), counts(get("workers", "").get("workers").get(9)));
        job.end();
        assertEquals("succeeded", get("job", "").get("state").textValue());
        assertEquals(30, get("job", "").get("outcome").get("finalStep").intValue());
    }

    private static List<Integer> counts(JsonNode worker) {
        return List.of(
                worker.get("answered").intValue(),
                worker.get("late").intValue(),
                worker.get("caught").intValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"after=", "after=-1", "before=3", "after=1234567890123456789", "after=1&x"})
    void aQueryThatMeansNothingIsRefused(String query) {
        assertThrows(IllegalArgumentException.class, () -> get("steps", query));
    }

    /** However many look, the file system is asked once in two seconds. */
    @Test
    void filesAreLookedAtWhenAskedAndNotTooOften() throws IOException {
        assertEquals(0, get("evaluations", "").get("evaluations").size());
        job.train(fs); // 7.5 s by its clock
        assertEquals(6, get("evaluations", "").get("evaluations").size());
        fs.create(job.layout.checkpoint(31)).close();
        job.clock.pass(JobFiles.LOOK_MILLIS - 1);
        assertEquals(6, get("checkpoints", "").get("total").intValue());
        job.clock.pass(1);
        assertEquals(7, get("checkpoints", "").get("total").intValue());
    }

    @Test
    void aFileThatCannotBeReadIsSaidAndNoFault() throws IOException {
        Files.createDirectories(directory.resolve("metrics"));
        Files.writeString(directory.resolve("metrics/evaluation.csv"), "something else\n");
        JsonNode evaluations = get("evaluations", "");
        assertEquals(0, evaluations.get("evaluations").size());
        assertFalse(evaluations.get("trouble").textValue().isEmpty());
    }

    @Test
    void evaluationsAreBoundedAndTheNewestIsThere() throws IOException {
        StringBuilder csv = new StringBuilder("step,loss,accuracy,samples,seconds\n");
        for (int step = 1; step <= 5000; step++) {
            csv.append(step).append(",1.0,0.5,10,1.0\n");
        }
        Files.createDirectories(directory.resolve("metrics"));
        Files.writeString(directory.resolve("metrics/evaluation.csv"), csv);
        JsonNode rows = get("evaluations", "").get("evaluations");
        assertTrue(rows.size() > JobFiles.EVALUATIONS / 4 && rows.size() <= JobFiles.EVALUATIONS);
        assertEquals(5000, rows.get(rows.size() - 1).get("step").intValue());
    }
}
