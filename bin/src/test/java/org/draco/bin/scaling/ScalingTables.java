package org.draco.bin.scaling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The tables of {@code docs/scaling.md}, in Markdown, from what {@link ScalingBenchmark} has measured. Run by
 *
 * <pre>    mvn -q -pl bin -am -P scaling-tables process-test-classes</pre>
 */
public final class ScalingTables {

    private static final int[] MANY = {100, 300, 1000};
    private static final double[] GIGABITS = {10, 25, 100};
    private static final Map<Integer, String> NETWORKS =
            Map.of(
                    79_510, "mnist-100",
                    431_080, "LeNet",
                    11_173_962, "ResNet-18",
                    20_565_834, "VGG-19",
                    58_156_618, "ResNet-152");
    private static final int[] MODELS = {431_080, 11_173_962, 58_156_618};

    private final List<Cost> costs;
    private final CostModel model;

    private ScalingTables(List<Cost> costs) {
        this.costs = costs;
        this.model = new CostModel(costs);
    }

    /** @param words the file with what was measured, and where the plot goes */
    public static void main(String[] words) throws IOException {
        List<Cost> costs =
                Files.readAllLines(Path.of(words[0])).stream().skip(1).map(Cost::parse).toList();
        ScalingTables tables = new ScalingTables(costs);
        tables.constants();
        tables.check();
        tables.steps();
        tables.limits();
        ScalingPlot.draw(MeasuredCode.CYCLIC, costs, tables.model, Path.of(words[1]));
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private void constants() {
        say("| of the network's threads | |");
        say("|---|---|");
        say("| sending, a component | %.2f ns |", model.send());
        say("| receiving, a component | %.2f ns |", model.receive());
        say("| a digest of what is received, a component | %.2f ns |", model.digest());
        say("| a worker | %.0f us |", model.talk()[0]);
        say("| a step | %.0f us |", model.talk()[1]);
        say("");
        say("| of the loop's thread | |");
        say("|---|---|");
        say("| laying out and update, a parameter | %.2f ns |", model.lay());
        for (MeasuredCode code : MeasuredCode.values()) {
            say("| decoding, %s | %.3f ns |", code.title(), model.decode(code));
        }
        say("| a worker | %.0f us |", model.wake()[0]);
        say("| a step | %.0f us |", model.wake()[1]);
        say("");
    }

    /** Milliseconds of all threads: measured, predicted, and their ratio; with an asterisk where the model was fitted. */
    private void check() {
        StringBuilder head = new StringBuilder("| code | network |");
        for (int workers : Cost.WORKERS) {
            head.append(" P = ").append(workers).append(" |");
        }
        say("%s", head);
        say("|---|---|---|---|---|---|---|");
        for (MeasuredCode code : MeasuredCode.values()) {
            for (int dimension : Cost.DIMENSIONS) {
                StringBuilder line =
                        new StringBuilder(
                                "| %s | %s |".formatted(code.title(), NETWORKS.get(dimension)));
                for (int workers : Cost.WORKERS) {
                    line.append(' ').append(cell(code, workers, dimension)).append(" |");
                }
                say("%s", line);
            }
        }
        say("");
        List<Double> ratios =
                costs.stream()
                        .filter(cost -> !CostModel.isFitted(cost))
                        .map(cost -> predicted(cost) / cost.processors())
                        .sorted()
                        .toList();
        say(
                "predicted / measured, %d points that were not fitted: %.2f to %.2f, median %.2f, nine tenths within %.2f to %.2f",
                ratios.size(),
                ratios.get(0),
                ratios.get(ratios.size() - 1),
                ratios.get(ratios.size() / 2),
                ratios.get(ratios.size() / 20),
                ratios.get(ratios.size() - 1 - ratios.size() / 20));
        say("");
    }

    private double predicted(Cost cost) {
        return model.loopSeconds(cost.code(), cost.workers(), cost.dimension())
                + model.networkSeconds(cost.code(), cost.workers(), cost.dimension());
    }

    private String cell(MeasuredCode code, int workers, int dimension) {
        for (Cost cost : costs) {
            if (cost.code() == code && cost.workers() == workers && cost.dimension() == dimension) {
                String format =
                        cost.processors() < 0.1 ? "%.1f, %.1f: %.2f%s" : "%.0f, %.0f: %.2f%s";
                return String.format(
                        Locale.ROOT,
                        format,
                        1e3 * cost.processors(),
                        1e3 * predicted(cost),
                        predicted(cost) / cost.processors(),
                        CostModel.isFitted(cost) ? " *" : "");
            }
        }
        return "";
    }

    /**
     * Seconds of a step but for the gradients: out, in, decoding and moving, one after the other; each way takes what the wire or the processors take,
     * whichever is longer.
     */
    private double step(MeasuredCode code, int workers, double dimension, double gigabits) {
        double bytesASecond = gigabits / 8 * 1e9;
        double out = workers * 4 * dimension / bytesASecond;
        double in = code.answers(workers) * 4 * dimension / bytesASecond;
        double processors = model.networkSeconds(code, workers, dimension) / NETWORK_THREADS;
        return Math.max(out + in, processors) + model.loopSeconds(code, workers, dimension);
    }

    /** Threads of a parameter server that send and receive. */
    private static final int NETWORK_THREADS = 2;

    private void steps() {
        say(
                "| code | network | P | 10 Gbit/s | 25 Gbit/s | 100 Gbit/s | of that the loop | heap, GB |");
        say("|---|---|---|---|---|---|---|---|");
        for (MeasuredCode code : MeasuredCode.values()) {
            for (int dimension : MODELS) {
                for (int workers : MANY) {
                    say(
                            "| %s | %s | %,d | %.2f | %.2f | %.2f | %.2f | %.1f |",
                            code.title(),
                            NETWORKS.get(dimension),
                            workers,
                            step(code, workers, dimension, 10),
                            step(code, workers, dimension, 25),
                            step(code, workers, dimension, 100),
                            model.loopSeconds(code, workers, dimension),
                            (code.answers(workers) + 3.0) * 4 * dimension / 1e9 + 0.13);
                }
            }
        }
        say("");
    }

    /** The most workers with which a step but for the gradients takes a second. */
    private void limits() {
        say("| code | network | 10 Gbit/s | 25 Gbit/s | 100 Gbit/s |");
        say("|---|---|---|---|---|");
        for (MeasuredCode code : MeasuredCode.values()) {
            for (int dimension : MODELS) {
                StringBuilder line =
                        new StringBuilder(
                                "| %s | %s |".formatted(code.title(), NETWORKS.get(dimension)));
                for (double gigabits : GIGABITS) {
                    int workers = 0;
                    while (workers < 5000 && step(code, workers + 1, dimension, gigabits) <= 1) {
                        workers++;
                    }
                    line.append(workers == 5000 ? " more than 5,000 |" : " " + workers + " |");
                }
                say("%s", line);
            }
        }
    }
}
