package org.draco.layout.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.CannotObtainBlockLengthException;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.io.IOUtils;
import org.draco.layout.file.AsideFile;

/**
 * Appends rows to a CSV file; each is visible to {@link CsvTail} when {@link #append} returns.
 *
 * <p><b>Restart.</b> Appending to a file that a dead writer left open needs its lease on HDFS, which may take minutes to
 * free, and some clusters have append switched off. So an existing file is not appended to: its complete rows are written
 * aside to a new file, which takes its name in one step and stays open. A half-written last row is dropped. A writer that
 * was thought dead and is not goes on writing to the old file, where nobody sees it, or is cut off.
 *
 * <p>Not thread-safe.
 */
public final class CsvAppender implements AutoCloseable {

    private final Path file;
    private final FSDataOutputStream out;
    private final List<String> kept;

    private CsvAppender(Path file, FSDataOutputStream out, List<String> kept) {
        this.file = file;
        this.out = out;
        this.kept = kept;
    }

    /** Opens a file, new or with all the rows that it has; see {@link #open(FileSystem, Path, String, Predicate)}. */
    public static CsvAppender open(FileSystem fs, Path file, String header) throws IOException {
        return open(fs, file, header, row -> true);
    }

    /**
     * Opens a file, new or with some of its rows.
     *
     * @param header the columns, without line feed
     * @param keep which of the rows that are there stay; a training that continues from step k drops those after k,
     *     since it will write them again
     * @throws org.draco.layout.DamagedFileException if there is a file with another header
     */
    public static CsvAppender open(FileSystem fs, Path file, String header, Predicate<String> keep)
            throws IOException {
        List<String> rows = rowsOf(fs, file, header).stream().filter(keep).toList();
        try (AsideFile aside = AsideFile.create(fs, file)) {
            write(aside, requireLine(header));
            for (String row : rows) {
                write(aside, row);
            }
            return new CsvAppender(file, aside.commitAndKeepOpen(), rows);
        }
    }

    /**
     * Where all DataNodes of a file that is being written have begun anew, nobody knows how long its last block is until HDFS takes it
     * from its writer, which it does after an hour, or when asked.
     *
     * @throws CannotObtainBlockLengthException then; a few seconds later the file can be read
     */
    private static List<String> rowsOf(FileSystem fs, Path file, String header) throws IOException {
        try {
            return new CsvTail<>(fs, file, header, row -> row).readOn();
        } catch (CannotObtainBlockLengthException soon) {
            if (fs instanceof DistributedFileSystem hdfs) {
                hdfs.recoverLease(file);
            }
            throw soon;
        }
    }

    /** The rows that were there and stayed, in order. */
    public List<String> keptRows() {
        return kept;
    }

    /**
     * Appends a row and makes it visible.
     *
     * @param row without line feed
     * @throws IOException naming the file; the row may be there or not, and nothing can be appended any more
     */
    public void append(String row) throws IOException {
        String line = requireLine(row) + "\n";
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.hflush();
        } catch (IOException cause) {
            throw failed(cause);
        }
    }

    /**
     * Makes the file durable and closes it.
     *
     * @throws IOException naming the file, if it may lack rows
     */
    @Override
    public void close() throws IOException {
        try {
            out.hsync();
        } catch (IOException cause) {
            IOUtils.closeStream(out);
            throw failed(cause);
        }
        out.close();
    }

    /** A new one each time: HDFS's streams throw the same exception again and again, which cannot suppress itself. */
    private IOException failed(IOException cause) {
        return new IOException("cannot append to " + file + ": " + cause.getMessage(), cause);
    }

    private static void write(AsideFile aside, String row) throws IOException {
        aside.stream().write((row + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String requireLine(String row) {
        if (row.isEmpty() || row.indexOf('\n') >= 0 || row.indexOf('\r') >= 0) {
            throw new IllegalArgumentException(
                    "row: expected one line with something in it, found \"" + row + "\"");
        }
        return row;
    }
}
