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
 * cores: they are measured in the same run, as many processes as cores computing at once and doing nothing else. LeNet, 32 digits a
 * gradient, s = 1, on an embedded HDFS and YARN; medians of the steps after the first 600, by when nine JVMs on
 * two cores have compiled most of what they run, and how long those took.
 *
 * <p>Run by
 *
 * <pre>    mvn -q -pl bin -am -P benchmark-step -DskipTests verify</pre>
 *
 * <p>{@code -Dbenchmark=REGEX} takes some of the cases, by name; {@code -Dbenchmark.network=NAME} another network, {@code -Dbenchmark.wire=CODEC} another codec.
 */
public final class StepBenchmark {

    private static final int WORKERS = 9;
    private static final int WARM_UP = 600;
    private static final int MEASURED = 100;

    /** One way to train: its name, and what differs from the other options. */
    private record Case(String name, String approach, String rule, int tasks, int liars) {}

    private static final List<Case> CASES =
            List.of(
                    new Case("mean", "baseline", "average", 1, 0),
                    new Case("repetition r=3", "repetition", "average", 1, 1),
                    new Case("cyclic s=1", "cyclic", "average", 3, 1),
                    new Case("reactive s=2", "reactive", "average", 1, 2),
                    new Case("krum", "baseline", "krum", 1, 1),
                    new Case("geometric median", "baseline", "geometric-median", 1, 1));

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
                    "| | step | gradients alone | the rest | waiting | worker's computing | transfer | decoding | update | MB in | MB out | all before, s |");
            System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
            for (Case one : CASES) {
                if (one.name().matches(regex)) {
                    double alone = GradientsAlone.millis(network, directory);
                    System.out.println(line(one, alone, rows(jobs, one, network, codec)));
                }
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

    private static String line(Case one, double aloneMillis, List<StepRow> all) {
        List<StepRow> rows = all.stream().filter(row -> row.step() > WARM_UP).toList();
        double before =
                all.stream()
                        .filter(row -> row.step() <= WARM_UP)
                        .mapToDouble(StepRow::seconds)
                        .sum();
        int cores = Runtime.getRuntime().availableProcessors();
        double step = median(rows, row -> 1e3 * row.seconds());
        double alone = WORKERS * one.tasks() * aloneMillis / cores;
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f | %.1f |",
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
                before);
    }

    private static double median(List<StepRow> rows, ToDoubleFunction<StepRow> value) {
        double[] sorted = rows.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
