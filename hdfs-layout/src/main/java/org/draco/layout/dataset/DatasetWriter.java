package org.draco.layout.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DatasetLayout;
import org.draco.layout.file.AsideFile;
import org.draco.layout.file.PlainFileSystem;

/**
 * Writes a data set sample by sample, so it may be larger than memory; one block per split is held.
 *
 * <pre>
 * try (DatasetWriter writer = DatasetWriter.create(fs, target, description)) {
 *     writer.add(Split.TRAIN, label, sample);   // in any order of the splits
 *     writer.finish();
 * }   // without finish: nothing has happened
 * </pre>
 *
 * <p>Everything is written into a hidden directory beside the target, the manifest last, and {@link #finish} renames the
 * directory: the set appears whole, and two writers of the same set cannot mix their parts. A complete set is never
 * replaced; whoever wants that deletes it first.
 *
 * <p>Not thread-safe.
 */
public final class DatasetWriter implements AutoCloseable {

    /** One HDFS block: a part is then read from one place. */
    private static final long PART_BYTES = 128L << 20;

    private final FileSystem fs;
    private final DatasetLayout target;
    private final DatasetLayout aside;
    private final DatasetDescription description;
    private final PartFormat format;
    private final int recordsPerPart;
    private final LongConsumer progress;
    private final Map<Split, PartWriter> open = new EnumMap<>(Split.class);
    private final Map<Split, List<DatasetManifest.Part>> parts = new EnumMap<>(Split.class);
    private long added;
    private boolean finished;

    private DatasetWriter(
            FileSystem fs,
            DatasetLayout target,
            DatasetDescription description,
            long partBytes,
            LongConsumer progress) {
        this.progress = progress;
        this.fs = fs;
        this.target = target;
        this.aside = new DatasetLayout(AsideFile.aside(target.dir()));
        this.description = description;
        this.format = PartFormat.of(description);
        this.recordsPerPart = Math.max(1, format.recordsWithin(partBytes));
        for (Split split : Split.values()) {
            parts.put(split, new ArrayList<>());
        }
    }

    /**
     * Starts a set.
     *
     * @throws IllegalArgumentException if the description cannot be that of a set, with all faults
     * @throws FileAlreadyExistsException if there is a complete set, or anything else, at the target
     */
    public static DatasetWriter create(
            FileSystem fs, DatasetLayout target, DatasetDescription description)
            throws IOException {
        return create(fs, target, description, PART_BYTES);
    }

    /**
     * As the other method.
     *
     * @param progress is told after every sample how many there are, by the thread that adds them
     */
    public static DatasetWriter create(
            FileSystem fs,
            DatasetLayout target,
            DatasetDescription description,
            LongConsumer progress)
            throws IOException {
        return create(fs, target, description, PART_BYTES, progress);
    }

    /** With parts of at most {@code partBytes}, at least one sample each. */
    static DatasetWriter create(
            FileSystem fs, DatasetLayout target, DatasetDescription description, long partBytes)
            throws IOException {
        return create(fs, target, description, partBytes, samples -> {});
    }

    private static DatasetWriter create(
            FileSystem fs,
            DatasetLayout target,
            DatasetDescription description,
            long partBytes,
            LongConsumer progress)
            throws IOException {
        List<String> faults =
                ManifestRules.faults(Objects.requireNonNull(description, "description"));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        FileSystem plain = PlainFileSystem.of(fs);
        requireFree(plain, target);
        return new DatasetWriter(plain, target, description, partBytes, progress);
    }

    /** What is being written. */
    public DatasetDescription description() {
        return description;
    }

    /** As {@link #add(Split, int, byte[], int)}, of a sample that begins at index 0. */
    public void add(Split split, int label, byte[] sample) throws IOException {
        add(split, label, sample, 0);
    }

