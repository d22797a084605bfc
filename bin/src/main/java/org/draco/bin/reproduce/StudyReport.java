package org.draco.bin.reproduce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.bin.report.Plot;
import org.draco.bin.report.Report;
import org.draco.bin.report.ReportText;
import org.draco.bin.report.Table;
import org.draco.layout.file.AsideFile;

/** What a study's runs came to, and the files that say so. Immutable. */
public final class StudyReport {

    private final Study study;
    private final List<ResultRow> rows;
    private final List<Group> groups;

    private StudyReport(Study study, List<ResultRow> rows) {
        this.study = study;
        this.rows = List.copyOf(rows);
        this.groups = Group.of(rows);
    }

    /**
     * Reads what runs have left.
     *
     * @param runs of the study, made or not
     * @param store where they are kept
     * @param errors of runs that could not be made, by the names of their jobs
     */
    public static StudyReport read(
            Study study, List<PlannedRun> runs, RunStore store, Map<String, String> errors)
            throws IOException {
        List<ResultRow> rows = new ArrayList<>();
        for (PlannedRun run : runs) {
            rows.add(ResultRow.of(run, study, store, errors));
        }
        return new StudyReport(study, rows);
    }

    /** How many runs ended in each way: {@code finished}, {@code failed}, {@code refused}, {@code skipped}, {@code error}, {@code missing}. */
    public Map<String, Long> counts() {
        return Arrays.stream(ResultRow.State.values())
                .collect(
                        Collectors.toMap(
                                ResultRow.State::word,
                                state -> rows.stream().filter(row -> row.state() == state).count(),
                                (one, other) -> one,
                                java.util.LinkedHashMap::new));
    }

    /** What the study shows, then all its configurations. */
    public List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        if (study.views().contains(View.TIME_TO_TARGET)) {
            tables.add(new TargetTable(study, groups).table());
        }
        if (study.views().contains(View.PHASES)) {
            tables.add(new PhaseTable(study, groups).table());
        }
        if (study.views().contains(View.RECOVERY)) {
            tables.add(new RecoveryTable(rows).table());
        }
        tables.add(SummaryTable.of(groups));
        return tables;
    }

    private List<Plot> plots() {
        List<Group> made = groups.stream().filter(group -> !group.made().isEmpty()).toList();
        StudyPlots panels = new StudyPlots(study, made);
        List<Plot> plots = new ArrayList<>();
        if (study.views().contains(View.BOXES)) {
            plots.addAll(new BoxPlots(panels).all());
        }
        plots.addAll(panels.convergence());
        if (study.views().contains(View.PHASES)) {
            plots.addAll(new PhasePlots(study, panels).all());
        }
        if (study.views().contains(View.VARIANCE_NORM)) {
            plots.addAll(panels.varianceNorms());
        }
        return plots;
    }

    /**
     * Writes {@code results.csv}, {@code tables.md}, the plots, and {@code index.html} with all of it.
     *
     * @param fs where the directory is
     * @param directory made if it is missing
     * @param made how: the command and the program's version
     * @return the page
     */
    public Path write(FileSystem fs, Path directory, String made) throws IOException {
        text(fs, new Path(directory, "results.csv"), ResultsCsv.of(rows));
        List<Table> tables = tables();
        List<String> paragraphs = new ArrayList<>(study.about());
        if (!study.differences().isEmpty()) {
            paragraphs.add(
                    "What differs from what was published: "
                            + String.join(" ", study.differences()));
        }
        paragraphs.add(made);
        String markdown =
                "# "
                        + study.title()
                        + "\n\n"
                        + String.join("\n\n", paragraphs)
                        + "\n\n"
                        + tables.stream().map(Table::toMarkdown).collect(Collectors.joining("\n"));
        text(fs, new Path(directory, "tables.md"), markdown);
        return Report.write(
                new ReportText(study.title(), paragraphs, tables), plots(), fs, directory);
    }

    private static void text(FileSystem fs, Path file, String text) throws IOException {
        try (AsideFile aside = AsideFile.create(fs, file)) {
            aside.stream().write(text.getBytes(StandardCharsets.UTF_8));
            aside.commit();
        }
    }
}
