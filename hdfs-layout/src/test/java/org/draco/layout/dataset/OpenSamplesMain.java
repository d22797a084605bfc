package org.draco.layout.dataset;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DatasetLayout;

/** A process that opens a split through a cache it shares with others, and prints a digest of what it read. */
final class OpenSamplesMain {

    private OpenSamplesMain() {}

    /** Arguments: directory of the data set, directory of the cache. */
    public static void main(String[] args) throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        DatasetLayout set = new DatasetLayout(new Path(args[0]));
        try (Samples samples =
                LocalSamples.open(fs, set, Split.TRAIN, java.nio.file.Path.of(args[1]))) {
            System.out.println(digest(samples));
        }
    }

    static int digest(Samples samples) {
        byte[] sample = new byte[samples.sampleBytes()];
        int digest = 0;
        for (int i = 0; i < samples.count(); i++) {
            samples.read(i, sample, 0);
            digest = 31 * (31 * digest + Arrays.hashCode(sample)) + samples.label(i);
        }
        return digest;
    }
}
