package org.draco.layout.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.DamagedFileException;
import org.draco.layout.DatasetLayout;
import org.draco.layout.file.PlainFileSystem;
import org.draco.layout.file.SealedJson;

/**
 * What a complete data set consists of: {@code manifest.json}, a {@link SealedJson} of format {@code
 * draco-dataset}. It is there only when all that it names is. Immutable; one that exists agrees with itself: shape, parts
 * and their sizes have been checked against each other.
 *
 * @param version {@link #VERSION}
 * @param name of the set
 * @param channels of a sample
 * @param height of a sample
 * @param width of a sample
 * @param values what each of its values is
 * @param labels names of the classes; a label is an index into them
 * @param parts the files of each split, in the samples' order; part i is {@link DatasetLayout#part} i
 * @param source where the samples came from, for people
 */
public record DatasetManifest(
        int version,
        String name,
        int channels,
        int height,
        int width,
        ValueType values,
        List<String> labels,
        Map<Split, List<Part>> parts,
        String source) {

    /** The only version that this class reads and writes. */
    public static final int VERSION = 2;

    private static final SealedJson JSON =
            new SealedJson(
                    "draco-dataset",
                    VERSION,
                    "restore this file from a copy, or delete the data set and prepare it again");

    /**
     * One file of a split.
     *
     * @param file its name in the split's directory, e.g. {@code part-00000}
     * @param records samples in it
     * @param bytes its size
     * @param sha256 of its content, in lower-case hex
     */
    public record Part(String file, int records, long bytes, String sha256) {

        /** Refuses nothings; the values are judged with the manifest. */
        public Part {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    /**
     * Copies the lists and judges the whole.
     *
     * @throws IllegalArgumentException naming all that does not fit together
     */
    public DatasetManifest {
        labels = List.copyOf(labels);
        Map<Split, List<Part>> copy = new EnumMap<>(Split.class);
        parts.forEach((split, files) -> copy.put(split, List.copyOf(files)));
        parts = Collections.unmodifiableMap(copy);
        DatasetDescription shape =
                new DatasetDescription(name, channels, height, width, values, labels, source);
        List<String> faults = ManifestRules.faults(version, shape, parts);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    /** Samples in a split. */
    public int count(Split split) {
        return parts.get(split).stream().mapToInt(Part::records).sum();
    }

    /** Bytes of one sample as it is stored: channels x height x width values. */
    public int sampleBytes() {
        return channels * height * width * values.bytes();
    }

    /** What was known before the first sample. */
    public DatasetDescription description() {
        return new DatasetDescription(name, channels, height, width, values, labels, source);
    }

    /** The text of the file. */
    public String toJson() {
        return JSON.text(this);
    }

    /**
     * Reads the manifest of a complete set.
     *
     * @throws FileNotFoundException if there is none, saying what to do
     * @throws DamagedFileException if the file is not what was written
     */
    public static DatasetManifest read(FileSystem fs, DatasetLayout set) throws IOException {
        Optional<DatasetManifest> manifest = readIfPresent(fs, set);
        if (manifest.isPresent()) {
            return manifest.get();
        }
        boolean directory = PlainFileSystem.of(fs).exists(set.dir());
        throw new FileNotFoundException(
                "no complete data set in "
                        + set.dir()
                        + ": expected the file manifest.json, found "
                        + (directory ? "a directory without it" : "no such directory")
                        + "; prepare the data set");
    }

    /** As {@link #read}; empty if there is no complete set. */
    public static Optional<DatasetManifest> readIfPresent(FileSystem fs, DatasetLayout set)
            throws IOException {
        return JSON.readIfPresent(fs, set.manifest(), DatasetManifest.class);
    }

    /** Only a {@link DatasetWriter} knows when a set is complete. */
    void write(FileSystem fs, DatasetLayout set) throws IOException {
        JSON.write(fs, set.manifest(), this);
    }
}
