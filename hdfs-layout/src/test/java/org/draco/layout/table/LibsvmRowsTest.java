package org.draco.layout.table;

import static org.draco.layout.table.TableSource.assertDamaged;
import static org.draco.layout.table.TableSource.bytes;
import static org.draco.layout.table.TableSource.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.draco.layout.source.SourceFile;
import org.junit.jupiter.api.Test;

class LibsvmRowsTest {

    private static List<String> read(SourceFile file, int features) throws IOException {
        List<String> rows = new ArrayList<>();
        try (TableRows table = new LibsvmFormat(features).open(file)) {
            while (table.next()) {
                float[] values = new float[Math.max(features, table.width())];
                Arrays.fill(values, 99);
                table.values(values);
                rows.add(table.label() + Arrays.toString(values));
            }
        }
        return rows;
    }

    private static List<String> read(String table) throws IOException {
        return read(text("t.svm", table), 0);
    }

    @Test
    void whatIsNotNamedIsZero() throws IOException {
        assertEquals(
                List.of("+1[0.0, 0.5, 0.0, -2.0E-5]", "-1[]", "3.0[7.0]"),
                read("+1 2:.5 4:-2e-5\n-1\n3.0 1:7"));
    }

    @Test
    void blanksCommentsAndCarriageReturnsAreNothing() throws IOException {
        assertEquals(
                List.of("1[2.0]", "2[3.0]"),
                read("# phishing\n\n  1\t1:2  \r\n   # more\n2 1:3# end\n\n"));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        StringBuilder table = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int row = 0; row < 300; row++) {
            TreeMap<Integer, Float> values = new TreeMap<>();
            for (int i = random.nextInt(90); i > 0; i--) {
                values.put(
                        1 + random.nextInt(200),
                        Float.intBitsToFloat(random.nextInt() & 0xBFFFFFFF));
            }
            float[] dense = new float[200];
            table.append(row);
            values.forEach(
                    (index, value) -> {
                        table.append(' ').append(index).append(':').append(value);
                        dense[index - 1] = value;
                    });
            table.append('\n');
            expected.add(row + Arrays.toString(dense));
        }
        assertEquals(expected, read(text("t.svm", table.toString()), 200), "seed " + seed);
    }

    @Test
    void faultsAreToldByLineAndCharacter() {
        damaged(2, 1, "a class, which is a whole number", "\"x\"", "1 1:1\nx 1:1\n");
        damaged(1, 1, "a class, which is a whole number", "\"1.5\"", "1.5 1:1\n");
        damaged(1, 1, "a class, which is a whole number", "\"1:1\"", "1:1\n");
        damaged(1, 7, "index:value", "2", "1 1:1 2\n");
        damaged(1, 3, "index:value", "qid", "1 qid=3 2:1\n");
        damaged(1, 3, "an index from 1 to", "\"qid\"", "1 qid:3 2:1\n");
        damaged(1, 3, "an index from 1 to", "\"0\"", "1 0:1\n");
        damaged(1, 3, "an index from 1 to", "\"-1\"", "1 -1:1\n");
        damaged(1, 3, "an index from 1 to", "\"99999999999\"", "1 99999999999:1\n");
        damaged(1, 3, "an index from 1 to 16777216", "\"16777217\"", "1 16777217:1\n");
        damaged(1, 7, "an index above 5", "\"5\"", "1 5:1 5:2\n");
        damaged(1, 7, "an index above 5", "\"4\"", "1 5:1 4:2\n");
        damaged(3, 10, "a decimal number", "\"nan\"", "1 1:1\n\n1 1:2  3:nan\n");
        damaged(1, 5, "a decimal number", "\"\"", "1 1:\n");
        damaged(1, 5, "a decimal number", "\"1:2\"", "1 1:1:2\n");
        damaged(1, 5, "a decimal number", "\"1e99\"", "1 1:1e99\n");
        damaged(1, 3, "a number", "more than 256 characters", "1 " + "1".repeat(300));
        damaged(1, 2, "text", "the byte 0x00", "1\u0000\n");
    }

    private static void damaged(
            long line, long column, String expected, String found, String table) {
        assertDamaged("t.svm", line, column, expected, found, () -> read(table));
    }

    @Test
    void noNumberOfFeaturesBeyondWhatASampleHolds() {
        assertThrows(IllegalArgumentException.class, () -> new LibsvmFormat(-1));
        assertThrows(IllegalArgumentException.class, () -> new LibsvmFormat((1 << 24) + 1));
    }

    @Test
    void anyBytesAreRowsOrDamage() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "0123456789:.-+e #\n\r\t\u0000\u00ff";
        for (int i = 0; i < 3_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            for (int j = 0; j < noise.length; j++) {
                noise[j] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
            }
            try {
                read(bytes("noise", noise), 0);
            } catch (org.draco.layout.DamagedFileException refused) {
                assertEquals(-1, refused.offset());
            } catch (IOException | RuntimeException wrong) {
                throw new AssertionError("seed " + seed + ": " + Arrays.toString(noise), wrong);
            }
        }
    }
}
