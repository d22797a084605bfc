package org.draco.layout.table;

import static org.draco.layout.table.TableSource.assertDamaged;
import static org.draco.layout.table.TableSource.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;
import org.draco.layout.DatasetLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.Split;
import org.draco.layout.dataset.TestShare;
import org.draco.layout.dataset.ValueType;
import org.draco.layout.source.SourceFile;
import org.draco.layout.table.TableSource.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableDatasetTest {

    private static final TableFormat CSV = new CsvFormat(',', false, "last");
    private static final TableFormat LIBSVM = new LibsvmFormat(0);

    @TempDir java.nio.file.Path dir;

    private DatasetManifest prepare(TableDataset table) throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        DatasetLayout set = new DatasetLayout(new Path(dir.toUri().getPath(), "set"));
        fs.delete(set.dir(), true);
        return table.prepare(fs, set, "table", "a test");
    }

    private DatasetManifest prepare(TableFormat format, String train, String test)
            throws IOException {
        return prepare(TableDataset.of(format, text("a", train), text("b", test)));
    }

    @Test
    void twoFilesBecomeTwoSplits() throws IOException {
        DatasetManifest set = prepare(CSV, "1,2.5,0\n-3e-1,4,1\n", "5,6,1\n");
        assertEquals(ValueType.FLOAT32, set.values());
        assertEquals(List.of(2, 1, 1), List.of(set.channels(), set.height(), set.width()));
        assertEquals(
                List.of(Row.of(0, 1, 2.5f), Row.of(1, -0.3f, 4)),
                TableSource.rows(dir, Split.TRAIN));
        assertEquals(List.of(Row.of(1, 5, 6)), TableSource.rows(dir, Split.TEST));
    }

    @Test
    void sparseRowsAreAsWideAsTheWidestOfBothFiles() throws IOException {
        DatasetManifest set = prepare(LIBSVM, "1 2:7\n-1 1:1 3:2\n", "1 4:9\n-1\n");
        assertEquals(4, set.channels());
        assertEquals(List.of("-1", "1"), set.labels());
        assertEquals(
                List.of(Row.of(1, 0, 7, 0, 0), Row.of(0, 1, 0, 2, 0)),
                TableSource.rows(dir, Split.TRAIN));
        assertEquals(
                List.of(Row.of(1, 0, 0, 0, 9), Row.of(0, 0, 0, 0, 0)),
                TableSource.rows(dir, Split.TEST));
    }

    @Test
    void theNumberOfFeaturesCanBeGiven() throws IOException {
        assertEquals(6, prepare(new LibsvmFormat(6), "1 2:7\n", "2 1:1\n").channels());
        assertDamaged(
                "b",
                1,
                3,
                "an index from 1 to 6",
                "\"7\"",
                () -> prepare(new LibsvmFormat(6), "1 2:7\n", "2 7:1\n"));
    }

    @Test
    void wholeNumbersAreClassesInAscendingOrderOfBothFiles() throws IOException {
        DatasetManifest set = prepare(CSV, "0,10\n0,-2\n0,9\n0,1e1\n", "0,+3.0\n0,-2.0\n");
        assertEquals(List.of("-2", "3", "9", "10"), set.labels());
        assertEquals(
                List.of(Row.of(3, 0), Row.of(0, 0), Row.of(2, 0), Row.of(3, 0)),
                TableSource.rows(dir, Split.TRAIN));
        assertEquals(List.of(Row.of(1, 0), Row.of(0, 0)), TableSource.rows(dir, Split.TEST));
    }

    @Test
    void otherLabelsAreNamesInTheOrderOfTheirCharacters() throws IOException {
        DatasetManifest set = prepare(CSV, "0,versicolor\n0,9\n0,setosa\n", "0,10\n");
        assertEquals(List.of("10", "9", "setosa", "versicolor"), set.labels());
        assertEquals(
                List.of(Row.of(3, 0), Row.of(1, 0), Row.of(2, 0)),
                TableSource.rows(dir, Split.TRAIN));
    }

    private static SourceFile counted(int rows) {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            table.append(i).append(',').append(i % 2).append('\n');
        }
        return text("heap", table.toString());
    }

    private List<Float> firsts(Split split) throws IOException {
        return TableSource.rows(dir, split).stream().map(row -> row.values().get(0)).toList();
    }

    @Test
    void aShareIsForTestingAndTheSeedDecidesWhich() throws IOException {
        Set<List<Float>> tests = new HashSet<>();
        for (long seed = 0; seed < 5; seed++) {
            prepare(TableDataset.of(CSV, counted(1000), new TestShare(0.2, seed)));
            List<Float> test = firsts(Split.TEST);
            assertEquals(200, test.size());
            List<Float> all = new ArrayList<>(firsts(Split.TRAIN));
            assertEquals(all.stream().sorted().toList(), all, "samples stay in their order");
            all.addAll(test);
            assertEquals(1000, new HashSet<>(all).size(), "each sample once");
            tests.add(test);
            prepare(TableDataset.of(CSV, counted(1000), new TestShare(0.2, seed)));
            assertEquals(test, firsts(Split.TEST));
        }
        assertEquals(5, tests.size());
    }

    @Test
    void everySampleIsAsLikelyToBeForTesting() {
        int[] times = new int[10];
        for (int seed = 0; seed < 10_000; seed++) {
            TestShare.Division division = new TestShare(0.3, seed).of(10);
            for (int i = 0; i < 10; i++) {
                times[i] += division.next() == Split.TEST ? 1 : 0;
            }
        }
        for (int count : times) {
            // Binomial(10,000, 0.3): mean 3,000, deviation 46.
            assertTrue(Math.abs(count - 3000) < 230, Arrays.toString(times));
        }
    }

    @Test
    void eachSideGetsASample() throws IOException {
        for (double share : new double[] {1e-9, 1 - 1e-9}) {
            prepare(TableDataset.of(CSV, counted(3), new TestShare(share, 1)));
            assertEquals(share < 0.5 ? 1 : 2, firsts(Split.TEST).size());
        }
        assertThrows(IllegalArgumentException.class, () -> new TestShare(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new TestShare(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new TestShare(Double.NaN, 1));
    }

    @Test
    void anEmptyTableIsRefusedAndLeavesNothing() throws IOException {
        for (String empty : new String[] {"", "\n\n", "# nothing\n"}) {
            TableFormat format = empty.startsWith("#") ? LIBSVM : CSV;
            DamagedFileException refusal =
                    assertThrows(DamagedFileException.class, () -> prepare(format, empty, "1,1\n"));
            assertTrue(
                    refusal.getMessage()
                            .contains("/tables/a is damaged at byte 0: expected 1 rows"),
                    refusal.getMessage());
        }
        assertThrows(
                DamagedFileException.class,
                () -> prepare(TableDataset.of(CSV, text("a", "1,1"), new TestShare(0.5, 1))));
        assertFalse(Files.exists(dir.resolve("set")));
    }

    @Test
    void tablesOfDifferentWidthAreRefused() {
        assertDamaged(
                "b",
                1,
                1,
                "2 values a row, as in /tables/a",
                "3 values",
                () -> prepare(CSV, "1,2,0\n", "1,2,3,0\n"));
    }

    @Test
    void moreClassesThanADataSetHoldsAreRefused() throws IOException {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i <= 65_536; i++) {
            table.append("1,").append(i).append(".5\n");
        }
        assertDamaged(
                "a",
                65_537,
                2,
                "at most 65536 classes",
                "\"65536.5\"",
                () -> prepare(CSV, table.toString(), "1,0.5\n"));
    }

    @Test
    void aTableMayBeCompressed() throws IOException {
        SourceFile train = TableSource.bytes("a.gz", TableSource.gzip("1,2,0\n3,4,1\n"));
        prepare(TableDataset.of(CSV, train, text("b", "1,2,0\n")));
        assertEquals(List.of(Row.of(0, 1, 2), Row.of(1, 3, 4)), TableSource.rows(dir, Split.TRAIN));
    }

    @Test
    void aCorruptedOrCutGzipIsDamageAtAnOffset() throws IOException {
        String rows = "1,2,0\n3,4,1\n".repeat(5_000);
        byte[] gzip = TableSource.gzip(rows);
        byte[] cut = Arrays.copyOf(gzip, gzip.length / 2);
        byte[] corrupted = gzip.clone();
        corrupted[gzip.length - 6] ^= 1;
        for (byte[] broken : new byte[][] {cut, corrupted}) {
            SourceFile train = TableSource.bytes("a.gz", broken);
            DamagedFileException damage =
                    assertThrows(
                            DamagedFileException.class,
                            () -> prepare(TableDataset.of(CSV, train, text("b", "1,2,0\n"))));
            assertNotEquals(-1, damage.offset(), damage.getMessage());
            assertTrue(damage.getMessage().contains("/tables/a.gz is damaged at byte "));
            assertEquals("gzip data", damage.expected());
        }
    }

    @Test
    void aConnectionThatIsLostIsNotTakenForDamage() {
        SourceFile lost =
                new SourceFile(
                        new Path("/far/away"),
                        -1,
                        () -> {
                            throw new IOException("gone");
                        });
        IOException failure =
                assertThrows(
                        IOException.class,
                        () -> prepare(TableDataset.of(CSV, lost, text("b", "1,1\n"))));
        assertEquals("gone", failure.getMessage());
    }
}
