package org.draco.layout.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.DamagedFileException;
import org.draco.layout.DatasetLayout;
import org.draco.layout.file.PlainFileSystem;

/**
 * The samples of a split, copied once from HDFS to the local disk and mapped into memory from there. Every byte is checked
 * against the manifest's SHA-256 when the split is opened, also when an earlier copy is used; what is read afterwards is
 * memory.
 *
 * <p>The maps themselves are freed when the garbage collector finds them unused; {@link #close} only drops them.
 */
public final class LocalSamples implements Samples {

    private final int sampleBytes;
    private final int[] ends;
    private volatile List<MappedPart> parts;

    private LocalSamples(int sampleBytes, int[] ends, List<MappedPart> parts) {
        this.sampleBytes = sampleBytes;
        this.ends = ends;
        this.parts = parts;
    }

    /**
     * Opens a split of a complete data set.
     *
     * @param cache a directory on the local disk, which may be shared with other processes and data sets; made if missing
     * @throws java.io.FileNotFoundException if the set or a part is not there
     * @throws DamagedFileException if the manifest or a part is not what was written; it names the file on HDFS
     */
    public static LocalSamples open(
            FileSystem fs, DatasetLayout set, Split split, java.nio.file.Path cache)
            throws IOException {
        DatasetManifest manifest = DatasetManifest.read(fs, set);
        PartFormat format = PartFormat.of(manifest);
        PartCache parts = new PartCache(cache);
        List<DatasetManifest.Part> entries = manifest.parts().get(split);
        List<MappedPart> mapped = new ArrayList<>();
        int[] ends = new int[entries.size()];
        for (int i = 0; i < ends.length; i++) {
            DatasetManifest.Part entry = entries.get(i);
            PartLocation part = new PartLocation(set.part(split, i), split, i, entry, format);
            mapped.add(parts.get(PlainFileSystem.of(fs), part));
            ends[i] = (i == 0 ? 0 : ends[i - 1]) + entry.records();
        }
        return new LocalSamples(manifest.sampleBytes(), ends, List.copyOf(mapped));
    }

    @Override
    public int count() {
        return ends[ends.length - 1];
    }

    @Override
    public int sampleBytes() {
        return sampleBytes;
    }

    @Override
    public int label(int index) {
        int part = part(index);
        return parts().get(part).label(index - start(part));
    }

    @Override
    public void read(int index, byte[] into, int offset) {
        int part = part(index);
        Objects.checkFromIndexSize(offset, sampleBytes, into.length);
        parts().get(part).read(index - start(part), into, offset);
    }

    /** Drops the samples; reading afterwards is an {@link IllegalStateException}. */
    @Override
    public void close() {
        parts = List.of();
    }

    private List<MappedPart> parts() {
        List<MappedPart> open = parts;
        if (open.isEmpty()) {
            throw new IllegalStateException("the samples are closed");
        }
        return open;
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
