package org.draco.layout.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

    private enum Colour {
        RED,
        DARK_BLUE
    }

    private record Leaf(int count, boolean on) {
        Leaf {
            if (count < 0) {
                throw new IllegalArgumentException("count: expected 0 or more, found " + count);
            }
        }
    }

    private record Tree(
            int version,
            long big,
            double real,
            String text,
            Colour colour,
            Leaf leaf,
            List<Leaf> leaves,
            Map<Colour, List<String>> byColour,
            Map<Integer, Long> byNumber) {}

    private static final Tree TREE =
            new Tree(
                    1,
                    Long.MIN_VALUE,
                    2.0E-3,
                    "ü \" \n",
                    Colour.DARK_BLUE,
                    new Leaf(3, true),
                    List.of(new Leaf(0, false)),
                    Map.of(Colour.RED, List.of("x")),
                    Map.of(7, 9L));

    private static final String TEXT =
            """
            {
              "version" : 1,
              "big" : -9223372036854775808,
              "real" : 0.002,
              "text" : "ü \\" \\n",
              "colour" : "dark_blue",
              "leaf" : {
                "count" : 3,
                "on" : true
              },
              "leaves" : [
                {
                  "count" : 0,
                  "on" : false
                }
              ],
              "byColour" : {
                "red" : [
                  "x"
                ]
              },
              "byNumber" : {
                "7" : 9
              }
            }
            """;

    @Test
    void theTextIsStable() {
        assertEquals(TEXT, RecordJson.write(TREE));
    }

    @Test
    void whatIsWrittenIsReadBack() throws JsonFaultsException {
        assertEquals(TREE, RecordJson.read(TEXT, Tree.class, 1));
    }

    @Test
    void aWholeNumberServesAsAReal() throws JsonFaultsException {
        assertEquals(2.0, RecordJson.read(TEXT.replace("0.002", "2"), Tree.class, 1).real());
    }

    @Test
    void allFaultsAreReportedTogether() {
        String text =
                TEXT.replace("\"big\" : -9223372036854775808", "\"bigger\" : 1")
                        .replace("0.002", "\"0.002\"")
                        .replace("\"dark_blue\"", "\"green\"")
                        .replace("\"count\" : 3", "\"count\" : 3.5")
                        .replace("\"count\" : 0", "\"count\" : -1")
                        .replace("\"red\"", "\"RED\"")
                        .replace("\"7\" : 9", "\"07\" : null");
        assertFaults(
                text,
                "big: expected a value, found nothing: the key is missing",
                "real: expected a number, found \"0.002\"",
                "colour: expected one of [red, dark_blue], found \"green\"",
                "leaf.count: expected an integer of 32 bits, found 3.5",
                "leaves[0]: count: expected 0 or more, found -1",
                "byColour.RED: expected one of [red, dark_blue], found \"RED\"",
                "byNumber.07: expected an integer as key, found \"07\"",
                "byNumber.07: expected an integer of 64 bits, found null",
                "bigger: expected one of the keys [version, big, real, text, colour, leaf, leaves, byColour, byNumber],"
                        + " found an unknown key");
    }

    @Test
    void aKindThatDoesNotFitIsAFaultAndNotAConversion() {
        assertFaults(TEXT.replace("\"ü \\\" \\n\"", "5"), "text: expected a string, found 5");
        assertFaults(TEXT.replace("\"ü \\\" \\n\"", "null"), "text: expected a string, found null");
        assertFaults(TEXT.replace("true", "1"), "leaf.on: expected true or false, found 1");
        assertFaults(
                TEXT.replace("\"version\" : 1", "\"version\" : \"1\""),
                "version: expected an integer of 32 bits, found \"1\"");
        assertFaults(
                TEXT.replace("-9223372036854775808", "-9223372036854775809"),
                "big: expected an integer of 64 bits, found -9223372036854775809");
        assertFaults(
                TEXT.replace("\"count\" : 3", "\"count\" : 2147483648"),
                "leaf.count: expected an integer of 32 bits, found 2147483648");
        assertFaults(TEXT.replace("\"dark_blue\"", "[ ]"), "colour: expected a string, found []");
        assertFaults(
                TEXT.replace("[\n      \"x\"\n    ]", "{ }"),
                "byColour.red: expected a JSON array, found {}");
    }

    @Test
    void aForeignVersionIsReportedByNumberAndAlone() {
        assertFaults(
                TEXT.replace("\"version\" : 1", "\"version\" : 2").replace("big", "small"),
                "version: expected 1, found 2");
    }

    @Test
    void aTextThatIsNoJsonObjectIsReportedWithItsPlace() {
        assertEquals(TEXT.length() - 2, faults(TEXT.substring(0, TEXT.length() - 2)).offset(), 1);
        assertTrue(
                faults(TEXT + "x").getMessage().contains("'x'"), faults(TEXT + "x").getMessage());
        assertTrue(faults("[]").getMessage().contains("expected a JSON object"));
        assertTrue(faults("").getMessage().contains("expected a JSON object"));
    }

    @Test
    void aRepeatedKeyIsAFault() {
        String text = TEXT.replace("\"big\"", "\"version\" : 1, \"big\"");
        assertTrue(
                faults(text).getMessage().contains("Duplicate field 'version'"),
                faults(text).getMessage());
    }

    private static JsonFaultsException faults(String text) {
        return assertThrows(JsonFaultsException.class, () -> RecordJson.read(text, Tree.class, 1));
    }

    private static void assertFaults(String text, String... expected) {
        assertEquals(List.of(expected), faults(text).faults());
    }
}
