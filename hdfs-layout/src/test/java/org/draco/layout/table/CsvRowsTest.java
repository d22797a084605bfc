package org.draco.layout.table;

import static org.draco.layout.table.TableSource.assertDamaged;
import static org.draco.layout.table.TableSource.bytes;
import static org.draco.layout.table.TableSource.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.draco.layout.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {

    private static final CsvFormat PLAIN = new CsvFormat(',', false, "last");
    private static final CsvFormat HEADED = new CsvFormat(',', true, "last");

    private static List<String> read(CsvFormat format, SourceFile file) throws IOException {
        List<String> rows = new ArrayList<>();
        try (TableRows table = format.open(file)) {
            while (table.next()) {
                float[] values = new float[table.width()];
                table.values(values);
                rows.add(table.label() + java.util.Arrays.toString(values));
            }
        }
        return rows;
    }

    private static List<String> read(CsvFormat format, String table) throws IOException {
        return read(format, text("t.csv", table));
    }

    @Test
    void theClassMayBeInAnyColumn() throws IOException {
        String table = "x,y,z\n1,2,3\n";
        assertEquals(List.of("1[2.0, 3.0]"), read(new CsvFormat(',', true, "first"), table));
        assertEquals(List.of("3[1.0, 2.0]"), read(HEADED, table));
        assertEquals(List.of("2[1.0, 3.0]"), read(new CsvFormat(',', true, "2"), table));
        assertEquals(List.of("2[1.0, 3.0]"), read(new CsvFormat(',', true, "y"), table));
    }

    @Test
    void aColumnThatIsNotThereIsRefused() {
        assertDamaged(
                "t.csv",
                1,
                1,
                "the column \"class\"",
                "[x, y]",
                () -> read(new CsvFormat(',', true, "class"), "x,y\n1,2\n"));
        assertDamaged(
                "t.csv",
                1,
                1,
                "the column \"3\"",
                "2 columns without names",
                () -> read(new CsvFormat(',', false, "3"), "1,2\n"));
        assertDamaged(
                "t.csv", 1, 1, "a class and one value", "1 column", () -> read(PLAIN, "1\n2\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2,a\n3,4,b\n",
                "1,2,a\r\n3,4,b\r\n",
                "1,2,a\n3,4,b",
                "\uFEFF1,2,a\n\n3,4,b\n\n",
                "\"1\",\"2\",\"a\"\n 3 , 4 ,\tb \n",
                "1.0,2e0,a\n+3,.4e1,b\n"
            })
    void theseAreTheSameTable(String table) throws IOException {
        assertEquals(List.of("a[1.0, 2.0]", "b[3.0, 4.0]"), read(PLAIN, table));
    }

    @Test
    void aQuotedFieldMayHoldWhatSeparates() throws IOException {
        assertEquals(
                List.of("an \"odd\",\nclass[1.0]", "b[2.0]"),
                read(PLAIN, "1,\"an \"\"odd\"\",\nclass\"\n2,b\n"));
    }

    @Test
    void otherDelimiters() throws IOException {
        assertEquals(List.of("a[1.0, 2.0]"), read(new CsvFormat(';', false, "last"), "1;2;a\n"));
        assertEquals(List.of("a[1.0, 2.0]"), read(new CsvFormat('\t', false, "last"), "1\t2\ta\n"));
        for (char delimiter : new char[] {'"', '\n', 'e', '5', '\\'}) {
            assertThrows(
                    IllegalArgumentException.class, () -> new CsvFormat(delimiter, false, "last"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "NaN", "Infinity", "1e39", "0x10", "1f", "1,", "--1", "1 2"})
    void whatIsNoNumberIsRefusedWhereItIs(String value) {
        String field = "\"" + value + "\"";
        assertDamaged(
                "t.csv",
                3,
                2,
                "a decimal number that a float32 can hold",
                field,
                () -> read(PLAIN, "1,2,a\n\n3," + field + ",b\n"));
    }

    @Test
    void theLineIsTheOneWhereTheRowBeginsAlsoAfterRowsOfSeveralLines() {
        assertDamaged(
                "t.csv",
                4,
                1,
                "a decimal number",
                "\"x\"",
                () -> read(PLAIN, "1,\"a\nb\nc\"\nx,\"d\ne\"\n"));
    }

    @Test
    void aHeaderThatWasNotAnnouncedIsExplained() {
        assertDamaged("t.csv", 1, 1, "or --header", "\"x\"", () -> read(PLAIN, "x,y\n1,2\n"));
        assertDamaged(
                "t.csv", 2, 1, "a decimal", "\"q\" (\"x\")", () -> read(HEADED, "x,y\nq,2\n"));
    }

    @Test
    void rowsOfAnotherLengthAreRefused() {
        assertDamaged(
                "t.csv",
                2,
                3,
                "3 columns as before",
                "2 columns",
                () -> read(PLAIN, "1,2,a\n3,b\n"));
        assertDamaged("t.csv", 2, 3, "2 columns", "3 columns", () -> read(HEADED, "x,y\n1,2,a\n"));
    }

    @Test
    void aMissingClassIsRefused() {
        assertDamaged("t.csv", 2, 2, "a class", "\"\"", () -> read(PLAIN, "1,a\n2,\n"));
    }

    @Test
    void aQuoteThatIsNotClosedIsRefused() {
        assertDamaged(
                "t.csv",
                2,
                1,
                "comma-separated values",
                "EOF",
                () -> read(PLAIN, "1,a\n2,\"b\n3,c\n"));
        assertDamaged("t.csv", 1, 1, "comma-separated values", "", () -> read(PLAIN, "1,\"a\"b\n"));
    }

    @Test
    void aRowWithoutEndIsRefusedBeforeItFillsMemory() {
        SourceFile endless =
                new SourceFile(
                        new Path("/tables/endless"),
                        -1,
                        () ->
                                new InputStream() {
                                    private boolean begun;

                                    @Override
                                    public int read() {
                                        int next = begun ? '1' : '"';
                                        begun = true;
                                        return next;
                                    }
                                });
        assertDamaged(
                "endless",
                1,
                1,
                "a row of at most 67108864 characters",
                "is a quote missing?",
                () -> read(PLAIN, endless));
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] latin = {'1', ',', 'a', '\n', '2', ',', (byte) 0xE9, '\n'};
        assertDamaged(
                "t.csv",
                2,
                2,
                "text in UTF-8",
                "\"\uFFFD\"",
                () -> read(PLAIN, bytes("t.csv", latin)));
        latin[6] = 'b';
        latin[4] = (byte) 0xFC;
        assertDamaged(
                "t.csv", 2, 1, "a decimal", "\"\uFFFD\"", () -> read(PLAIN, bytes("t.csv", latin)));
    }
}
