package org.draco.bin.scaling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a step costs the parameter server, by code, number of workers and size of the model; the workers compute nothing and answer at once. Run by
 *
 * <pre>    mvn -q -pl bin -am -P benchmark-scaling process-test-classes -Dbenchmark=REGEX</pre>
 *
 * <p>It appends its rows to {@code docs/results/scaling/measured.csv}, of which {@code ScalingTables} makes the tables of {@code docs/scaling.md}. Both
 * ends share this machine's processors, so what counts is the processor time of the parameter server's process; the clock's time is that of both.
 */
public final class ScalingBenchmark {

    private static final double BYTES_OF_A_RUN = 4e9;
    private static final int FEWEST_STEPS = 6;
    private static final int MOST_STEPS = 300;

    private ScalingBenchmark() {}

    /** @param words which codes, which file, then the flags of the parameter server's JVM */
    public static void main(String[] words) throws Exception {
        Path file = Path.of(words[1]);
        List<String> flags = Arrays.asList(words).subList(2, words.length);
        List<String> lines = new ArrayList<>();
        if (Files.exists(file)) {
            lines.addAll(Files.readAllLines(file));
        } else {
            lines.add(Cost.HEADER);
        }
        for (MeasuredCode code : MeasuredCode.values()) {
            if (code.title().matches(words[0])) {
                lines.removeIf(line -> line.startsWith(code.title() + ","));
                lines.addAll(measure(code, flags));
                Files.write(file, lines);
            }
        }
        System.exit(0);
    }

    private static List<String> measure(MeasuredCode code, List<String> flags)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (int dimension : Cost.DIMENSIONS) {
            for (int workers : Cost.WORKERS) {
                if (workers >= code.fewestWorkers()) {
                    Cost cost = measure(code, workers, dimension, flags);
                    System.out.println(cost.toCsv());
                    lines.add(cost.toCsv());
                }
            }
        }
        return lines;
    }

    private static Cost measure(MeasuredCode code, int workers, int dimension, List<String> flags)
            throws IOException, InterruptedException {
        MadeUpJob job = code.job(workers, dimension);
        long heapMb = (long) Math.ceil((job.answers() + 4.0) * 4 * dimension / (1 << 20)) + 256;
        List<String> all = new ArrayList<>(List.of("-Xmx" + heapMb + "m"));
        all.addAll(flags);
        double bytes = 4.0 * dimension * (workers + job.answers());
        int steps = (int) Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, BYTES_OF_A_RUN / bytes));
        MadeUpRun run = MadeUpRun.of(job, all, steps, steps, "-");
        if (!run.ended()) {
            throw new IOException(job + " did not come to its end");
        }
        List<long[]> warm = run.steps().subList(steps / 2, steps);
        return new Cost(
                code,
                workers,
                dimension,
                median(warm, 1),
                median(warm, 3),
                median(warm, 4),
                mean(warm, 5),
                mean(warm, 6));
    }

    private static double median(List<long[]> steps, int column) {
        double[] sorted = steps.stream().mapToDouble(step -> step[column] / 1e9).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The system counts the time of processors in hundredths of a second. */
    private static double mean(List<long[]> steps, int column) {
        return steps.stream().mapToDouble(step -> step[column] / 1e9).average().orElseThrow();
    }
}
