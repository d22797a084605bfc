package org.draco.layout.table;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.draco.layout.DamagedFileException;
import org.draco.layout.dataset.DatasetDescription;
import org.draco.layout.dataset.DatasetReader;
import org.draco.layout.dataset.DatasetWriter;
import org.draco.layout.dataset.Split;
import org.draco.layout.dataset.TestShare;
import org.draco.layout.dataset.ValueType;
import org.draco.layout.source.SourceFile;

/**
 * Brings tables into our layout: samples of features x 1 x 1 float32 values (features are channels). Every file is read
 * twice, first for shape and classes, and row by row, so a table may be larger than memory. Values are stored as they
 * are: nothing is scaled or centred.
 */
public final class TableDataset implements DatasetReader {

    private final TableFormat format;
    private final Map<Split, SourceFile> files = new EnumMap<>(Split.class);
    private final TestShare share;
    private final TableLabels labels = new TableLabels();
    private int rowsToDivide;

    private TableDataset(TableFormat format, SourceFile train, SourceFile test, TestShare share) {
        this.format = Objects.requireNonNull(format, "format");
        this.share = share;
        files.put(Split.TRAIN, Objects.requireNonNull(train, "train"));
        if (test != null) {
            files.put(Split.TEST, test);
        }
    }

    /** A table for training and one for testing; both know the same classes. */
    public static TableDataset of(TableFormat format, SourceFile train, SourceFile test) {
        return new TableDataset(format, train, Objects.requireNonNull(test, "test"), null);
    }

    /** One table, of which a share is for testing. */
    public static TableDataset of(TableFormat format, SourceFile table, TestShare share) {
        return new TableDataset(format, table, null, Objects.requireNonNull(share, "share"));
    }

    @Override
    public DatasetDescription describe(String name, String source) throws IOException {
        int features = format.features(survey());
        return new DatasetDescription(
                name, features, 1, 1, ValueType.FLOAT32, labels.classes(), source);
    }

    @Override
    public void copy(DatasetWriter writer) throws IOException {
        for (Split split : files.keySet()) {
            copy(split, new float[writer.description().channels()], writer);
        }
    }

    /** A first pass: every fault, the classes, the number of rows. */
    private int survey() throws IOException {
        int widest = -1;
        for (Map.Entry<Split, SourceFile> file : files.entrySet()) {
            int count = 0;
            try (TableRows rows = format.open(file.getValue())) {
                while (rows.next()) {
                    if (!format.sparse() && widest >= 0 && rows.width() != widest) {
                        throw DamagedFileException.inText(
                                file.getValue().path(),
                                1,
                                1,
                                widest + " values a row, as in " + files.get(Split.TRAIN).path(),
                                rows.width() + " values");
                    }
                    widest = Math.max(widest, rows.width());
                    if (!labels.note(rows.label())) {
                        throw rows.badLabel("at most " + TableLabels.MAX + " classes");
                    }
                    count++;
                }
            }
            int fewest = share == null ? 1 : 2;
            if (count < fewest) {
                throw new DamagedFileException(
                        file.getValue().path(),
                        0,
                        fewest + " rows or more",
                        count + " rows",
                        "give a table with samples");
            }
            rowsToDivide = count;
        }
        return widest;
    }

    private void copy(Split split, float[] sample, DatasetWriter writer) throws IOException {
        TestShare.Division division = share == null ? null : share.of(rowsToDivide);
        try (TableRows rows = format.open(files.get(split))) {
            int left = rowsToDivide;
            while (rows.next()) {
                int label = labels.classOf(rows.label());
                if (label < 0 || rows.width() > sample.length || division != null && left-- == 0) {
                    throw rows.badLabel("the table that was read a moment ago");
                }
                rows.values(sample);
                writer.add(division == null ? split : division.next(), label, sample);
            }
        }
    }
}
