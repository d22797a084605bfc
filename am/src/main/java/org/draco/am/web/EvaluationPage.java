package org.draco.am.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.draco.am.web.JobServer.Endpoint;
import org.draco.layout.evaluation.CheckpointScore;
import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.evaluation.PassedOver;
import org.draco.layout.evaluation.ScoreList;
import org.draco.layout.file.RecordJson;

/**
 * The page of a running evaluation: a table of what was found so far, which a browser asks for again every few seconds, and the same
 * as JSON. Told by one thread, asked by others.
 */
public final class EvaluationPage {

    private static final String NONE = "";

    private final EvaluationSpec spec;
    private volatile Document document;

    /**
     * One checkpoint.
     *
     * @param top5 of the five most probable classes, or of all if there are fewer
     */
    record Row(long step, double loss, double top1, double top5, int samples, double seconds) {}

    /**
     * {@code /api/evaluation}.
     *
     * @param best step of the best model so far; -1 while there is none
     * @param expected how many checkpoints there will be, as far as can be told
     */
    record Document(
            String evaluation,
            String job,
            String dataset,
            String split,
            int expected,
            long best,
            List<Row> scores,
            List<PassedOver> passedOver) {}

    /** Nothing was found yet. */
    public EvaluationPage(EvaluationSpec spec) {
        this.spec = Objects.requireNonNull(spec, "spec");
        show(List.of(), -1, List.of(), 0);
    }

    /** What was found by now. */
    public void show(ScoreList scores, List<PassedOver> passedOver, int expected) {
        show(
                scores.all().stream().map(EvaluationPage::row).toList(),
                scores.best().map(CheckpointScore::step).orElse(-1L),
                passedOver,
                expected);
    }

    private void show(List<Row> rows, long best, List<PassedOver> passedOver, int expected) {
        document =
                new Document(
                        spec.name(),
                        spec.subject().jobDir(),
                        spec.subject().dataset(),
                        spec.subject().split().directory(),
                        expected,
                        best,
                        rows,
                        passedOver);
    }

    private static Row row(CheckpointScore score) {
        return new Row(
                score.step(),
                score.loss(),
                score.top1(),
                score.top5(),
                score.samples(),
                score.seconds());
    }

    /** The page is {@code /}, the document {@code /api/evaluation}. */
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("/", "text/html; charset=utf-8", (query, out) -> write(html(), out)),
                new Endpoint(
                        "/api/evaluation",
                        "application/json",
                        (query, out) -> write(RecordJson.compact(document), out)));
    }

    private static void write(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String html() {
        Document now = document;
        StringBuilder rows = new StringBuilder();
        for (Row row : now.scores) {
            rows.append(
                    String.format(
                            Locale.ROOT,
                            "<tr><td>%d%s<td>%.4f<td>%.2f %%<td>%.2f %%<td>%d<td>%.1f%n",
                            row.step,
                            row.step == now.best ? " (best)" : NONE,
                            row.loss,
                            100 * row.top1,
                            100 * row.top5,
                            row.samples,
                            row.seconds));
        }
        StringBuilder passed = new StringBuilder();
        for (PassedOver over : now.passedOver) {
            passed.append(
                    "<p>Step %d is passed over: %s%n".formatted(over.step(), text(over.why())));
        }
        return """
               <!DOCTYPE html>
               <html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
               <meta name="color-scheme" content="light dark"><meta http-equiv="refresh" content="5">
               <title>%1$s – Draco</title>
               <h1>%1$s</h1>
               <p>Checkpoints of %2$s, judged on the %3$s samples of %4$s: %5$d of %6$d.
               <table><thead><tr><th>Step<th>Loss<th>Top-1<th>Top-5<th>Samples<th>Seconds<tbody>
               %7$s</table>
               %8$s</html>
               """
                .formatted(
                        text(now.evaluation),
                        text(now.job),
                        text(now.split),
                        text(now.dataset),
                        now.scores.size(),
                        now.expected,
                        rows,
                        passed);
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
