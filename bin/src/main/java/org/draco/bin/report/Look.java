package org.draco.bin.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What all charts of a report look like. */
public final class Look {

    /** Of a chart, in pixels. */
    public static final int WIDTH = 760;

    /** Of a chart, in pixels. */
    public static final int HEIGHT = 420;

    /** Okabe and Ito's colours, which people tell apart who see colours in another way; with a grey for their yellow, which paper hides. */
    private static final List<Color> COLOURS =
            List.of(
                    new Color(0x0072B2),
                    new Color(0xD55E00),
                    new Color(0x009E73),
                    new Color(0xCC79A7),
                    new Color(0xE69F00),
                    new Color(0x56B4E9),
                    new Color(0x444444),
                    new Color(0xA0A0A0));

    private static final int PALE = 90;

    private static final float SMALL_LETTERS = 11;

    /** What stands left and right of a plot, without its legend, in pixels. */
    private static final int MARGINS = 60;

    private static final FontRenderContext LETTERS = new FontRenderContext(null, true, true);

    private Look() {}

    /** A run's colour, by its place. */
    public static Color colour(int run) {
        return COLOURS.get(run % COLOURS.size());
    }

    /** For what stands behind. */
    public static Color pale(Color colour) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), PALE);
    }

    /** A chart of lines, still without them. */
    public static XYChart lines(String title, String x, String y) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle(x)
                        .yAxisTitle(y)
                        .build();
        dress(chart.getStyler());
        return chart;
    }

    /** Gives a chart's style what all have. */
    public static void dress(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(new Color(0xE4E4E4));
        styler.setPlotGridLinesStroke(new BasicStroke(1)); // each dash would be a shape of the SVG
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setLegendLayout(Styler.LegendLayout.Horizontal);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setAntiAlias(true);
        styler.setLocale(Locale.ROOT);
    }

    /** Draws a curve that has points. */
    public static void draw(XYChart chart, String name, Curve curve, Color colour, float width) {
        List<Curve.Point> points = curve.drawn();
        XYSeries series =
                chart.addSeries(
                        name,
                        points.stream().mapToDouble(Curve.Point::x).toArray(),
                        points.stream().mapToDouble(Curve.Point::y).toArray());
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    /** Has the legend and the title take no more room than there is. */
    static void fit(Chart<?, ?> chart) {
        placeLegend(chart);
        Styler styler = chart.getStyler();
        boolean beside = styler.getLegendPosition() == Styler.LegendPosition.OutsideE;
        double room =
                chart.getWidth() - MARGINS - (beside ? namesInLegend(chart).max().orElse(0) : 0);
        Font font = styler.getChartTitleFont();
        double width = font.getStringBounds(chart.getTitle(), LETTERS).getWidth();
        if (width > room) {
            styler.setChartTitleFont(font.deriveFont((float) (font.getSize2D() * room / width)));
        }
    }

    /** Below the plot; smaller, where names in one line would be cut off, and beside it where they still would. */
    private static void placeLegend(Chart<?, ?> chart) {
        Styler styler = chart.getStyler();
        if (namesInLegend(chart).sum() > chart.getWidth()) {
            styler.setLegendFont(styler.getLegendFont().deriveFont(SMALL_LETTERS));
            styler.setLegendSeriesLineLength(styler.getLegendSeriesLineLength() / 2);
        }
        if (namesInLegend(chart).sum() > chart.getWidth()) {
            styler.setLegendPosition(Styler.LegendPosition.OutsideE);
            styler.setLegendLayout(Styler.LegendLayout.Vertical);
        }
    }

    /** How wide each is, with its line. */
    private static DoubleStream namesInLegend(Chart<?, ?> chart) {
        Styler styler = chart.getStyler();
        return chart.getSeriesCollection().stream()
                .filter(Series::isShowInLegend)
                .map(series -> styler.getLegendFont().getStringBounds(series.getLabel(), LETTERS))
                .mapToDouble(
                        name ->
                                name.getWidth()
                                        + styler.getLegendSeriesLineLength()
                                        + 2 * styler.getLegendPadding());
    }

    /** Whether there is something to be drawn. */
    public static boolean hasSeries(Chart<?, ?> chart) {
        return !chart.getSeriesCollection().isEmpty();
    }
}
