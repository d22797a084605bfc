package org.draco.bin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.TrainingListener;
import org.draco.am.client.TrainingReport;
import org.draco.layout.JobLayout;
import org.draco.layout.metrics.CsvTail;
import org.draco.layout.metrics.StepRow;

/**
 * How long a step takes with nine real worker processes on this machine, by its parts, and what of it the gradients alone would take on all
 * cores: they are measured in the same run, before and after each case, as many processes as cores computing at once and doing nothing else,
 * and as many gradients are counted as workers were asked for. LeNet, 32 digits a gradient, s = 1, on an embedded HDFS and YARN; medians of the
 * steps after the first 1,700, by when nine JVMs on two cores have compiled what they run, and of some before. The gradients alone are measured minutes before and after, and
 * machines change in minutes; so there is also what of a step's time on all cores {@link ComputingThreads} did not have in those seconds.
 *
 * <p>Run by
 *
 * <pre>    mvn -q -pl bin -am -P benchmark-step -DskipTests verify</pre>
 *
 * <p>{@code -Dbenchmark=REGEX} takes some of the cases, by name; {@code -Dbenchmark.network=NAME} another network, {@code -Dbenchmark.wire=CODEC} another codec.
 */
public final class StepBenchmark {

    private static final int WORKERS = 9;
    private static final int EARLY = 600;
    private static final int WARM_UP = 1_700;
    private static final int MEASURED = 100;

    /** About as long as the steps that are measured. */
    private static final int LAST_SECONDS = 7;

    /** One way to train: its name, what differs from the other options, and how many batches a step has. */
    private record Case(String name, String approach, String rule, int batches, int liars) {}

    private static final List<Case> CASES =
            List.of(
                    new Case("mean", "baseline", "average", WORKERS, 0),
                    new Case("repetition r=3", "repetition", "average", WORKERS / 3, 1),
                    new Case("cyclic s=1", "cyclic", "average", WORKERS, 1),
                    new Case("reactive s=2", "reactive", "average", WORKERS / 3, 2),
                    new Case("krum", "baseline", "krum", WORKERS, 1),
                    new Case("geometric median", "baseline", "geometric-median", WORKERS, 1));

    private StepBenchmark() {}

    /** Prints a table, in Markdown, a row as soon as it is measured; exits 1 where a case fails. */
    public static void main(String[] words) {
        int exit = 0;
        try {
            measure(
                    words.length == 0 || words[0].isEmpty() ? ".*" : words[0],
                    words.length < 2 || words[1].isEmpty() ? "LeNet" : words[1],
                    words.length < 3 || words[2].isEmpty()
                            ? new JobOptions().resources.wireCodec
                            : words[2]);
        } catch (Exception cause) {
            System.err.println("not measured: " + cause);
            exit = 1;
        }
        System.exit(exit); // the cluster has threads that would keep the process
    }

    private static void measure(String regex, String network, String codec) throws Exception {
        Path directory = Files.createTempDirectory("step-benchmark-");
        try (JobCluster jobs = JobCluster.start(directory)) {
            System.out.printf("%n%s, P = %d, wire %s, milliseconds:%n%n", network, WORKERS, codec);
            System.out.println(
                    "| | step | gradients alone | the rest | waiting | worker's computing | transfer | decoding | update | MB in | MB out | gradients | not computing | step 601 to 700 | first 600, s |");
            System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
            List<Case> cases = CASES.stream().filter(one -> one.name().matches(regex)).toList();
            double before = cases.isEmpty() ? 0 : GradientsAlone.millis(network, directory);
            for (Case one : cases) {
                List<StepRow> rows;
                double computing;
                try (ComputingThreads threads = new ComputingThreads(WORKERS)) {
                    rows = rows(jobs, one, network, codec);
                    computing = threads.share(LAST_SECONDS);
                }
                double after = GradientsAlone.millis(network, directory);
                System.out.println(line(one, (before + after) / 2, computing, rows));
                before = after;
            }
        }
    }

    private static List<StepRow> rows(JobCluster jobs, Case one, String network, String codec)
            throws Exception {
        JobOptions options = new JobOptions();
        options.network = network;
        options.resources.wireCodec = codec;
        options.workers = WORKERS;
        options.approach = one.approach();
        options.code.mode = one.rule();
        options.code.declaredByz = one.liars();
        options.workerFail = one.liars();
        options.maxSteps = WARM_UP + MEASURED;
        options.evalFreq = options.maxSteps;
        options.seed = 7;
        JobSubmission submission = jobs.submission(options);
        TrainingReport report = jobs.train(submission, new TrainingListener() {});
        if (!report.succeeded()) {
            throw new IOException(one.name() + ": " + report.failure().orElse(""));
        }
        JobLayout job = jobs.layout().job(submission.spec().job());
        return new CsvTail<>(jobs.hdfs(), job.stepsCsv(), StepRow.header(false), StepRow::parse)
                .poll();
    }

    private static String line(Case one, double aloneMillis, double computing, List<StepRow> all) {
        List<StepRow> rows = all.subList(WARM_UP, all.size());
        List<StepRow> early = all.subList(EARLY, EARLY + MEASURED);
        double first = all.subList(0, EARLY).stream().mapToDouble(StepRow::seconds).sum();
        double gradients =
                one.batches()
                        * rows.stream().mapToDouble(StepRow::redundancy).average().getAsDouble();
        double step = median(rows, row -> 1e3 * row.seconds());
        double alone = gradients * aloneMillis / Runtime.getRuntime().availableProcessors();
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f | %.1f | %.1f | %.1f | %.1f |",
                one.name(),
                step,
                alone,
                step - alone,
                median(rows, row -> 1e3 * row.waitSeconds()),
                median(rows, row -> 1e3 * row.computeSeconds()),
                median(rows, row -> 1e3 * row.transferSeconds()),
                median(rows, row -> 1e3 * row.decodeSeconds()),
                median(rows, row -> 1e3 * row.updateSeconds()),
                median(rows, row -> 1e-6 * row.bytesIn()),
                median(rows, row -> 1e-6 * row.bytesOut()),
                gradients,
                (1 - computing) * step,
                median(early, row -> 1e3 * row.seconds()),
                first);
    }

    private static double median(List<StepRow> rows, ToDoubleFunction<StepRow> value) {
        double[] sorted = rows.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
