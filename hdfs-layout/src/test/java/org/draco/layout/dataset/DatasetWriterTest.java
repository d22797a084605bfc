package org.draco.layout.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DatasetLayout;
import org.draco.layout.RecordingFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetWriterTest {

    @TempDir java.nio.file.Path dir;
    private FileSystem fs;
    private DatasetLayout set;
    private final SmallSet small = SmallSet.of(5, 20, 10);

    @BeforeEach
    void open() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        set = new DatasetLayout(new Path(dir.toUri().getPath(), "datasets/small"));
    }

    @Test
    void theSetAppearsWholeAndNothingStaysAside() throws IOException {
        try (DatasetWriter writer = writer()) {
            small.addAll(writer);
            assertFalse(fs.exists(set.dir()));
            writer.finish();
        }
        assertEquals(List.of("small"), names("datasets"));
        assertEquals(List.of("manifest.json", "test", "train"), names("datasets/small"));
        assertEquals(List.of("part-00000"), names("datasets/small/train"));
    }

    @Test
    void partsAndManifestAreDurableBeforeTheSetHasItsName() throws IOException {
        RecordingFileSystem recording = new RecordingFileSystem();
        small.write(recording, set, 1 << 20);
        List<String> twoPartsManifestSet =
                List.of("hsync", "close", "hsync", "close", "hsync", "close", "rename", "rename");
        assertEquals(twoPartsManifestSet, recording.events());
    }

    @Test
    void withoutFinishNothingHasHappened() throws IOException {
        try (DatasetWriter writer = writer()) {
            small.addAll(writer);
        }
        assertEquals(List.of(), names("datasets"));
    }

    @Test
    void theSplitsMayBeMixedAndPartsAreFilledInOrder() throws IOException {
        DatasetManifest inOrder = small.write(fs, set, 68 + 4 + 6 * 32);
        DatasetLayout mixed = new DatasetLayout(new Path(set.dir().getParent(), "mixed"));
        try (DatasetWriter writer =
                DatasetWriter.create(fs, mixed, small.description, 68 + 4 + 6 * 32)) {
            for (int i = 0; i < 20; i++) {
                for (Split split : Split.values()) {
                    if (i < small.samples.get(split).size()) {
                        writer.add(
                                split,
                                small.labels.get(split).get(i),
                                small.samples.get(split).get(i));
                    }
                }
            }
            assertEquals(inOrder, writer.finish());
        }
        assertEquals(
                List.of(6, 6, 6, 2),
                inOrder.parts().get(Split.TRAIN).stream().map(p -> p.records()).toList());
        assertEquals(
                List.of(6, 4),
                inOrder.parts().get(Split.TEST).stream().map(p -> p.records()).toList());
    }

    @Test
    void aPartHoldsAtLeastOneSampleHoweverSmallItShouldBe() throws IOException {
        assertEquals(20, small.write(fs, set, 1).parts().get(Split.TRAIN).size());
    }

    @Test
    void aCompleteSetIsNotOverwritten() throws IOException {
        DatasetManifest first = small.write(fs, set, 1 << 20);
        String message = assertThrows(FileAlreadyExistsException.class, this::writer).getMessage();
        assertEquals(
                set.dir()
                        + ": expected nothing or an empty directory, found a complete data set"
                        + "; choose another name or delete it",
                message);
        assertEquals(first, DatasetManifest.read(fs, set));
    }

    @Test
    void otherFilesAtTheTargetAreLeftAlone() throws IOException {
        Files.createDirectories(dir.resolve("datasets/small"));
        Files.writeString(dir.resolve("datasets/small/thesis.txt"), "years of work");
        String message = assertThrows(FileAlreadyExistsException.class, this::writer).getMessage();
        assertTrue(message.contains("found a directory with other files"), message);
        Files.move(dir.resolve("datasets/small/thesis.txt"), dir.resolve("thesis.txt"));
        small.write(fs, set, 1 << 20); // an empty directory is no hindrance
        DatasetLayout file = new DatasetLayout(new Path(dir.toUri().getPath(), "thesis.txt"));
        message =
                assertThrows(FileAlreadyExistsException.class, () -> small.write(fs, file, 1))
                        .getMessage();
        assertTrue(message.contains("found a file"), message);
    }

    @Test
    void ofTwoWritersTheFirstToFinishWinsWhole() throws IOException {
        SmallSet other = SmallSet.of(6, 8, 3);
        try (DatasetWriter slow = writer();
                DatasetWriter fast = DatasetWriter.create(fs, set, other.description)) {
            small.addAll(slow);
            other.addAll(fast);
            DatasetManifest won = fast.finish();
            assertThrows(FileAlreadyExistsException.class, slow::finish);
            assertEquals(won, DatasetManifest.read(fs, set));
        }
        assertEquals(List.of("small"), names("datasets"));
        assertEquals(List.of("manifest.json", "test", "train"), names("datasets/small"));
    }

    @Test
    void aSplitWithoutSamplesIsRefused() throws IOException {
        try (DatasetWriter writer = writer()) {
            writer.add(Split.TRAIN, 0, new byte[30]);
            String message = assertThrows(IllegalStateException.class, writer::finish).getMessage();
            assertEquals("split test: expected a sample or more, found none", message);
        }
        assertEquals(List.of(), names("datasets"));
    }

    @Test
    void aLabelOrASampleThatDoesNotFitIsRefused() throws IOException {
        try (DatasetWriter writer = writer()) {
            for (int label : new int[] {-1, 7, 65_536}) {
                IllegalArgumentException refused =
                        assertThrows(
                                IllegalArgumentException.class,
                                () -> writer.add(Split.TRAIN, label, new byte[30]));
                assertEquals("label: expected 0 to 6, found " + label, refused.getMessage());
            }
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> writer.add(Split.TRAIN, 0, new byte[29]));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> writer.add(Split.TRAIN, 0, new byte[30], 1));
        }
    }

    @Test
    void numbersAreReadBackBitForBit() throws IOException {
        DatasetDescription table =
                new DatasetDescription("t", 3, 1, 1, ValueType.FLOAT32, List.of("0", "1"), "");
        float[] first = {-0.0f, Float.MIN_VALUE, 1 / 3f};
        float[] second = {Float.MAX_VALUE, -1e-20f, 7};
        try (DatasetWriter writer = DatasetWriter.create(fs, set, table)) {
            writer.add(Split.TRAIN, 1, first);
            writer.add(Split.TRAIN, 0, second);
            writer.add(Split.TEST, 0, second);
            assertEquals(12, writer.finish().sampleBytes());
        }
        try (Samples samples = LocalSamples.open(fs, set, Split.TRAIN, dir.resolve("cache"))) {
            assertEquals(ValueType.FLOAT32, samples.values());
            java.nio.ByteBuffer room =
                    java.nio.ByteBuffer.allocate(24).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            samples.read(0, room.array(), 0);
            samples.read(1, room.array(), 12);
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        Float.floatToRawIntBits(first[i]),
                        Float.floatToRawIntBits(room.getFloat(4 * i)));
                assertEquals(second[i], room.getFloat(12 + 4 * i));
            }
        }
    }

    @Test
    void everySampleIsToldOf() throws IOException {
        List<Long> told = new java.util.ArrayList<>();
        try (DatasetWriter writer =
                DatasetWriter.create(
                        fs, set, small.description, (long samples) -> told.add(samples))) {
            writer.add(Split.TRAIN, 1, new byte[30]);
            writer.add(Split.TEST, 1, new byte[30]);
        }
        assertEquals(List.of(1L, 2L), told);
    }

    @Test
    void numbersThatDoNotFitAreRefused() throws IOException {
        DatasetDescription table =
                new DatasetDescription("t", 2, 1, 1, ValueType.FLOAT32, List.of("0"), "");
        try (DatasetWriter writer = DatasetWriter.create(fs, set, table)) {
            refused(
                    "sample: expected 2 of float32, found 3 of float32",
                    () -> writer.add(Split.TRAIN, 0, new float[3]));
            refused(
                    "value 1: expected a finite number, found NaN",
                    () -> writer.add(Split.TRAIN, 0, new float[] {1, Float.NaN}));
        }
        try (DatasetWriter writer = writer()) {
            refused(
                    "sample: expected 30 of bytes, found 30 of float32",
                    () -> writer.add(Split.TRAIN, 0, new float[30]));
        }
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }

    @Test
    void aFinishedSetTakesNoMore() throws IOException {
        try (DatasetWriter writer = writer()) {
            small.addAll(writer);
            writer.finish();
            assertThrows(
                    IllegalStateException.class, () -> writer.add(Split.TRAIN, 0, new byte[30]));
        }
    }

    @Test
    void aDescriptionOfNoPossibleSetIsRefusedWithAllItsFaults() {
        refused("name: expected ", describe("a/b", 1, 1, 1, 1));
        refused(
                "channels: expected 1 or more, found 0; height: expected 1 or more, found -1; width: expected 1",
                describe("a", 0, -1, 0, 1));
        refused("labels: expected 1 to 65536, found 0", describe("a", 1, 1, 1, 0));
        refused("labels: expected 1 to 65536, found 65537", describe("a", 1, 1, 1, 65_537));
        String large =
                "channels x height x width: expected at most 67108864 bytes in a sample, found more";
        refused(large, describe("a", 1, 8_192, 8_193, 1));
        refused(large, describe("a", Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 1));
        refused(large, describe("a", 1 << 22, 1 << 21, 1 << 21, 1));
        assertEquals(List.of(), ManifestRules.faults(describe("a", 1, 8_192, 8_192, 65_536)));
    }

    private void refused(String message, DatasetDescription description) {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> DatasetWriter.create(fs, set, description));
        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }

    private static DatasetDescription describe(
            String name, int channels, int height, int width, int labels) {
        return new DatasetDescription(
                name,
                channels,
                height,
                width,
                ValueType.BYTES,
                Collections.nCopies(labels, "x"),
                "");
    }

    private DatasetWriter writer() throws IOException {
        return DatasetWriter.create(fs, set, small.description);
    }

    private List<String> names(String directory) {
        String[] names = dir.resolve(directory).toFile().list();
        return names == null ? List.of() : java.util.Arrays.stream(names).sorted().toList();
    }
}
