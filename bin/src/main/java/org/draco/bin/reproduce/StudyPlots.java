package org.draco.bin.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.draco.bin.report.Curve;
import org.draco.bin.report.Look;
import org.draco.bin.report.Plot;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;
import org.draco.layout.metrics.StudyColumn;
import org.knowm.xchart.XYChart;

/** How configurations went, side by side: a plot for each combination of the study's {@code curves}, a line a configuration. */
final class StudyPlots {

    /** In the place of an attribute's value where there is none to speak of, e.g. an attack's: it stands in all plots. */
    private static final String NONE = "none";

    /** What spans more than this is drawn on a logarithmic axis. */
    private static final double WIDE = 1000;

    private static final float THICK = 2.2f;
    private static final float THIN = 0.8f;

    private final Study study;
    private final List<Group> groups;

    /** @param groups of which at least one run was made */
    StudyPlots(Study study, List<Group> groups) {
        this.study = study;
        this.groups = groups;
    }

    /** One plot of a kind: the values of its attributes, and its lines. */
    record Panel(Map<String, String> place, List<Group> groups) {

        String name() {
            return place.isEmpty()
                    ? "all"
                    : String.join("-", place.values()).replaceAll("[^A-Za-z0-9._-]", "_");
        }

        String title() {
            List<String> terms = new ArrayList<>();
            place.forEach((name, value) -> terms.add(name + "=" + value));
            return String.join(", ", terms);
        }

        /** One for each group, without what the title says. */
        List<String> labels(List<String> curves) {
            return Configuration.labels(groups.stream().map(Group::configuration).toList(), curves);
        }
    }

