package org.draco.bin.cli;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DracoLayout;
import org.draco.layout.dataset.DatasetDescription;
import org.draco.layout.dataset.DatasetWriter;
import org.draco.layout.dataset.Split;
import org.draco.layout.dataset.ValueType;

/** Noise in the shape of CIFAR-10 and under its name, so that it is augmented: 50 training and 10 test pictures. */
final class NoisePictures {

    static final String NAME = "cifar10";
    private static final long SEED = 20261122;

    private NoisePictures() {}

    static void prepare(FileSystem fs, Path root) throws IOException {
        Random random = new Random(SEED);
        List<String> labels = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
        DatasetDescription description =
                new DatasetDescription(NAME, 3, 32, 32, ValueType.BYTES, labels, "noise");
        try (DatasetWriter writer =
                DatasetWriter.create(fs, new DracoLayout(root).dataset(NAME), description)) {
            for (int i = 0; i < 60; i++) {
                byte[] picture = new byte[3 * 32 * 32];
                random.nextBytes(picture);
                writer.add(i < 50 ? Split.TRAIN : Split.TEST, i % 10, picture);
            }
            writer.finish();
        }
    }
}
