package org.draco.bin.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.draco.bin.report.Look;
import org.draco.bin.report.Plot;
import org.draco.layout.metrics.StepRow;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** A step's time by phase as it would be on a cluster without a network, a bar a configuration. */
final class PhasePlots {

    private static final int ROTATION = 20;

    private final Study study;
    private final StudyPlots plots;

    PhasePlots(Study study, StudyPlots plots) {
        this.study = study;
        this.plots = plots;
    }

    List<Plot> all() {
        return plots.panels().stream().map(this::plot).toList();
    }

    private Plot plot(StudyPlots.Panel panel) {
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(Look.WIDTH)
                        .height(Look.HEIGHT)
                        .title("Time of a step by phase (lower deciles): " + panel.title())
                        .yAxisTitle("ms")
                        .build();
        Look.dress(chart.getStyler());
        chart.getStyler().setStacked(true);
        chart.getStyler().setXAxisLabelRotation(ROTATION);
        int colour = 0;
        for (var phase : PhaseTable.PHASES.entrySet()) {
            bars(chart, phase.getKey(), phase.getValue(), panel, colour++);
        }
        return new Plot(
                "step-time-" + panel.name(),
                "Time",
                "milliseconds of a step in each phase, a bar a configuration: " + panel.title(),
                chart);
    }

    private void bars(
            CategoryChart chart,
            String phase,
            ToDoubleFunction<StepRow> seconds,
            StudyPlots.Panel panel,
            int colour) {
        List<Double> millis = new ArrayList<>();
        for (Group group : panel.groups()) {
            double mean = PhaseTable.millis(group, seconds).mean();
            millis.add(Double.isFinite(mean) ? mean : 0);
        }
        chart.addSeries(phase, panel.labels(study.curves()), millis)
                .setFillColor(Look.colour(colour));
    }
}
