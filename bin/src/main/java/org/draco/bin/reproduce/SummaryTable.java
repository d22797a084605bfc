package org.draco.bin.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.draco.bin.report.Table;

/** What every study shows: a row for each configuration. */
final class SummaryTable {

    private SummaryTable() {}

    static Table of(List<Group> groups) {
        Set<String> attributes = new LinkedHashSet<>();
        groups.forEach(group -> attributes.addAll(group.configuration().attributes().keySet()));
        List<String> header = new ArrayList<>(List.of(Configuration.PART));
        header.addAll(attributes);
        header.addAll(
                List.of("runs", "best accuracy, %", "last accuracy, %", "ms a step", "remarks"));
        List<List<String>> rows = new ArrayList<>();
        for (Group group : groups) {
            List<String> cells = new ArrayList<>(List.of(group.configuration().part()));
            for (String attribute : attributes) {
                String value = group.configuration().get(attribute);
                cells.add(value == null ? "" : value);
            }
            cells.add(group.made().size() + " of " + group.rows().size());
            cells.add(group.spread(ResultRow::bestAccuracy).shown("%.2f", 100));
            cells.add(group.spread(SummaryTable::lastAccuracy).shown("%.2f", 100));
            cells.add(group.spread(SummaryTable::loopSecondsPerStep).shown("%.1f", 1000));
            cells.add(remarks(group));
            rows.add(cells);
        }
        return new Table("All configurations", header, rows);
    }

    private static double lastAccuracy(ResultRow row) {
        return row.measures().flatMap(Measures::last).map(e -> e.accuracy()).orElse(Double.NaN);
    }

    private static double loopSecondsPerStep(ResultRow row) {
        return row.measures().map(of -> of.loopSeconds() / of.steps()).orElse(Double.NaN);
    }

    /** Each once: seeds mostly fail alike. */
    private static String remarks(Group group) {
        return group.rows().stream()
                .filter(row -> row.state() != ResultRow.State.FINISHED || !row.why().isEmpty())
                .map(
                        row ->
                                row.state() == ResultRow.State.FINISHED
                                        ? row.why()
                                        : (row.state().word() + " " + row.why()).strip())
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
