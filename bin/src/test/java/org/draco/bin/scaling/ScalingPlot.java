package org.draco.bin.scaling;

import java.awt.BasicStroke;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.draco.bin.report.Curve;
import org.draco.bin.report.Look;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Processor time of a step by the number of workers: what the model says, and what was measured. */
final class ScalingPlot {

    private static final int MOST_WORKERS = 45;
    private static final int FEWEST_WORKERS = 3;

    private ScalingPlot() {}

    /** Draws one code's, a line for each model and its measured points. */
    static void draw(MeasuredCode code, List<Cost> costs, CostModel model, Path svg)
            throws IOException {
        XYChart chart =
                Look.lines(
                        code.title() + ": the parameter server's processor time of a step",
                        "workers",
                        "ms");
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        int colour = 0;
        for (int dimension : Cost.DIMENSIONS) {
            String name = String.format(Locale.ROOT, "d = %,d", dimension);
            Curve predicted = new Curve();
            for (int workers = FEWEST_WORKERS; workers <= MOST_WORKERS; workers++) {
                double seconds =
                        model.loopSeconds(code, workers, dimension)
                                + model.networkSeconds(code, workers, dimension);
                predicted.add(workers, 1e3 * seconds);
            }
            Look.draw(chart, name, predicted, Look.colour(colour), 2);
            List<Cost> measured =
                    costs.stream()
                            .filter(cost -> cost.code() == code && cost.dimension() == dimension)
                            .toList();
            XYSeries points =
                    chart.addSeries(
                            name + ", measured",
                            measured.stream().mapToDouble(Cost::workers).toArray(),
                            measured.stream()
                                    .mapToDouble(cost -> 1e3 * cost.processors())
                                    .toArray());
            points.setLineStyle(new BasicStroke(0));
            points.setLineColor(Look.pale(Look.colour(colour)));
            points.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            points.setMarker(SeriesMarkers.CIRCLE);
            points.setMarkerColor(Look.colour(colour));
            points.setShowInLegend(false);
            colour++;
        }
        try (OutputStream out = Files.newOutputStream(svg)) {
            ChartEncoder.saveChart(chart, out, "svg");
        }
    }
}
