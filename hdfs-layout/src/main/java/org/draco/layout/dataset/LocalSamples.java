package org.draco.layout.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.DamagedFileException;
import org.draco.layout.DatasetLayout;
import org.draco.layout.file.PlainFileSystem;

/**
 * The samples of a split, read from copies of its parts on the local disk. A part is copied from HDFS when one of its samples is
 * first asked for, unless an earlier copy is there; either way every byte is checked against the manifest's SHA-256 then,
 * and never again. Samples are not held in memory, so a split may be of any size.
 */
public final class LocalSamples implements Samples {

    private final FileSystem fs;
    private final PartCache cache;
    private final ValueType values;
    private final int sampleBytes;
    private final List<PartLocation> places;
    private final int[] ends;
    private final AtomicReferenceArray<LocalPart> open;
    private volatile boolean closed;

    private LocalSamples(
            FileSystem fs, PartCache cache, DatasetManifest set, List<PartLocation> places) {
        this.fs = fs;
        this.cache = cache;
        this.values = set.values();
        this.sampleBytes = set.sampleBytes();
        this.places = places;
        this.open = new AtomicReferenceArray<>(places.size());
        this.ends = new int[places.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += places.get(i).part().records();
            ends[i] = end;
        }
    }

    /**
     * Opens a split of a complete data set; of its parts, none yet.
     *
     * @param cache a directory on the local disk, which may be shared with other processes and data sets; made if missing
     * @throws java.io.FileNotFoundException if the set is not there
     * @throws DamagedFileException if the manifest is not what was written
     */
    public static LocalSamples open(
            FileSystem fs, DatasetLayout set, Split split, java.nio.file.Path cache)
            throws IOException {
        return open(fs, set, split, new PartCache(cache));
    }

    static LocalSamples open(FileSystem fs, DatasetLayout set, Split split, PartCache cache)
            throws IOException {
        DatasetManifest manifest = DatasetManifest.read(fs, set);
        PartFormat format = PartFormat.of(manifest);
        List<DatasetManifest.Part> entries = manifest.parts().get(split);
        List<PartLocation> places = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            places.add(new PartLocation(set.part(split, i), split, i, entries.get(i), format));
        }
        return new LocalSamples(PlainFileSystem.of(fs), cache, manifest, List.copyOf(places));
    }

    @Override
    public int count() {
        return ends[ends.length - 1];
    }

    @Override
    public ValueType values() {
        return values;
    }

    @Override
    public int sampleBytes() {
        return sampleBytes;
    }

    @Override
    public int label(int index) {
        int part = part(index);
        try {
            return opened(part).label(index - start(part));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    @Override
    public void read(int index, byte[] into, int offset) {
        int part = part(index);
        Objects.checkFromIndexSize(offset, sampleBytes, into.length);
        try {
            opened(part).read(index - start(part), into, offset);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    /** Closes the parts; reading afterwards, or at the same time, fails. */
    @Override
    public void close() throws IOException {
        closed = true;
        synchronized (open) {
            for (int i = 0; i < open.length(); i++) {
                LocalPart part = open.getAndSet(i, null);
                if (part != null) {
                    part.close();
                }
            }
        }
    }

    private LocalPart opened(int index) throws IOException {
        LocalPart part = open.get(index);
        if (part != null) {
            return part;
        }
        // One part at a time: the disk and the network are one, too.
        synchronized (open) {
            if (closed) {
                throw new IllegalStateException("the samples are closed");
            }
            part = open.get(index);
            if (part == null) {
                part = cache.get(fs, places.get(index));
                open.set(index, part);
            }
            return part;
        }
    }

    private int part(int index) {
        Objects.checkIndex(index, count());
        // Part i holds the indices below ends[i]: the first end above the index.
        int found = Arrays.binarySearch(ends, index);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private int start(int part) {
        return part == 0 ? 0 : ends[part - 1];
    }
}
