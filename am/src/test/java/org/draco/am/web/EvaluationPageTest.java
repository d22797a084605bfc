package org.draco.am.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.web.JobServer.Endpoint;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.dataset.Split;
import org.draco.layout.evaluation.CheckpointScore;
import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.evaluation.PassedOver;
import org.draco.layout.evaluation.ScoreList;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Recovery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationPageTest {

    @TempDir private java.nio.file.Path directory;

    private final EvaluationPage page =
            new EvaluationPage(
                    new EvaluationSpec(
                            "trial-mnist-test",
                            new EvaluationSpec.Subject(
                                    "hdfs://c/jobs/trial",
                                    "00",
                                    "<b>set",
                                    "hdfs://c/set",
                                    Split.TEST),
                            new EvaluationSpec.Course(1, 10, -1, 0, 1, 100),
                            new JobSpec.Containers(1, 1, 1, 1, 1, 1, "default", false),
                            new JobSpec.Timeouts(1, 1, 1, 1),
                            new Recovery(1, 1),
                            List.of()));

    private String get(String path) throws IOException {
        for (Endpoint endpoint : page.endpoints()) {
            if (endpoint.path().equals(path)) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                endpoint.content().write("", out);
                return out.toString(StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError(path);
    }

    /** The better one second, with a loss that is no number first. */
    private ScoreList scores() throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        EvaluationLayout layout = new EvaluationLayout(new Path(directory.toUri()));
        new CheckpointScore(10, Double.NaN, 4, 1, 2, 2, 0.5, List.of()).write(fs, layout);
        new CheckpointScore(20, 0.25, 4, 3, 2, 4, 0.5, List.of()).write(fs, layout);
        ScoreList scores = new ScoreList(fs, layout, PatientStorage.ofSeconds(0, notice -> {}));
        scores.refresh();
        return scores;
    }

    @Test
    void showsWhatWasFoundAsATableAndAsJson() throws IOException {
        assertEquals(
                -1, new ObjectMapper().readTree(get("/api/evaluation")).get("best").intValue());
        page.show(scores(), List.of(new PassedOver(30, "<script>")), 7);
        JsonNode json = new ObjectMapper().readTree(get("/api/evaluation"));
        assertEquals(20, json.get("best").intValue());
        assertEquals(7, json.get("expected").intValue());
        assertEquals("test", json.get("split").textValue());
        assertEquals("NaN", json.get("scores").get(0).get("loss").textValue());
        assertEquals(0.75, json.get("scores").get(1).get("top1").doubleValue());
        assertEquals("<script>", json.get("passedOver").get(0).get("why").textValue());
        String html = get("/");
        assertTrue(
                html.contains("<td>20 (best)<td>0.2500<td>75.00 %<td>100.00 %<td>4<td>0.5"), html);
        assertTrue(html.contains("of &lt;b>set: 2 of 7."), html);
        assertTrue(html.contains("Step 30 is passed over: &lt;script>"), html);
        assertFalse(html.contains("<script"), "what others say is text");
    }
}
