package org.draco.layout.table;

import java.io.IOException;
import java.util.Objects;
import org.draco.layout.source.SourceFile;
import org.draco.layout.source.SourceStream;

/**
 * Comma-separated values in UTF-8: all columns but one are values, that one is the class; fields may be quoted with
 * {@code "}, a quote inside is doubled (RFC 4180). White space around a field is dropped, lines that hold nothing are
 * passed over.
 *
 * @param delimiter between fields
 * @param header whether the first row names the columns
 * @param label the column of the class: {@code first}, {@code last}, its number from 1 on, or, where there is a header,
 *     its name
 */
public record CsvFormat(char delimiter, boolean header, String label) implements TableFormat {

    /** Refuses a delimiter that means something else, and a label that names no column. */
    public CsvFormat {
        Objects.requireNonNull(label, "label");
        if ("\"\r\n\\".indexOf(delimiter) >= 0 || Character.isLetterOrDigit(delimiter)) {
            throw new IllegalArgumentException(
                    "delimiter: expected a character like , or ; or a tab, found '"
                            + delimiter
                            + "'");
        }
        if (label.isBlank()) {
            throw new IllegalArgumentException(
                    "label: expected first, last, a column's number or its name, found nothing");
        }
    }

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public TableRows open(SourceFile file) throws IOException {
        SourceStream in = SourceStream.open(file);
        try {
            return new CsvRows(in, this);
        } catch (IOException | RuntimeException failed) {
            in.close();
            throw failed;
        }
    }

    @Override
    public boolean sparse() {
        return false;
    }

    @Override
    public int features(int widest) {
        return widest;
    }
}
