package org.draco.bin.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Text in rows and columns, for a page, a Markdown file or a terminal. Immutable.
 *
 * @param title what it is about; may be empty
 * @param header a title for each column
 * @param rows of as many cells; the first one of each is the row's own title
 */
public record Table(String title, List<String> header, List<List<String>> rows) {

    /** Copies the lists; every row must have a cell for each column. */
    public Table {
        header = List.copyOf(header);
        List<List<String>> copies = new ArrayList<>();
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(
                        "%s: expected %d cells, found %s".formatted(title, header.size(), row));
            }
            copies.add(List.copyOf(row));
        }
        rows = Collections.unmodifiableList(copies);
    }

    /** As Markdown, with a heading if there is a title. */
    public String toMarkdown() {
        StringBuilder text = new StringBuilder();
        if (!title.isEmpty()) {
            text.append("## ").append(title).append("\n\n");
        }
        line(text, header);
        line(text, Collections.nCopies(header.size(), "---"));
        rows.forEach(row -> line(text, row));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append('|');
        cells.forEach(cell -> text.append(' ').append(cell.replace("|", "\\|")).append(" |"));
        text.append('\n');
    }

    /** With columns of equal width, for a terminal. */
    public String toText() {
        int[] widths = new int[header.size()];
        List<List<String>> all = new ArrayList<>(List.of(header));
        all.addAll(rows);
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder(title.isEmpty() ? "" : title + "\n");
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
