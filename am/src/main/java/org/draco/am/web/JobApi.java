package org.draco.am.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.draco.am.web.JobServer.Endpoint;
import org.draco.layout.file.RecordJson;

/** The JSON API: what the page shows, and what scripts may read. Thread-safe. */
public final class JobApi {

    private static final String JSON = "application/json; charset=utf-8";
    private static final Pattern AFTER = Pattern.compile("after=(\\d{1,18})");

    private final JobView view;
    private final JobFiles files;
    private final Clock clock;

    /** The API of one job. */
    public JobApi(JobView view, JobFiles files, Clock clock) {
        this.view = view;
        this.files = files;
        this.clock = clock;
    }

    /** Its addresses, below {@code /api/}. */
    public List<Endpoint> endpoints() {
        return List.of(
                endpoint("job", query -> view.job()),
                endpoint("steps", query -> view.steps(after(query))),
                endpoint("evaluations", query -> files.evaluations()),
                endpoint("workers", query -> view.workers()),
                endpoint("notices", query -> view.notices()),
                endpoint("checkpoints", query -> files.checkpoints()));
    }

    private static Endpoint endpoint(String name, Function<String, Record> document) {
        return new Endpoint(
                "/api/" + name,
                JSON,
                (query, out) ->
                        out.write(
                                RecordJson.compact(document.apply(query))
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    private static long after(String query) {
        if (query.isEmpty()) {
            return 0;
        }
        Matcher matcher = AFTER.matcher(query);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "query: expected nothing or after=STEP, found \"" + query + "\"");
        }
        return Long.parseLong(matcher.group(1));
    }

    /** All documents in one, with what lies in the job's directory by now. */
    String everything() {
        files.refresh();
        return RecordJson.compact(
                new JobDocuments.Everything(
                        clock.millis(),
                        view.job(),
                        view.steps(0),
                        files.evaluations(),
                        view.workers(),
                        view.notices(),
                        files.checkpoints()));
    }
}
