package org.draco.bin.report;

import java.util.List;

/**
 * What a report says beside its plots. Immutable.
 *
 * @param title of the page
 * @param paragraphs before the tables
 * @param tables in the order of the page
 */
public record ReportText(String title, List<String> paragraphs, List<Table> tables) {

    /** Copies the lists. */
    public ReportText {
        paragraphs = List.copyOf(paragraphs);
        tables = List.copyOf(tables);
    }
}
