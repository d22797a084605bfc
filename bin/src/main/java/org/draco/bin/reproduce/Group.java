package org.draco.bin.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A configuration with its runs, one a seed.
 *
 * @param configuration what was run
 * @param rows what came of it
 */
record Group(Configuration configuration, List<ResultRow> rows) {

    Group {
        rows = List.copyOf(rows);
    }

    /** The configurations of some rows, in their order. */
    static List<Group> of(List<ResultRow> rows) {
        Map<Configuration, List<ResultRow>> by = new LinkedHashMap<>();
        rows.forEach(
                row -> by.computeIfAbsent(row.configuration(), none -> new ArrayList<>()).add(row));
        return by.entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The runs that were made, well or not. */
    List<ResultRow> made() {
        return rows.stream().filter(row -> row.measures().isPresent()).toList();
    }

    /** What something is over the runs that were made; NaN counts as nothing. */
    Spread spread(Function<ResultRow, Double> value) {
        return Spread.of(made().stream().map(value).toList());
    }
}
