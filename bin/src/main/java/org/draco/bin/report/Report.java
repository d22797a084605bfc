package org.draco.bin.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.file.AsideFile;
import org.knowm.xchart.ChartEncoder;

/** Draws what runs have left. Not thread-safe; the drawing needs fonts on the machine, and no screen. */
public final class Report {

    private static final String PAGE = "index.html";

    private Report() {}

    /**
     * Writes {@code index.html}, which needs no other file, and beside it each plot as {@code .svg} and {@code .png}. What is there
     * under the same names is replaced.
     *
     * @param runs one or more, whose names differ
     * @param fs where the directory is
     * @param directory made if it is missing
     * @return the page
     * @throws IOException if something cannot be written, or this machine has no fonts to draw with
     */
    public static Path write(List<RecordedRun> runs, FileSystem fs, Path directory)
            throws IOException {
        String title =
                runs.size() == 1
                        ? "Draco: " + runs.get(0).name()
                        : "Draco: " + runs.size() + " runs";
        return write(
                new ReportText(title, List.of(), List.of(RunTable.of(runs))),
                plots(runs),
                fs,
                directory);
    }

    /**
     * As {@link #write(List, FileSystem, Path)}, of anything.
     *
     * @param text what the page says
     * @param plots whose files have different names
     */
    public static Path write(ReportText text, List<Plot> plots, FileSystem fs, Path directory)
            throws IOException {
        System.setProperty("java.awt.headless", "true");
        Map<Plot, String> drawn = new LinkedHashMap<>();
        for (Plot plot : plots) {
            byte[] svg = draw(plot, "svg");
            write(fs, new Path(directory, plot.file() + ".svg"), svg);
            write(fs, new Path(directory, plot.file() + ".png"), draw(plot, "png"));
            drawn.put(plot, ReportPage.imageOf(svg));
        }
        Path page = new Path(directory, PAGE);
        AsideFile.write(fs, page, ReportPage.of(text, drawn));
        return page;
    }

    private static List<Plot> plots(List<RecordedRun> runs) {
        List<Plot> plots = new ArrayList<>(new ProgressPlots(runs).all());
        plots.addAll(new CostPlots(runs).all());
        plots.addAll(LiarPlot.of(runs));
        return plots;
    }

    private static byte[] draw(Plot plot, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ChartEncoder.saveChart(plot.chart(), bytes, format);
        } catch (InternalError | ExceptionInInitializerError | NoClassDefFoundError noFonts) {
            // What Java says where there is no font at all.
            throw new IOException(
                    "this machine has no fonts to draw with (%s): install some, e.g. apt-get install fontconfig fonts-dejavu-core"
                            .formatted(noFonts.getMessage()),
                    noFonts);
        }
        return bytes.toByteArray();
    }

    private static void write(FileSystem fs, Path file, byte[] bytes) throws IOException {
        try (AsideFile aside = AsideFile.create(fs, file)) {
            aside.stream().write(bytes);
            aside.commit();
        }
    }
}
