package org.draco.layout.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;
import org.draco.layout.file.PlainFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What appending and following promise on every file system; a module with a mini cluster runs it on HDFS. */
public abstract class CsvContract {

    private static final String HEADER = "a,b";

    /** The file system to test on. */
    protected abstract FileSystem fileSystem() throws IOException;

    /** A directory on it that is new for each test. */
    protected abstract Path directory() throws IOException;

    private FileSystem fs;
    private Path file;

    @BeforeEach
    final void open() throws IOException {
        fs = fileSystem();
        file = new Path(directory(), "rows.csv");
    }

    @Test
    void everyRowIsSeenAsSoonAsItIsAppended() throws IOException {
        CsvTail<String> tail = tail();
        assertEquals(List.of(), tail.poll(), "there is no file yet");
        try (CsvAppender appender = CsvAppender.open(fs, file, HEADER)) {
            assertEquals(List.of(), tail.poll(), "only the header");
            for (int i = 0; i < 50; i++) {
                appender.append(i + ",x");
                assertEquals(List.of(i + ",x"), tail.poll());
                assertEquals(List.of(), tail.poll());
            }
            appender.append("50,y");
            appender.append("51,ü");
            assertEquals(List.of("50,y", "51,ü"), tail.poll());
        }
        assertEquals(List.of(), tail.poll());
        assertEquals(52, tail().poll().size());
    }

    @Test
    void aRowIsSeenOnlyWhenItIsComplete() throws IOException {
        CsvTail<String> tail = tail();
        try (FSDataOutputStream out = PlainFileSystem.of(fs).create(file)) {
            flush(out, "a,");
            assertEquals(List.of(), tail.poll());
            flush(out, "b\n1,");
            assertEquals(List.of(), tail.poll());
            flush(out, "2");
            assertEquals(List.of(), tail.poll());
            flush(out, "\n3,4\n5");
            assertEquals(List.of("1,2", "3,4"), tail.poll());
        }
        assertEquals(List.of(), tail.poll());
    }

    @Test
    void aRestartedAppenderKeepsTheCompleteRows() throws IOException {
        write("a,b\n1,2\n3,4\n5,");
        try (CsvAppender appender = CsvAppender.open(fs, file, HEADER)) {
            assertEquals(List.of("1,2", "3,4"), appender.keptRows());
            appender.append("5,6");
        }
        assertEquals("a,b\n1,2\n3,4\n5,6\n", content());
        assertEquals(1, fs.listStatus(file.getParent()).length, "nothing stays aside");
    }

    @Test
    void aRestartedAppenderDropsWhatWillBeWrittenAgain() throws IOException {
        write("a,b\n1,2\n3,4\n5,6\n");
        try (CsvAppender appender =
                CsvAppender.open(fs, file, HEADER, row -> row.compareTo("4") < 0)) {
            assertEquals(List.of("1,2", "3,4"), appender.keptRows());
            appender.append("5,7");
        }
        assertEquals("a,b\n1,2\n3,4\n5,7\n", content());
    }

    @Test
    void aWriterThatWasThoughtDeadIsNotSeenAnyMore() throws IOException {
        CsvAppender dead = CsvAppender.open(fs, file, HEADER);
        dead.append("1,first");
        try (CsvAppender next = CsvAppender.open(fs, file, HEADER)) {
            assertEquals(List.of("1,first"), next.keptRows());
            goOnUnheard(dead);
            next.append("2,second");
            assertEquals(List.of("1,first", "2,second"), tail().poll());
        }
        assertEquals("a,b\n1,first\n2,second\n", content());
    }

    @Test
    void aTailGoesOnAfterARestartThatKeptAllRows() throws IOException {
        CsvTail<String> tail = tail();
        write("a,b\n1,2\n3,4\n");
        assertEquals(List.of("1,2", "3,4"), tail.poll());
        try (CsvAppender appender = CsvAppender.open(fs, file, HEADER)) {
            assertEquals(List.of(), tail.poll());
            appender.append("5,6");
            assertEquals(List.of("5,6"), tail.poll());
        }
    }

