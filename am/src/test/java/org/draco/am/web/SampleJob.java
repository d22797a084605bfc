package org.draco.am.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.yarn.Jobs;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.CsvAppender;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;

/** A job to show: of nine workers one lies, one is lost for a while, and what they say is markup. */
final class SampleJob {

    /** What a page must show as it is; a page that runs it takes this title. */
    static final String HOSTILE =
            "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">";

    static final int STEPS = 30;
    static final int EVERY = 5;

    final HandClock clock = new HandClock();
    final JobSpec spec;
    final JobLayout layout;
    final JobView view;
    final JobFiles files;
    final JobApi api;

    SampleJob(FileSystem fs, Path dir) {
        this(fs, dir, Jobs.withWorkers(9));
    }

    SampleJob(FileSystem fs, Path dir, JobSpec spec) {
        this.spec = spec;
        this.layout = new JobLayout(dir);
        this.view =
                new JobView(
                        new JobFacts(
                                "application_1800000000000_0001", 1, "ada", dir.toString(), spec),
                        SampleJob::places,
                        clock);
        this.files = new JobFiles(fs, layout, clock);
        this.api = new JobApi(view, files, clock);
    }

    private static List<ProcessPlace> places() {
        List<ProcessPlace> places = new ArrayList<>();
        places.add(place("evaluator", 0, "running", ""));
        for (int rank = 0; rank < 8; rank++) {
            places.add(place("worker", rank, "running", ""));
        }
        places.add(place("worker", 8, "ended", HOSTILE));
        return places;
    }

    private static ProcessPlace place(String role, int rank, String state, String end) {
        String container = "container_1800000000000_0001_01_%06d".formatted(rank + 2);
        String host = "node-%d.example.com".formatted(rank % 4);
        String log = "http://" + host + ":8042/node/containerlogs/" + container + "/ada";
        return new ProcessPlace(
                role,
                rank,
                1,
                state,
                host,
                container,
                rank == 8 ? "javascript:alert(1)" : log,
                end);
    }

    /** Trains: worker 4 lies in every third step, worker 8 is lost to the last ten. */
    void train(FileSystem fs) throws IOException {
        try (CsvAppender evaluations =
                CsvAppender.open(fs, layout.evaluationCsv(), EvaluationRow.header())) {
            for (int step = 1; step <= STEPS; step++) {
                clock.pass(250);
                Set<Integer> answered = new TreeSet<>(Set.of(0, 1, 2, 3, 4, 5, 6, 7));
                if (step <= STEPS - 10) {
                    answered.add(8);
                }
                StepRow row = Rows.row(step, 2.3 / step, step % 3 == 0 ? List.of(4) : List.of());
                view.stepEnded(Rows.report(row, answered), row);
                if (step % EVERY == 0) {
                    evaluations.append(
                            new EvaluationRow(step, 2.2 / step, 1 - 0.9 / step, 10_000, 1.5)
                                    .toCsv());
                    fs.create(layout.checkpoint(step)).close();
                }
            }
        }
        view.notice("worker 8 is lost: " + HOSTILE);
    }

    void end() {
        view.trained(new Outcome(true, STEPS, "", "ab".repeat(32), 7.5, 1, 2, Map.of(4, 10L)));
        view.finished("");
    }
}
