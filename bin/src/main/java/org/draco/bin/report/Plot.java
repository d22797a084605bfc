package org.draco.bin.report;

import org.knowm.xchart.internal.chartpart.Chart;

/**
 * One chart of a report.
 *
 * @param file its name without the dot and what follows, e.g. {@code accuracy-by-step}
 * @param section under which heading it stands
 * @param says what is to be seen, for those who do not see it
 * @param chart ready to be drawn
 */
public record Plot(String file, String section, String says, Chart<?, ?> chart) {

    /** Places the chart's legend and title by what is drawn. */
    public Plot {
        Look.fit(chart);
    }
}
