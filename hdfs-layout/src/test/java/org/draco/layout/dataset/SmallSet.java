package org.draco.layout.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.DatasetLayout;

/** A set of random samples that is also held in memory, to compare with. */
final class SmallSet {

    final DatasetDescription description;
    final Map<Split, List<byte[]>> samples = new EnumMap<>(Split.class);
    final Map<Split, List<Integer>> labels = new EnumMap<>(Split.class);

    SmallSet(Random random, int[] shape, int classes, int train, int test) {
        List<String> names = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
        description =
                new DatasetDescription(
                        "small",
                        shape[0],
                        shape[1],
                        shape[2],
                        ValueType.BYTES,
                        names,
                        "random numbers");
        fill(random, Split.TRAIN, train);
        fill(random, Split.TEST, test);
    }

    /** 2 x 3 x 5 samples of 7 classes. */
    static SmallSet of(long seed, int train, int test) {
        return new SmallSet(new Random(seed), new int[] {2, 3, 5}, 7, train, test);
    }

    DatasetManifest write(FileSystem fs, DatasetLayout target, long partBytes) throws IOException {
        try (DatasetWriter writer = DatasetWriter.create(fs, target, description, partBytes)) {
            addAll(writer);
            return writer.finish();
        }
    }

    void addAll(DatasetWriter writer) throws IOException {
        for (Split split : Split.values()) {
            for (int i = 0; i < samples.get(split).size(); i++) {
                writer.add(split, labels.get(split).get(i), samples.get(split).get(i));
            }
        }
    }

    private void fill(Random random, Split split, int count) {
        samples.put(split, new ArrayList<>());
        labels.put(split, new ArrayList<>());
        for (int i = 0; i < count; i++) {
            byte[] sample = new byte[(int) description.sampleBytes()];
            random.nextBytes(sample);
            samples.get(split).add(sample);
            labels.get(split).add(random.nextInt(description.labels().size()));
        }
    }
}