    /**
     * Adds a sample of {@link ValueType#FLOAT32} to a split; it is copied.
     *
     * @param label index into the description's labels
     * @param sample channels x height x width finite numbers
     */
    public void add(Split split, int label, float[] sample) throws IOException {
        int values = format.sampleBytes() / ValueType.FLOAT32.bytes();
        if (description.values() != ValueType.FLOAT32 || sample.length != values) {
            throw new IllegalArgumentException(
                    "sample: expected %d of %s, found %d of float32"
                            .formatted(
                                    format.sampleBytes() / description.values().bytes(),
                                    description.values().word(),
                                    sample.length));
        }
        for (int i = 0; i < values; i++) {
            if (!Float.isFinite(sample[i])) {
                throw new IllegalArgumentException(
                        "value " + i + ": expected a finite number, found " + sample[i]);
            }
        }
        ByteBuffer bytes = ByteBuffer.allocate(format.sampleBytes()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(sample);
        add(split, label, bytes.array(), 0);
    }

    /**
     * Adds a sample to a split; it is copied.
     *
     * @param label index into the description's labels
     * @param sample holds the sample's values as they are stored (see {@link ValueType}) from {@code offset} on
     */
    public void add(Split split, int label, byte[] sample, int offset) throws IOException {
        if (label < 0 || label >= format.labels()) {
            throw new IllegalArgumentException(
                    "label: expected 0 to " + (format.labels() - 1) + ", found " + label);
        }
        Objects.checkFromIndexSize(offset, format.sampleBytes(), sample.length);
        if (finished) {
            throw new IllegalStateException("the data set is finished");
        }
        PartWriter part = open.get(split);
        if (part == null) {
            int index = parts.get(split).size();
            part = new PartWriter(fs, aside.part(split, index), format, split, index);
            open.put(split, part);
        }
        part.add(label, sample, offset);
        if (part.records() == recordsPerPart) {
            finishPart(split);
        }
        added++;
        progress.accept(added);
    }

    /**
     * Completes the set and gives it its place.
     *
     * @throws IllegalStateException if a split has no sample
     * @throws FileAlreadyExistsException if another writer has been faster; its set stays
     */
    public DatasetManifest finish() throws IOException {
        for (Split split : List.copyOf(open.keySet())) {
            finishPart(split);
        }
        requireSamples();
        DatasetManifest manifest =
                new DatasetManifest(
                        DatasetManifest.VERSION,
                        description.name(),
                        description.channels(),
                        description.height(),
                        description.width(),
                        description.values(),
                        description.labels(),
                        parts,
                        description.source());
        manifest.write(fs, aside);
        requireFree(fs, target);
        if (fs.exists(target.dir())) {
            fs.delete(target.dir(), false);
        }
        if (!PlainFileSystem.moveDirectory(fs, aside.dir(), target.dir())) {
            throw taken(target, "another writer's");
        }
        finished = true;
        return manifest;
    }

    /** Drops everything unless the set is finished. */
    @Override
    public void close() throws IOException {
        if (finished) {
            return;
        }
        try {
            for (PartWriter part : open.values()) {
                part.close();
            }
        } finally {
            fs.delete(aside.dir(), true);
        }
    }

    private void finishPart(Split split) throws IOException {
        parts.get(split).add(open.get(split).finish());
        open.remove(split);
    }

    private void requireSamples() {
        for (Split split : Split.values()) {
            if (parts.get(split).isEmpty()) {
                throw new IllegalStateException(
                        "split " + split.directory() + ": expected a sample or more, found none");
            }
        }
    }

    /**
     * Sees to it that nothing is at the target, save an empty directory; for those who have much to do before they write.
     *
     * @throws FileAlreadyExistsException if there is
     */
    public static void requireFree(FileSystem fs, DatasetLayout target) throws IOException {
        if (fs.exists(target.manifest())) {
            throw taken(target, "a complete data set");
        }
        if (fs.exists(target.dir())) {
            boolean file = fs.getFileStatus(target.dir()).isFile();
            if (file || fs.listStatus(target.dir()).length > 0) {
                throw taken(target, file ? "a file" : "a directory with other files");
            }
        }
    }

    private static FileAlreadyExistsException taken(DatasetLayout target, String found) {
        Path dir = target.dir();
        return new FileAlreadyExistsException(
                dir
                        + ": expected nothing or an empty directory, found "
                        + found
                        + "; choose another name or delete it");
    }
}
