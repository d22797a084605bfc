package org.draco.bin.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.draco.bin.report.Look;
import org.draco.bin.report.Plot;
import org.knowm.xchart.BoxChart;
import org.knowm.xchart.BoxChartBuilder;

/**
 * The best accuracies of attacked runs, over rules and seeds: a box for each place of the momentum, and, in the title, the median
 * without attack.
 */
final class BoxPlots {

    private static final String PLACE = "at";
    private static final int SIDE = 420;

    /** Quartiles of fewer say nothing. */
    private static final int FEWEST = 2;

    private final StudyPlots plots;

    BoxPlots(StudyPlots plots) {
        this.plots = plots;
    }

    /** The boxes of one plot, and what there is beside them. */
    private static final class Boxes {
        private final Map<String, List<Double>> attacked = new LinkedHashMap<>();
        private final List<Double> unattacked = new ArrayList<>();
    }

    List<Plot> all() {
        Map<Map<String, String>, Boxes> boxes = new LinkedHashMap<>();
        for (StudyPlots.Panel panel : plots.panels()) {
            Map<String, String> place = new LinkedHashMap<>(panel.place());
            place.remove(PLACE);
            Boxes of = boxes.computeIfAbsent(place, none -> new Boxes());
            for (Group group : panel.groups()) {
                List<Double> best =
                        group.made().stream()
                                .map(row -> 100 * row.bestAccuracy())
                                .filter(Double::isFinite)
                                .toList();
                String at = group.configuration().get(PLACE);
                if (at != null) {
                    of.attacked.computeIfAbsent("at " + at, none -> new ArrayList<>()).addAll(best);
                } else if (of.unattacked.isEmpty()) {
                    of.unattacked.addAll(best);
                }
            }
        }
        List<Plot> all = new ArrayList<>();
        boxes.forEach(
                (place, of) -> {
                    of.attacked.values().removeIf(values -> values.size() < FEWEST);
                    if (!of.attacked.isEmpty()) {
                        all.add(plot(new StudyPlots.Panel(place, List.of()), of));
                    }
                });
        return all;
    }

    private static Plot plot(StudyPlots.Panel panel, Boxes of) {
        String reference =
                of.unattacked.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT, " (no attack: %.1f %%)", median(of.unattacked));
        BoxChart chart =
                new BoxChartBuilder()
                        .width(Look.WIDTH)
                        .height(SIDE)
                        .title(panel.title() + reference)
                        .yAxisTitle("best accuracy, %")
                        .build();
        Look.dress(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(100.0);
        of.attacked.forEach(chart::addSeries);
        return new Plot(
                "best-accuracy-" + panel.name(),
                "Best accuracies",
                "best accuracies over rules and seeds, a box for each place of the momentum: "
                        + panel.title()
                        + reference,
                chart);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