    @Test
    void aTailStartsAgainWhenTheFileWasReplacedByOneWithFewerRows() throws IOException {
        CsvTail<String> tail = tail();
        write("a,b\n1,2\n3,4\n5,6\n");
        assertEquals(3, tail.poll().size());
        try (CsvAppender appender =
                CsvAppender.open(fs, file, HEADER, row -> row.startsWith("1"))) {
            assertEquals(List.of("1,2"), tail.poll());
            appender.append("3,9");
            assertEquals(List.of("3,9"), tail.poll());
        }
    }

    @Test
    void aTailStartsAgainWhenItsLastRowHasChanged() throws IOException {
        CsvTail<String> tail = tail();
        write("a,b\n1,2\n3,4\n");
        assertEquals(2, tail.poll().size());
        try (CsvAppender appender =
                CsvAppender.open(fs, file, HEADER, row -> row.startsWith("1"))) {
            appender.append("3,5");
            assertEquals(List.of("1,2", "3,5"), tail.poll());
        }
    }

    @Test
    void anotherHeaderIsReportedAndNothingIsOverwritten() throws IOException {
        write("a,c\n1,2\n");
        DamagedFileException damage = assertThrows(DamagedFileException.class, () -> tail().poll());
        assertEquals(0, damage.offset());
        assertEquals("the header \"a,b\"", damage.expected());
        assertEquals("\"a,c\"", damage.found());
        assertThrows(DamagedFileException.class, () -> CsvAppender.open(fs, file, HEADER));
        assertEquals("a,c\n1,2\n", content());
    }

    @Test
    void aRowThatCannotBeReadIsReportedWithItsPlaceEachTime() throws IOException {
        write(EvaluationRow.header() + "\n1,2.0,0.5,100,1.0\n2,2.0,half,100,1.0\n");
        CsvTail<EvaluationRow> tail =
                new CsvTail<>(fs, file, EvaluationRow.header(), EvaluationRow::parse);
        for (int call = 0; call < 2; call++) {
            DamagedFileException damage = assertThrows(DamagedFileException.class, tail::poll);
            assertEquals(EvaluationRow.header().length() + 1 + 18, damage.offset());
            assertEquals("a row of step,loss,accuracy,samples,seconds", damage.expected());
            String found =
                    "\"2,2.0,half,100,1.0\": column accuracy: expected a number, found \"half\"";
            assertEquals(found, damage.found());
        }
    }

    @Test
    void aFileWithoutLineFeedsIsNotHeldWhole() throws IOException {
        write("x".repeat((1 << 20) + 1));
        DamagedFileException damage = assertThrows(DamagedFileException.class, () -> tail().poll());
        assertEquals("a line of at most 1048576 bytes", damage.expected());
    }

    @Test
    void aRowIsOneLine() throws IOException {
        try (CsvAppender appender = CsvAppender.open(fs, file, HEADER)) {
            for (String row : List.of("", "1,2\n", "1\n2", "1\r")) {
                assertThrows(IllegalArgumentException.class, () -> appender.append(row));
            }
        }
        assertEquals("a,b\n", content());
        assertFalse(fs.exists(new Path(file.getParent(), ".rows.csv.crc")));
    }

    @Test
    void manyRowsAreReadAcrossBuffers() throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 30_000; i++) {
            text.append(i).append(",").append("z".repeat(i % 7)).append('\n');
        }
        write(text.toString());
        List<String> rows = tail().poll();
        assertEquals(30_000, rows.size());
        assertTrue(rows.get(29_999).startsWith("29999,"));
    }

    /** HDFS tells a writer that its file is gone, sooner or later; a local file system does not. */
    private static void goOnUnheard(CsvAppender dead) {
        try (dead) {
            dead.append("2,ghost");
        } catch (IOException expected) {
            assertFalse(expected.getMessage().isEmpty());
        }
    }

    private CsvTail<String> tail() {
        return new CsvTail<>(fs, file, HEADER, row -> row);
    }

    private void write(String text) throws IOException {
        try (OutputStream out = PlainFileSystem.of(fs).create(file)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void flush(FSDataOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.hflush();
    }

    private String content() throws IOException {
        try (var in = PlainFileSystem.of(fs).open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
