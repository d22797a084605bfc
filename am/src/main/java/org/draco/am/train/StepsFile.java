package org.draco.am.train;

import java.io.IOException;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.metrics.CsvAppender;
import org.draco.layout.metrics.StepRow;

/**
 * {@code steps.csv} on a storage that may have trouble: a stream that has failed is good for nothing more, so the file is opened
 * anew with the rows that are there, and the row written again. Not thread-safe.
 */
final class StepsFile implements AutoCloseable {

    private final FileSystem fs;
    private final JobLayout job;
    private final String header;
    private final PatientStorage storage;
    private CsvAppender rows;
    private boolean broken;

    /** @param keep which of the rows that are there stay, by their steps */
    StepsFile(
            FileSystem fs, JobLayout job, String header, PatientStorage storage, LongPredicate keep)
            throws IOException {
        this.fs = fs;
        this.job = job;
        this.header = header;
        this.storage = storage;
        storage.run("steps.csv", () -> rows = open(keep));
    }

    private CsvAppender open(LongPredicate keep) throws IOException {
        return CsvAppender.open(
                fs, job.stepsCsv(), header, row -> keep.test(StepRow.parse(row).step()));
    }

    /** The rows that were there when it was opened and stayed, in order. */
    List<String> keptRows() {
        return rows.keptRows();
    }

    /** Writes a row, visible to readers at once; of its step, and of later ones, there is none yet. */
    void append(StepRow row) throws IOException {
        storage.run(
                "row " + row.step() + " of steps.csv",
                () -> unbroken(step -> step < row.step(), () -> rows.append(row.toCsv())));
    }

    /** Makes the rows durable. */
    @Override
    public void close() throws IOException {
        storage.run("steps.csv", () -> unbroken(step -> true, () -> rows.close()));
    }

    /** On a stream that works, if there can be one. */
    private void unbroken(LongPredicate keep, PatientStorage.Action action) throws IOException {
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
