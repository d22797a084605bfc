package org.draco.layout.metrics;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.CannotObtainBlockLengthException;
import org.draco.layout.DamagedFileException;
import org.draco.layout.file.PlainFileSystem;

/**
 * Follows a CSV file that someone else may still be writing: each {@link #poll} gives the complete rows that have come
 * since the last. On HDFS that means all rows that the writer has flushed, although the file's status does not count them
 * yet; so the file is opened anew each time and read to its end.
 *
 * <p>When a restarted writer has replaced the file ({@link CsvAppender}), the rows are given once more from the first: a
 * row may come twice, and of two rows for the same step the later holds.
 *
 * <p>Not thread-safe.
 *
 * @param <R> what a row is read as
 */
public final class CsvTail<R> {

    /** How much is held of a line that does not end. */
    private static final int MAX_LINE_BYTES = 1 << 20;

    private final FileSystem fs;
    private final Path file;
    private final String header;
    private final Function<String, R> parse;

    /** The last line that was read, with its line feed, and where it begins: by these a replaced file is known. */
    private byte[] lastLine = {};

    private long lastLineAt;

    /**
     * @param file which need not exist yet
     * @param header that its first line must be
     * @param parse reads a row, and throws {@link IllegalArgumentException} with "expected ..., found ..." if it cannot
     */
    public CsvTail(FileSystem fs, Path file, String header, Function<String, R> parse) {
        this.fs = PlainFileSystem.of(fs);
        this.file = Objects.requireNonNull(file, "file");
        this.header = Objects.requireNonNull(header, "header");
        this.parse = Objects.requireNonNull(parse, "parse");
    }

    /**
     * The complete rows that have come since the last call, in order; empty if there are none, or no file.
     *
     * @throws DamagedFileException if the first line is another header, or a row cannot be read; the rows before it have
     *     not been given, and the next call fails in the same way
     */
    public List<R> poll() throws IOException {
        try {
            return readOn();
        } catch (CannotObtainBlockLengthException notYet) {
            // HDFS is setting up a block of a file that is being written: ask again later.
            return List.of();
        }
    }

    /** As {@link #poll}, but fails where HDFS cannot say yet how much is there: for whoever goes on from what is there. */
    public List<R> readOn() throws IOException {
        try (FSDataInputStream in = fs.open(file)) {
            if (!continues(in)) {
                lastLine = new byte[0];
                lastLineAt = 0;
                in.seek(0);
            }
            return rows(in);
        } catch (FileNotFoundException absent) {
            return List.of();
        }
    }

    /** Moves behind the last line that was read; false if it is no longer there. */
    private boolean continues(FSDataInputStream in) throws IOException {
        if (lastLine.length == 0) {
            return true;
        }
        byte[] found = new byte[lastLine.length];
        try {
            in.seek(lastLineAt);
            in.readFully(found);
        } catch (EOFException shorter) {
            return false;
        }
        return Arrays.equals(lastLine, found);
    }

    private List<R> rows(FSDataInputStream in) throws IOException {
        List<R> rows = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] last = lastLine;
        long at = lastLineAt + lastLine.length;
        long lastAt = lastLineAt;
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                line.write(buffer[i]);
                if (buffer[i] == '\n') {
                    last = line.toByteArray();
                    lastAt = at;
                    take(last, at, rows);
                    at += last.length;
                    line.reset();
                } else if (line.size() > MAX_LINE_BYTES) {
                    throw new DamagedFileException(
                            file, at, "a line of at most " + MAX_LINE_BYTES + " bytes", "more");
                }
            }
        }
        lastLine = last;
        lastLineAt = lastAt;
        return rows;
    }

    private void take(byte[] line, long at, List<R> rows) throws DamagedFileException {
        String text = new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
        if (at == 0) {
            if (!text.equals(header)) {
                throw new DamagedFileException(
                        file, 0, "the header \"" + header + "\"", "\"" + text + "\"");
            }
            return;
        }
        try {
            rows.add(parse.apply(text));
        } catch (IllegalArgumentException unreadable) {
            throw new DamagedFileException(
                    file, at, "a row of " + header, "\"" + text + "\": " + unreadable.getMessage());
        }
    }
}
