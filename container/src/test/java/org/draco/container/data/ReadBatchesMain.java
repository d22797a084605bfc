package org.draco.container.data;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DatasetLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.LocalSamples;
import org.draco.layout.dataset.Split;

/** A process that reads an epoch of batches, and prints how much memory it may use and a digest of what it read. */
final class ReadBatchesMain {

    static final int BATCH = 64;

    private ReadBatchesMain() {}

    /** Arguments: directory of the data set, directory of the cache. */
    public static void main(String[] args) throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        DatasetLayout set = new DatasetLayout(new Path(args[0]));
        DatasetManifest manifest = DatasetManifest.read(fs, set);
        try (LocalSamples samples =
                LocalSamples.open(fs, set, Split.TRAIN, java.nio.file.Path.of(args[1]))) {
            BatchReader reader = BatchReader.of(samples, manifest).augmented(new PadCropFlip(), 3);
            BatchSampler sampler = new StreamSampler(5, samples.count(), BATCH, 1);
            long labels = 0;
            double sum = 0;
            for (int step = 0; step < samples.count() / BATCH; step++) {
                Batch batch = reader.read(sampler.indices(step, 0), step);
                labels += Arrays.stream(batch.labels()).sum();
                sum += batch.features()[0];
            }
            System.out.println(Runtime.getRuntime().maxMemory() + " " + labels + " " + sum);
        }
    }
}
