package org.draco.layout.metrics;

import java.util.List;
import java.util.function.Function;

/** The fields of one row, taken in order; says which column is wrong. */
final class CsvFields {

    private final List<String> columns;
    private final String[] values;
    private int next;

    CsvFields(List<String> columns, String row) {
        this.columns = columns;
        this.values = row.split(",", -1);
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(
                    "expected " + columns.size() + " columns, found " + values.length);
        }
    }

    String text() {
        return values[next++];
    }

    long integer() {
        return number("an integer", Long::parseLong);
    }

    int smallInteger() {
        return number("an integer of 32 bits", Integer::parseInt);
    }

    double real() {
        return number("a number", Double::parseDouble);
    }

    <T> T number(String expected, Function<String, T> parse) {
        String value = text();
        try {
            return parse.apply(value);
        } catch (NumberFormatException malformed) {
            String what =
                    "column "
                            + columns.get(next - 1)
                            + ": expected "
                            + expected
                            + ", found \""
                            + value
                            + "\"";
            throw new IllegalArgumentException(what, malformed);
        }
    }
}
