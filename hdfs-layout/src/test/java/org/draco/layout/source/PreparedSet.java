package org.draco.layout.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DatasetLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.DatasetReader;
import org.draco.layout.dataset.LocalSamples;
import org.draco.layout.dataset.Samples;
import org.draco.layout.dataset.Split;

/** Where a test prepares a set, and what is in it afterwards. */
public final class PreparedSet {

    /** A sample as it is stored. */
    public record Sample(int label, List<Byte> bytes) {

        /** With the bytes in an array. */
        public static Sample of(int label, byte... bytes) {
            List<Byte> boxed = new ArrayList<>();
            for (byte value : bytes) {
                boxed.add(value);
            }
            return new Sample(label, boxed);
        }
    }

    private final java.nio.file.Path dir;

    /** Below a directory of the test. */
    public PreparedSet(java.nio.file.Path dir) {
        this.dir = dir;
    }

    /** Prepares the set, in the place of an earlier one. */
    public DatasetManifest prepare(DatasetReader reader) throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        fs.delete(layout().dir(), true);
        return reader.prepare(fs, layout(), "set", "a test");
    }

    /** Whether anything is there. */
    public boolean exists() {
        return java.nio.file.Files.exists(dir.resolve("set"));
    }

    /** All samples of a split. */
    public List<Sample> samples(Split split) throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        List<Sample> all = new ArrayList<>();
        try (Samples samples = LocalSamples.open(fs, layout(), split, dir.resolve("cache"))) {
            for (int i = 0; i < samples.count(); i++) {
                byte[] sample = new byte[samples.sampleBytes()];
                samples.read(i, sample, 0);
                all.add(Sample.of(samples.label(i), sample));
            }
        }
        return all;
    }

    private DatasetLayout layout() {
        return new DatasetLayout(new Path(dir.toUri().getPath(), "set"));
    }
}
