package org.draco.layout.cifar;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.draco.layout.DamagedFileException;
import org.draco.layout.dataset.DatasetDescription;
import org.draco.layout.dataset.DatasetReader;
import org.draco.layout.dataset.DatasetWriter;
import org.draco.layout.dataset.Split;
import org.draco.layout.dataset.ValueType;
import org.draco.layout.source.SourceFile;
import org.draco.layout.source.SourceStream;
import org.draco.layout.source.SourceTree;

/**
 * CIFAR-10 and CIFAR-100, in files of {@link CifarFormat} wherever in the tree. A file may hold any number of records, and
 * there may be any number of {@code data_batch_N.bin}, which are read by their numbers. Classes have the names of the file beside them
 * ({@code batches.meta.txt} ...) or, without it, their numbers.
 */
public final class CifarDataset implements DatasetReader {

    private static final int MAX_NAMES_BYTES = 1 << 16;

    private final CifarFormat format;
    private final Map<Split, List<SourceFile>> files = new EnumMap<>(Split.class);
    private final List<String> names;

    private CifarDataset(CifarFormat format, SourceTree tree) throws IOException {
        this.format = format;
        files.put(Split.TRAIN, trainingFiles(tree));
        files.put(Split.TEST, tree.named(format.testFile).map(List::of).orElse(List.of()));
        for (Split split : Split.values()) {
            if (files.get(split).isEmpty()) {
                throw new FileNotFoundException(
                        "%s: expected the binary version of CIFAR, with %s files %s, found none; of an archive, name the archive itself"
                                .formatted(
                                        tree.where(),
                                        split.directory(),
                                        split == Split.TRAIN
                                                ? format.trainFiles
                                                        .replace("\\d+", "N")
                                                        .replace("\\", "")
                                                : format.testFile));
            }
        }
        this.names = classNames(tree.named(format.namesFile));
    }

    /**
     * Finds the files.
     *
     * @throws FileNotFoundException if they are not there
     */
    public static CifarDataset of(CifarFormat format, SourceTree tree) throws IOException {
        return new CifarDataset(format, tree);
    }

    private List<SourceFile> trainingFiles(SourceTree tree) throws IOException {
        List<String> found = new ArrayList<>();
        for (String name : tree.files().keySet()) {
            String last = name.substring(name.lastIndexOf('/') + 1);
            if (last.matches(format.trainFiles)) {
                found.add(last);
            }
        }
        // data_batch_10 comes after data_batch_9.
        found.sort(Comparator.comparingInt(String::length).thenComparing(name -> name));
        List<SourceFile> training = new ArrayList<>();
        for (String name : found) {
            training.add(tree.named(name).orElseThrow());
        }
        return training;
    }

    private List<String> classNames(Optional<SourceFile> file) throws IOException {
        if (file.isEmpty()) {
            return IntStream.range(0, format.classes).mapToObj(String::valueOf).toList();
        }
        List<String> lines = SourceTree.lines(file.get(), MAX_NAMES_BYTES);
        if (lines.size() != format.classes) {
            throw new DamagedFileException(
                    file.get().path(),
                    0,
                    format.classes + " names of classes, one a line",
                    lines.size() + " lines");
        }
        return lines;
    }

    @Override
    public DatasetDescription describe(String name, String source) {
        return new DatasetDescription(
                name,
                CifarFormat.CHANNELS,
                CifarFormat.EXTENT,
                CifarFormat.EXTENT,
                ValueType.BYTES,
                names,
                source);
    }

    @Override
    public void copy(DatasetWriter writer) throws IOException {
        for (Split split : Split.values()) {
            for (SourceFile file : files.get(split)) {
                copy(file, split, writer);
            }
        }
    }

    private void copy(SourceFile file, Split split, DatasetWriter writer) throws IOException {
        try (SourceStream in = SourceStream.open(file)) {
            int recordBytes = format.recordBytes();
            if (!in.compressed() && file.length() >= 0 && file.length() % recordBytes != 0) {
                throw in.damaged(
                        file.length() - file.length() % recordBytes,
                        "records of " + recordBytes + " bytes",
                        file.length() + " bytes, which is no multiple of that");
            }
            byte[] record = new byte[recordBytes];
            long records = 0;
            for (int read = in.readNBytes(record, 0, recordBytes);
                    read > 0;
                    read = in.readNBytes(record, 0, recordBytes)) {
                if (read < recordBytes) {
                    throw in.damaged(
                            in.position(),
                            (recordBytes - read) + " more bytes of record " + records,
                            "the end of the data");
                }
                checkLabels(record, in);
                writer.add(
                        split,
                        Byte.toUnsignedInt(record[format.labelIndex]),
                        record,
                        format.labelBytes);
                records++;
            }
            if (records == 0) {
                throw in.damaged(0, "a record or more", "an empty file");
            }
        }
    }

    private void checkLabels(byte[] record, SourceStream in) throws DamagedFileException {
        for (int i = 0; i < format.labelBytes; i++) {
            int label = Byte.toUnsignedInt(record[i]);
            if (label >= format.classesOfLabel(i)) {
                throw in.damaged(
                        in.position() - record.length + i,
                        "a label below " + format.classesOfLabel(i),
                        "label " + label);
            }
        }
    }
}
