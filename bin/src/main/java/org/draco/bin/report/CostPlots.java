package org.draco.bin.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.draco.layout.metrics.StepRow;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;

/** What steps cost: time by phase, and bytes. */
final class CostPlots {

    private static final double MILLIS = 1e3;
    private static final double MEGABYTE = 1e6;
    private static final int LONG_NAME = 14;

    /** Runs that have made steps. */
    private final List<RecordedRun> runs;

    CostPlots(List<RecordedRun> runs) {
        this.runs = runs.stream().filter(run -> !run.steps().isEmpty()).toList();
    }

    List<Plot> all() {
        if (runs.isEmpty()) {
            return List.of();
        }
        return List.of(
                new Plot(
                        "step-time-by-phase",
                        "Time",
                        "median milliseconds of a step in each phase, a bar a run",
                        phases()),
                new Plot("step-time", "Time", "milliseconds of each step, a line a run", times()),
                new Plot(
                        "bytes",
                        "Bytes",
                        "mean megabytes a step in and out, for each run",
                        bytes()));
    }

    /**
     * The phases one upon the other. Workers compute while others' gradients travel, so what they say of computing and what the
     * parameter server measures of moving bytes fill its waiting from below, as far as it goes.
     */
    private CategoryChart phases() {
        CategoryChart chart = bars("Time of a step by phase (medians)", "ms");
        chart.getStyler().setStacked(true);
        bar(chart, "gradients", 0, CostPlots::compute);
        bar(chart, "transfer", 5, CostPlots::transfer);
        bar(chart, "other waiting", 3, row -> row.waitSeconds() - compute(row) - transfer(row));
        bar(chart, "decode", 1, StepRow::decodeSeconds);
        bar(chart, "update", 2, StepRow::updateSeconds);
        return chart;
    }

    private static double compute(StepRow row) {
        return Math.min(row.waitSeconds(), row.computeSeconds());
    }

    private static double transfer(StepRow row) {
        return Math.min(row.waitSeconds() - compute(row), row.transferSeconds());
    }

    private XYChart times() {
        XYChart chart = Look.lines("Time of each step", "steps", "ms");
        for (int i = 0; i < runs.size(); i++) {
            Curve curve = new Curve();
            for (StepRow row : runs.get(i).steps()) {
                curve.add(row.step(), MILLIS * row.seconds());
            }
            if (!curve.isEmpty()) {
                Look.draw(chart, runs.get(i).name(), curve, Look.colour(i), 1);
            }
        }
        return chart;
    }

    private CategoryChart bytes() {
        CategoryChart chart = bars("Bytes a step at the parameter server (means)", "MB");
        series(chart, "received", Look.colour(0), run -> mean(run, StepRow::bytesIn) / MEGABYTE);
        series(chart, "sent", Look.colour(1), run -> mean(run, StepRow::bytesOut) / MEGABYTE);
        return chart;
    }

    private CategoryChart bars(String title, String unit) {
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(Look.WIDTH)
                        .height(Look.HEIGHT)
                        .title(title)
                        .yAxisTitle(unit)
                        .build();
        Look.dress(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(Math.min(0.8, 0.15 + 0.1 * runs.size()));
        if (runs.stream().anyMatch(run -> run.name().length() > LONG_NAME)) {
            chart.getStyler().setXAxisLabelRotation(20);
        }
        return chart;
    }

    private void bar(
            CategoryChart chart, String name, int colour, ToDoubleFunction<StepRow> seconds) {
        series(chart, name, Look.colour(colour), run -> MILLIS * median(run, seconds));
    }

    private void series(
            CategoryChart chart, String name, Color colour, ToDoubleFunction<RecordedRun> value) {
        List<String> names = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (RecordedRun run : runs) {
            names.add(run.name());
            values.add(Math.max(0, value.applyAsDouble(run)));
        }
        chart.addSeries(name, names, values).setFillColor(colour);
    }

    static double median(RecordedRun run, ToDoubleFunction<StepRow> value) {
        double[] sorted = run.steps().stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElse(0);
    }

    private static double mean(RecordedRun run, ToDoubleFunction<StepRow> value) {
        return run.steps().stream().mapToDouble(value).average().orElse(0);
    }
}