    List<Panel> panels() {
        Map<Map<String, String>, List<Group>> panels = new LinkedHashMap<>();
        for (Group group : groups) {
            Map<String, String> place = place(group.configuration());
            if (place.size() == study.curves().size()) {
                panels.computeIfAbsent(place, none -> new ArrayList<>());
            }
        }
        panels.forEach(
                (place, lines) ->
                        groups.stream()
                                .filter(group -> fits(group.configuration(), place))
                                .forEach(lines::add));
        return panels.entrySet().stream()
                .map(entry -> new Panel(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Map<String, String> place(Configuration configuration) {
        Map<String, String> place = new LinkedHashMap<>();
        for (String attribute : study.curves()) {
            String value = configuration.get(attribute);
            if (value != null && !value.equals(NONE)) {
                place.put(attribute, value);
            }
        }
        return place;
    }

    private boolean fits(Configuration configuration, Map<String, String> place) {
        return place(configuration).entrySet().stream()
                .allMatch(entry -> entry.getValue().equals(place.get(entry.getKey())));
    }

    List<Plot> convergence() {
        List<Plot> plots = new ArrayList<>();
        for (Panel panel : panels()) {
            add(
                    plots,
                    panel,
                    "accuracy",
                    "Accuracy",
                    "steps",
                    "%",
                    group -> accuracies(group, false));
            if (study.target().isPresent()) {
                add(
                        plots,
                        panel,
                        "accuracy-by-time",
                        "Accuracy",
                        "cluster seconds",
                        "%",
                        group -> accuracies(group, true));
            }
            add(plots, panel, "loss", "Loss", "steps", "loss", StudyPlots::losses);
        }
        return plots;
    }

    /** Of what honest workers send, as the rule sees it; only of runs with full metrics. */
    List<Plot> varianceNorms() {
        List<Plot> plots = new ArrayList<>();
        for (Panel panel : panels()) {
            add(
                    plots,
                    panel,
                    "variance-norm",
                    "Variance / norm²",
                    "steps",
                    "ratio",
                    StudyPlots::varianceNorms);
        }
        return plots;
    }

    private static List<TreeMap<Double, Double>> varianceNorms(Group group) {
        List<TreeMap<Double, Double>> runs = new ArrayList<>();
        for (ResultRow row : group.made()) {
            TreeMap<Double, Double> run = new TreeMap<>();
            for (StepRow step : row.recorded().orElseThrow().steps()) {
                if (!step.study().isEmpty()) {
                    double ratio =
                            step.study().get(StudyColumn.HONEST_DEVIATION)
                                    / step.study().get(StudyColumn.HONEST_NORM);
                    run.put((double) step.step(), ratio * ratio);
                }
            }
            runs.add(run);
        }
        return runs;
    }

    private void add(
            List<Plot> plots,
            Panel panel,
            String file,
            String what,
            String x,
            String y,
            Function<Group, List<TreeMap<Double, Double>>> runs) {
        XYChart chart =
                Look.lines(panel.place().isEmpty() ? what : what + ": " + panel.title(), x, y);
        List<String> names = panel.labels(study.curves());
        for (int i = 0; i < names.size(); i++) {
            draw(chart, names.get(i), runs.apply(panel.groups().get(i)), i);
        }
        if (Look.hasSeries(chart)) {
            chart.getStyler().setYAxisLogarithmic(isWide(chart));
            plots.add(
                    new Plot(
                            file + "-" + panel.name(),
                            what,
                            "%s against %s, a line a configuration: %s"
                                    .formatted(what, x, panel.title()),
                            chart));
        }
    }

    /** Whether a linear axis would show the largest alone, as of a run that has diverged. */
    private static boolean isWide(XYChart chart) {
        double[] all =
                chart.getSeriesCollection().stream()
                        .flatMapToDouble(series -> Arrays.stream(series.getYData()))
                        .sorted()
                        .toArray();
        return all[0] > 0 && all[all.length - 1] > WIDE * all[0];
    }

    /** The mean over the seeds, with a thin line one standard deviation above and below. */
    private static void draw(
            XYChart chart, String name, List<TreeMap<Double, Double>> runs, int place) {
        Map<String, Curve> curves = new LinkedHashMap<>();
        Curve mean = new Curve();
        Curve above = new Curve();
        Curve below = new Curve();
        TreeMap<Double, List<Double>> columns = new TreeMap<>();
        runs.forEach(
                run ->
                        run.forEach(
                                (x, y) ->
                                        columns.computeIfAbsent(x, none -> new ArrayList<>())
                                                .add(y)));
        columns.forEach(
                (x, values) -> {
                    Spread spread = Spread.of(values);
                    mean.add(x, spread.mean());
                    if (values.size() > 1) {
                        above.add(x, spread.mean() + spread.deviation());
                        below.add(x, spread.mean() - spread.deviation());
                    }
                });
        curves.put(name + " + deviation", above);
        curves.put(name + " - deviation", below);
        curves.forEach(
                (title, curve) -> {
                    if (!curve.isEmpty()) {
                        Look.draw(chart, title, curve, Look.pale(Look.colour(place)), THIN);
                        chart.getSeries(title).setShowInLegend(false);
                    }
                });
        if (!mean.isEmpty()) {
            Look.draw(chart, name, mean, Look.colour(place), THICK);
        }
    }

    /** Against time the first run stands for all: times differ from run to run, so there is nothing to take the mean of. */
    private static List<TreeMap<Double, Double>> accuracies(Group group, boolean byTime) {
        List<TreeMap<Double, Double>> runs = new ArrayList<>();
        for (ResultRow row : byTime ? group.made().stream().limit(1).toList() : group.made()) {
            double scale =
                    byTime
                            ? Measures.lowerDecile(
                                    row.recorded().orElseThrow(), Measures::onACluster)
                            : 1;
            TreeMap<Double, Double> run = new TreeMap<>();
            for (EvaluationRow evaluation : row.recorded().orElseThrow().evaluations()) {
                run.put(scale * evaluation.step(), 100 * evaluation.accuracy());
            }
            runs.add(run);
        }
        return runs;
    }

    private static List<TreeMap<Double, Double>> losses(Group group) {
        List<TreeMap<Double, Double>> runs = new ArrayList<>();
        for (ResultRow row : group.made()) {
            TreeMap<Double, Double> run = new TreeMap<>();
            row.recorded()
                    .orElseThrow()
                    .evaluations()
                    .forEach(evaluation -> run.put((double) evaluation.step(), evaluation.loss()));
            runs.add(run);
        }
        return runs;
    }
}
