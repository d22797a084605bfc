package org.draco.container.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.DatasetLayout;
import org.draco.layout.dataset.DatasetDescription;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.DatasetWriter;
import org.draco.layout.dataset.Split;
import org.draco.layout.dataset.ValueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set that is four times as large as the memory of the process that reads all of it. */
class LargeSetTest {

    private static final int HEAP_MEGABYTES = 48;
    private static final int SAMPLES = 65_536;

    @TempDir Path dir;

    @Test
    void aWorkerNeverNeedsTheWholeSetInMemory() throws Exception {
        DatasetLayout set =
                new DatasetLayout(new org.apache.hadoop.fs.Path(dir.resolve("set").toUri()));
        long labels = 0;
        DatasetDescription description =
                new DatasetDescription(
                        "large", 3, 32, 32, ValueType.BYTES, List.of("0", "1", "2", "3"), "noise");
        FileSystem fs = FileSystem.getLocal(new Configuration());
        DatasetManifest manifest;
        try (DatasetWriter writer = DatasetWriter.create(fs, set, description)) {
            byte[] picture = new byte[3 * 32 * 32];
            new Random(1).nextBytes(picture);
            for (int i = 0; i < SAMPLES; i++) {
                picture[i % picture.length]++;
                writer.add(Split.TRAIN, i % 4, picture);
                labels += i % 4;
            }
            writer.add(Split.TEST, 0, picture);
            manifest = writer.finish();
        }
        long bytes =
                manifest.parts().get(Split.TRAIN).stream()
                        .mapToLong(DatasetManifest.Part::bytes)
                        .sum();
        String[] said = read(set).split(" ");
        long heap = Long.parseLong(said[0]);
        assertTrue(bytes > 4 * heap, bytes + " bytes, read with a heap of " + heap);
        assertEquals(labels, Long.parseLong(said[1]), "an epoch has each sample once");
    }

    private String read(DatasetLayout set) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + HEAP_MEGABYTES + "m",
                                "-XX:+UseSerialGC",
                                "-XX:MaxDirectMemorySize=8m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ReadBatchesMain.class.getName(),
                                set.dir().toUri().getPath(),
                                dir.resolve("cache").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = new String(process.getInputStream().readAllBytes()).trim();
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
