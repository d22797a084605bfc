package org.draco.layout.idx;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DatasetLayout;
import org.draco.layout.DracoLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.DatasetWriter;
import org.draco.layout.dataset.LocalSamples;
import org.draco.layout.dataset.Split;

/**
 * The bundled digits with all that is trained on, so that models are the same to the bit, and few that a model is judged by, so
 * that judging takes next to no time. For tests that make many runs.
 */
public final class FewDigits {

    /** The name under which they are found, that of the whole set. */
    public static final String NAME = BundledDigits.NAME;

    /** Test samples. */
    public static final int TESTED = 500;

    private FewDigits() {}

    /** Writes the set below a root, or does nothing when it is there. */
    public static void prepare(FileSystem fs, DracoLayout root) throws IOException {
        if (DatasetManifest.readIfPresent(fs, root.dataset(NAME)).isPresent()) {
            return;
        }
        File directory = Files.createTempDirectory("few-digits-").toFile();
        try {
            FileSystem local = FileSystem.getLocal(new Configuration());
            DatasetLayout whole = new DracoLayout(new Path(directory.toURI())).dataset(NAME);
            DatasetManifest manifest = BundledDigits.prepare(local, whole);
            try (DatasetWriter writer =
                    DatasetWriter.create(fs, root.dataset(NAME), manifest.description())) {
                for (Split split : Split.values()) {
                    try (LocalSamples samples =
                            LocalSamples.open(
                                    local, whole, split, directory.toPath().resolve("cache"))) {
                        int count = split == Split.TEST ? TESTED : samples.count();
                        copy(samples, count, split, writer);
                    }
                }
                writer.finish();
            }
        } finally {
            FileUtil.fullyDelete(directory);
        }
    }

    private static void copy(LocalSamples from, int count, Split split, DatasetWriter to)
            throws IOException {
        byte[] sample = new byte[from.sampleBytes()];
        for (int i = 0; i < count; i++) {
            from.read(i, sample, 0);
            to.add(split, from.label(i), sample);
        }
    }
}
