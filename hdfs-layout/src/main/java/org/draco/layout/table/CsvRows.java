package org.draco.layout.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.draco.layout.DamagedFileException;
import org.draco.layout.source.SourceStream;

/** Rows of {@link CsvFormat}. A column in messages is a column of the table, from 1 on. */
final class CsvRows implements TableRows {

    /** What the decoder puts where bytes are no text. */
    private static final char NOT_UTF_8 = '\uFFFD';

    private final SourceStream in;
    private final RowLimit text;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> header;
    private final String wantedLabel;

    private CSVRecord row;
    private long line;
    private int labelIndex = -1;
    private float[] values;

    CsvRows(SourceStream in, CsvFormat format) throws IOException {
        this.in = in;
        this.wantedLabel = format.label();
        this.text =
                new RowLimit(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        this.parser =
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(format.delimiter())
                        .setIgnoreSurroundingSpaces(true)
                        .setTrim(true)
                        .get()
                        .parse(text);
        this.records = parser.iterator();
        this.header = format.header() && advance() ? row.toList() : List.of();
        if (!header.isEmpty()) {
            findLabel();
        }
    }

    @Override
    public boolean next() throws IOException {
        if (!advance()) {
            return false;
        }
        if (labelIndex < 0) {
            findLabel();
        }
        int columns = header.isEmpty() ? (values == null ? -1 : values.length + 1) : header.size();
        if (columns >= 0 && row.size() != columns) {
            throw damaged(
                    Math.min(row.size(), columns) + 1L,
                    columns + " columns as before",
                    row.size() + " columns");
        }
        if (values == null) {
            values = new float[row.size() - 1];
        }
        if (label().isEmpty()) {
            throw badLabel("a class");
        }
        if (label().indexOf(NOT_UTF_8) >= 0) {
            throw badLabel("text in UTF-8");
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = value(i < labelIndex ? i : i + 1);
        }
        return true;
    }

    private float value(int column) throws DamagedFileException {
        String field = row.get(column);
        float value = Number32.parse(field);
        if (Float.isNaN(value)) {
            String name = header.isEmpty() ? "" : " (\"" + header.get(column) + "\")";
            boolean perhapsHeader = header.isEmpty() && line == 1;
            throw damaged(
                    column + 1L,
                    Number32.EXPECTED + (perhapsHeader ? ", or --header if this is one" : ""),
                    "\"" + shortened(field) + "\"" + name);
        }
        return value;
    }

    /** Reads a record that is no empty line; false at the end. */
    private boolean advance() throws IOException {
        try {
            do {
                line = parser.getCurrentLineNumber() + 1;
                text.beginRow();
                if (!records.hasNext()) {
                    return false;
                }
                row = records.next();
            } while (row.size() == 1 && row.get(0).isEmpty());
            return true;
        } catch (UncheckedIOException wrapped) {
            throw explained(wrapped.getCause());
        }
    }

    private IOException explained(IOException failure) {
        if (failure instanceof CSVException malformed) {
            return damaged(1, "comma-separated values", malformed.getMessage());
        }
        if (failure instanceof RowLimit.ExceededException tooLong) {
            String limit = "a row of at most " + RowLimit.MAX_CHARACTERS + " characters";
            return damaged(1, limit, "more; is a quote missing?");
        }
        return failure;
    }

    private void findLabel() throws DamagedFileException {
        int columns = row.size();
        if (columns < 2) {
            throw damaged(1, "a class and one value or more", columns + " column");
        }
        if (columns - 1 > MAX_FEATURES) {
            throw damaged(
                    MAX_FEATURES, "at most " + MAX_FEATURES + " values", columns + " columns");
        }
        labelIndex =
                switch (wantedLabel) {
                    case "first" -> 0;
                    case "last" -> columns - 1;
                    default -> header.indexOf(wantedLabel);
                };
        if (labelIndex < 0 && wantedLabel.matches("[1-9]\\d{0,8}")) {
            int number = Integer.parseInt(wantedLabel);
            labelIndex = number <= columns ? number - 1 : -1;
        }
        if (labelIndex < 0) {
            String among = header.isEmpty() ? columns + " columns without names" : "" + header;
            throw damaged(1, "the column \"" + wantedLabel + "\"", shortened(among));
        }
    }

    @Override
    public String label() {
        return row.get(labelIndex);
    }

    @Override
    public int width() {
        return values.length;
    }

    @Override
    public void values(float[] into) {
        System.arraycopy(values, 0, into, 0, values.length);
    }

    @Override
    public DamagedFileException badLabel(String expected) {
        return damaged(labelIndex + 1L, expected, "\"" + shortened(label()) + "\"");
    }

    private DamagedFileException damaged(long column, String expected, String found) {
        return DamagedFileException.inText(in.file().path(), line, column, expected, found);
    }

    private static String shortened(String field) {
        return field.length() <= 80 ? field : field.substring(0, 80) + "...";
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
