package org.draco.bin.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;
import org.knowm.xchart.XYChart;

/** How accuracy and loss went: against steps, against samples, which makes codes comparable, and against time. */
final class ProgressPlots {

    /** A loss that spans more than this is drawn on a logarithmic axis. */
    private static final double WIDE = 1000;

    private static final float THICK = 2.2f;
    private static final float THIN = 1f;

    /** What a plot's horizontal axis counts. */
    private enum Against {
        STEP("step", "steps"),
        SAMPLES("samples", "different samples, in thousands"),
        TIME("time", "seconds of training");

        private final String name;
        private final String axis;

        Against(String name, String axis) {
            this.name = name;
            this.axis = axis;
        }
    }

    private final List<RecordedRun> runs;
    private final List<TreeMap<Long, Double>> seconds;
    private final List<Long> samplesPerStep;

    ProgressPlots(List<RecordedRun> runs) {
        this.runs = runs;
        this.seconds = runs.stream().map(RecordedRun::secondsUntil).toList();
        this.samplesPerStep = runs.stream().map(RecordedRun::samplesPerStep).toList();
    }

    List<Plot> all() {
        List<Plot> plots = new ArrayList<>();
        for (Against against : Against.values()) {
            add(plots, "Accuracy", "accuracy", against, accuracy(against));
        }
        for (Against against : Against.values()) {
            add(plots, "Loss", "loss", against, loss(against));
        }
        return plots;
    }

    private void add(
            List<Plot> plots, String section, String what, Against against, XYChart chart) {
        if (Look.hasSeries(chart)) {
            plots.add(
                    new Plot(
                            what + "-by-" + against.name,
                            section,
                            section + " against " + against.axis + ", a line a run",
                            chart));
        }
    }

    private double x(Against against, int run, long step) {
        return switch (against) {
            case STEP -> step;
            case SAMPLES -> step * samplesPerStep.get(run) / 1000.0;
            case TIME -> {
                Map.Entry<Long, Double> until = seconds.get(run).floorEntry(step);
                yield until.getKey() == step ? until.getValue() : Double.NaN;
            }
        };
    }

    private XYChart accuracy(Against against) {
        XYChart chart = Look.lines("Accuracy on the test set", against.axis, "%");
        for (int i = 0; i < runs.size(); i++) {
            Curve curve = new Curve();
            for (EvaluationRow row : runs.get(i).evaluations()) {
                curve.add(x(against, i, row.step()), 100 * row.accuracy());
            }
            draw(chart, runs.get(i).name(), curve, i, false);
        }
        return chart;
    }

    /** The training's loss pale behind the test set's, of the same colour. */
    private XYChart loss(Against against) {
        XYChart chart =
                Look.lines("Loss on the test set (pale: in training)", against.axis, "loss");
        List<Curve> training = new ArrayList<>();
        List<Curve> test = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            training.add(new Curve());
            test.add(new Curve());
            for (StepRow row : runs.get(i).steps()) {
                training.get(i).add(x(against, i, row.step()), row.trainLoss());
            }
            for (EvaluationRow row : runs.get(i).evaluations()) {
                test.get(i).add(x(against, i, row.step()), row.loss());
            }
            draw(chart, runs.get(i).name() + ", training", training.get(i), i, true);
        }
        for (int i = 0; i < runs.size(); i++) {
            draw(chart, runs.get(i).name(), test.get(i), i, false);
        }
        training.addAll(test);
        chart.getStyler().setYAxisLogarithmic(isWide(training));
        return chart;
    }

    private static boolean isWide(List<Curve> curves) {
        double[] all =
                curves.stream()
                        .flatMap(curve -> curve.drawn().stream())
                        .mapToDouble(Curve.Point::y)
                        .sorted()
                        .toArray();
        return all.length > 0 && all[0] > 0 && all[all.length - 1] > WIDE * all[0];
    }

    private static void draw(XYChart chart, String name, Curve curve, int run, boolean behind) {
        if (curve.isEmpty()) {
            return;
        }
        var colour = behind ? Look.pale(Look.colour(run)) : Look.colour(run);
        Look.draw(chart, name, curve, colour, behind ? THIN : THICK);
        chart.getSeries(name).setShowInLegend(!behind);
    }
}
