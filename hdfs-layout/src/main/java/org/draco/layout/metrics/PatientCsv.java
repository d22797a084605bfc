package org.draco.layout.metrics;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.file.PatientStorage;

/**
 * A CSV file that is appended to on a storage that may have trouble: a stream that has failed is good for nothing more, so the file
 * is opened anew with the rows that are there, and the row written again. Not thread-safe.
 */
public final class PatientCsv implements AutoCloseable {

    private final Table table;
    private final PatientStorage storage;
    private CsvAppender rows;
    private boolean broken;

    /**
     * Which file.
     *
     * @param fs where it is
     * @param file its path
     * @param header the columns, without line feed
     */
    public record Table(FileSystem fs, Path file, String header) {

        private String name() {
            return file.getName();
        }
    }

    /**
     * Opens the file, new or with the rows that are there.
     *
     * @param keep which of them stay
     * @throws org.draco.layout.DamagedFileException if there is a file with another header
     */
    public PatientCsv(Table table, PatientStorage storage, Predicate<String> keep)
            throws IOException {
        this.table = Objects.requireNonNull(table, "table");
        this.storage = Objects.requireNonNull(storage, "storage");
        storage.run(table.name(), () -> rows = open(keep));
    }

    private CsvAppender open(Predicate<String> keep) throws IOException {
        return CsvAppender.open(table.fs(), table.file(), table.header(), keep);
    }

    /** The rows that were there when it was opened last and stayed, in order. */
    public List<String> keptRows() {
        return rows.keptRows();
    }

    /**
     * Writes a row, visible to readers at once.
     *
     * @param what the row is called in messages, e.g. {@code row 7 of steps.csv}
     * @param before whether a row that is there comes before this one: of others an earlier try may have left this one itself
     */
    public void append(String what, String row, Predicate<String> before) throws IOException {
        storage.run(what, () -> unbroken(before, () -> rows.append(row)));
    }

    /** Makes the rows durable. */
    @Override
    public void close() throws IOException {
        storage.run(table.name(), () -> unbroken(row -> true, () -> rows.close()));
    }

    /** On a stream that works, if there can be one. */
    private void unbroken(Predicate<String> keep, PatientStorage.Action action) throws IOException {
        if (broken) {
            giveUp(rows);
            rows = open(keep);
        }
        broken = true;
        action.run();
        broken = false;
    }

    /** Lets a stream go that has failed; that it fails again is no news. */
    private static void giveUp(CsvAppender failed) {
        try {
            failed.close();
        } catch (IOException again) {
            return;
        }
    }
}
