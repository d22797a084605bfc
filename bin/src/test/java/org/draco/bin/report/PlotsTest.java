package org.draco.bin.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.JobSpecs;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

/** That the plots' points are the rows' numbers. */
class PlotsTest {

    private static final JobSpec SPEC = JobSpecs.sound();

    /** Steps of 1, 2, 3, ... s, of which 0.5 are gradients, 0.25 transfer, and a quarter more waiting. */
    private static StepRow row(long step, double loss, List<Integer> suspects) {
        return new StepRow(
                step, 9, 0, suspects, 3, 0, loss, step, 1, 0.5, 0.25, 0.125, 0.0625, 3_000_000,
                1_000_000, 0.1, Map.of());
    }

    private static RecordedRun run(String name, double... losses) {
        List<StepRow> steps = new ArrayList<>();
        List<EvaluationRow> evaluations = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) {
            steps.add(row(i + 1, losses[i], List.of(i % 9)));
            evaluations.add(new EvaluationRow(i + 1, losses[i] / 2, 0.25 * i, 100, 1));
        }
        return new RecordedRun(name, SPEC, steps, evaluations, Optional.empty());
    }

    private static XYSeries series(List<Plot> plots, String file, String name) {
        Plot plot = plots.stream().filter(p -> p.file().equals(file)).findFirst().orElseThrow();
        return ((XYChart) plot.chart()).getSeries(name);
    }

    @Test
    void accuracyIsDrawnAgainstStepsSamplesAndTime() {
        RecordedRun run = run("one", 3, 2, 1);
        List<Plot> plots = new ProgressPlots(List.of(run)).all();
        double[] percent = {0, 25, 50};
        assertArrayEquals(percent, series(plots, "accuracy-by-step", "one").getYData());
        assertArrayEquals(
                new double[] {1, 2, 3}, series(plots, "accuracy-by-step", "one").getXData());
        double thousands = run.samplesPerStep() / 1000.0;
        assertArrayEquals(
                new double[] {thousands, 2 * thousands, 3 * thousands},
                series(plots, "accuracy-by-samples", "one").getXData(),
                1e-12);
        assertArrayEquals(
                new double[] {1, 3, 6}, series(plots, "accuracy-by-time", "one").getXData());
    }

    @Test
    void theLossInTrainingStandsBehindTheTestSets() {
        List<Plot> plots = new ProgressPlots(List.of(run("one", 3, 2), run("two", 5, 4))).all();
        assertArrayEquals(new double[] {1.5, 1}, series(plots, "loss-by-step", "one").getYData());
        assertArrayEquals(
                new double[] {5, 4}, series(plots, "loss-by-step", "two, training").getYData());
        assertEquals(false, series(plots, "loss-by-step", "two, training").isShowInLegend());
    }

    @Test
    void aLossOfAllSizesIsDrawnOnALogarithmicAxisAndInfinityNotAtAll() {
        List<Plot> plots = new ProgressPlots(List.of(run("one", 3, 2e30, 1.0 / 0, 0.0 / 0))).all();
        XYChart chart = (XYChart) plots.get(3).chart();
        assertEquals("loss-by-step", plots.get(3).file());
        assertEquals(true, chart.getStyler().isYAxisLogarithmic());
        assertEquals(2, chart.getSeries("one").getYData().length);
    }

    @Test
    void thePhasesOfAStepAreWhatItsTimeIsMadeOf() {
        List<Plot> plots = new CostPlots(List.of(run("one", 3, 2, 1))).all();
        CategoryChart chart = (CategoryChart) plots.get(0).chart();
        for (Map.Entry<String, Double> phase :
                Map.of(
                                "gradients", 500.0,
                                "transfer", 250.0,
                                "other waiting", 250.0,
                                "decode", 125.0,
                                "update", 62.5)
                        .entrySet()) {
            assertEquals(phase.getValue(), bar(chart, phase.getKey()), 1e-9, phase.getKey());
        }
        CategoryChart bytes = (CategoryChart) plots.get(2).chart();
        assertEquals(3, bar(bytes, "received"), 1e-9);
    }

    private static double bar(CategoryChart chart, String series) {
        return chart.getSeries(series).getYData()[0];
    }

    @Test
    void whoWasCaughtIsMarkedAtItsStep() {
        List<Plot> plots = LiarPlot.of(List.of(run("one", 3, 2, 1)));
        XYSeries caught = series(plots, "liars", "caught");
        assertArrayEquals(new double[] {1, 2, 3}, caught.getXData());
        assertArrayEquals(new double[] {0, 1, 2}, caught.getYData());
    }

    @Test
    void aRunOfNoStepsHasNoPlots() {
        List<RecordedRun> none = List.of(run("one"));
        assertEquals(List.of(), new ProgressPlots(none).all());
        assertEquals(List.of(), new CostPlots(none).all());
        assertEquals(List.of(), LiarPlot.of(none));
    }

    /** A legend below the plot is one line, and cut off at both ends where it is too long. */
    @Test
    void namesThatDoNotFitBelowThePlotStandBesideIt() {
        Styler few = styleWith(List.of("one", "two"));
        assertEquals(Styler.LegendPosition.OutsideS, few.getLegendPosition());
        List<String> rules =
                List.of("rule=krum", "rule=median", "rule=trimmed-mean", "rule=phocas");
        assertEquals(Styler.LegendPosition.OutsideS, styleWith(rules).getLegendPosition());
        List<String> more = new ArrayList<>(rules);
        more.addAll(List.of("rule=meamed", "rule=bulyan", "rule=aksel"));
        Styler smaller = styleWith(more);
        assertEquals(Styler.LegendPosition.OutsideS, smaller.getLegendPosition());
        assertTrue(smaller.getLegendFont().getSize() < few.getLegendFont().getSize());
        for (int i = 0; i < 5; i++) {
            more.add("rule=centered-clipping-" + i);
        }
        assertEquals(Styler.LegendPosition.OutsideE, styleWith(more).getLegendPosition());
    }

    /** A title is one line above the plot, which a legend beside it makes narrower. */
    @Test
    void aLongTitleIsWrittenInSmallerLetters() {
        String title =
                "Time of a step by phase: network=LeNet, workers=12, attack=rev_grad, ".repeat(2);
        List<String> names = List.of("one", "two");
        Font usual = styleWith(names).getChartTitleFont();
        Font smaller = styleWith(title, names).getChartTitleFont();
        assertTrue(width(title, usual) > Look.WIDTH - 60, "too long for the test to mean anything");
        assertEquals(Look.WIDTH - 60, width(title, smaller), 10);
        List<String> many =
                IntStream.range(0, 12).mapToObj(i -> "rule=centered-clipping-" + i).toList();
        Font smallest = styleWith(title, many).getChartTitleFont();
        assertTrue(width(title, smallest) < width(title, smaller) - 100);
    }

    private static double width(String text, Font font) {
        return font.getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
    }

    @Test
    void asManyLinesAsAStudyHasCodesAreOfDifferentColours() {
        assertEquals(8, IntStream.range(0, 8).mapToObj(Look::colour).distinct().count());
    }

    private static Styler styleWith(List<String> names) {
        return styleWith("title", names);
    }

    private static Styler styleWith(String title, List<String> names) {
        XYChart chart = Look.lines(title, "x", "y");
        Curve curve = new Curve();
        curve.add(0, 0);
        curve.add(1, 1);
        for (String name : names) {
            Look.draw(chart, name, curve, Look.colour(0), 1);
            Look.draw(chart, name + " + deviation", curve, Look.colour(0), 1);
            chart.getSeries(name + " + deviation").setShowInLegend(false);
        }
        return new Plot("file", "section", "says", chart).chart().getStyler();
    }
}
