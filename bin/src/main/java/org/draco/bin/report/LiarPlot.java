package org.draco.bin.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.draco.layout.metrics.StepRow;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Who was made to lie when, and who was caught. */
final class LiarPlot {

    /** Beyond so many steps, neighbours share a column: a worker has a point if it lied, or was caught, in one of them. */
    private static final int MOST_COLUMNS = 400;

    private record Point(long column, int worker) {}

    private LiarPlot() {}

    /** One plot for each run in which somebody lied or was caught. */
    static List<Plot> of(List<RecordedRun> runs) {
        List<Plot> plots = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            RecordedRun run = runs.get(i);
            XYChart chart = chart(run);
            if (Look.hasSeries(chart)) {
                plots.add(
                        new Plot(
                                runs.size() == 1 ? "liars" : "liars-" + (i + 1),
                                "Liars",
                                "which workers were made to lie and which were caught, by step, in "
                                        + run.name(),
                                chart));
            }
        }
        return plots;
    }

    private static XYChart chart(RecordedRun run) {
        XYChart chart = Look.lines("Who lied, who was caught: " + run.name(), "steps", "worker");
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        chart.getStyler().setYAxisMin(-0.5);
        chart.getStyler().setYAxisMax(run.spec().resilience().workers() - 0.5);
        chart.getStyler().setYAxisDecimalPattern("0");
        long width = Math.max(1, (run.steps().size() + MOST_COLUMNS - 1) / MOST_COLUMNS);
        Set<Point> lied = new LinkedHashSet<>();
        Set<Point> caught = new LinkedHashSet<>();
        for (StepRow row : run.steps()) {
            long column = (row.step() - 1) / width * width + 1;
            run.madeToLie(row.step()).forEach(worker -> lied.add(new Point(column, worker)));
            row.suspects().forEach(worker -> caught.add(new Point(column, worker)));
        }
        scatter(chart, "made to lie", lied, SeriesMarkers.CIRCLE, Look.pale(Look.colour(0)));
        scatter(chart, "caught", caught, SeriesMarkers.CROSS, Look.colour(1));
        return chart;
    }

    private static void scatter(
            XYChart chart, String name, Set<Point> points, Marker marker, Color colour) {
        if (points.isEmpty()) {
            return;
        }
        XYSeries series =
                chart.addSeries(
                        name,
                        points.stream().mapToDouble(Point::column).toArray(),
                        points.stream().mapToDouble(Point::worker).toArray());
        series.setMarker(marker);
        series.setMarkerColor(colour);
    }
}
