package org.draco.layout.dataset;

import static org.draco.layout.Damage.assertDamaged;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.Damage;
import org.draco.layout.DamagedFileException;
import org.draco.layout.DatasetLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetManifestTest {

    private static final String SHA = "0a".repeat(32);
    private static final DatasetManifest.Part GOOD =
            new DatasetManifest.Part("part-00000", 10, 390 + 2, SHA);

    @TempDir java.nio.file.Path dir;
    private FileSystem fs;
    private DatasetLayout set;

    @BeforeEach
    void open() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        set = new DatasetLayout(new Path(dir.toUri().getPath(), "small"));
    }

    @Test
    void isReadBackAsItWasWritten() throws IOException {
        DatasetManifest written = SmallSet.of(1, 9, 4).write(fs, set, 1 << 20);
        assertEquals(written, DatasetManifest.read(fs, set));
        assertEquals(Optional.of(written), DatasetManifest.readIfPresent(fs, set));
        assertEquals(written.toJson(), Files.readString(Damage.local(set.manifest())));
        assertEquals(9, written.count(Split.TRAIN));
        assertEquals(4, written.count(Split.TEST));
        assertEquals(30, written.sampleBytes());
    }

    @Test
    void theTextIsStableAndReadable() {
        String text =
                manifest(2, 10, Map.of(Split.TRAIN, List.of(GOOD), Split.TEST, List.of(GOOD)))
                        .toJson();
        String expected =
                """
                {
                  "format" : "draco-dataset",
                  "version" : 2,
                  "name" : "small",
                  "channels" : 1,
                  "height" : 3,
                  "width" : 10,
                  "values" : "bytes",
                  "labels" : [
                    "cat",
                    "dog"
                  ],
                  "parts" : {
                    "train" : [
                      {
                        "file" : "part-00000",
                        "records" : 10,
                        "bytes" : 392,
                        "sha256" : "%s"
                      }
                    ],
                    "test" : [
                """
                        .formatted(SHA);
        assertTrue(text.startsWith(expected), text);
    }

    @Test
    void anAbsentSetIsReportedWithWhatToDo() throws IOException {
        String none = assertThrows(FileNotFoundException.class, this::read).getMessage();
        assertEquals(
                "no complete data set in "
                        + set.dir()
                        + ": expected the file manifest.json, found no such directory; prepare the data set",
                none);
        fs.mkdirs(set.dir());
        String empty = assertThrows(FileNotFoundException.class, this::read).getMessage();
        assertTrue(empty.contains("found a directory without it"), empty);
        assertEquals(Optional.empty(), DatasetManifest.readIfPresent(fs, set));
    }

    @Test
    void aChangedManifestIsDamage() throws IOException {
        SmallSet.of(1, 9, 4).write(fs, set, 1 << 20);
        replace("\"class 3\"", "\"class 4\"");
        assertDamaged(
                set.manifest(),
                0,
                "a draco-dataset file of version 2",
                "crc32c: expected",
                this::read);
    }

    @Test
    void aForeignVersionIsRefusedByNumber() throws IOException {
        SmallSet.of(1, 9, 4).write(fs, set, 1 << 20);
        replace("\"version\" : 2", "\"version\" : 1");
        DamagedFileException refusal =
                assertDamaged(
                        set.manifest(),
                        0,
                        "of version 2",
                        "version: expected 2, found 1",
                        this::read);
        assertTrue(
                refusal.getMessage().endsWith("or delete the data set and prepare it again"),
                refusal.getMessage());
    }

    @Test
    void whatDoesNotFitTogetherIsRefusedAllTogether() {
        DatasetManifest.Part bad = new DatasetManifest.Part("part-00002", 10, 393, "0A".repeat(32));
        DatasetManifest.Part none = new DatasetManifest.Part("part-00001", 0, 64, SHA);
        refused(
                "parts.train[0].file: expected \"part-00000\", found \"part-00002\""
                        + "; parts.train[0].sha256: expected 64 digits in lower-case hex, found \""
                        + bad.sha256()
                        + "\""
                        + "; parts.train[0].bytes: expected 392 for 10 records, found 393"
                        + "; parts.train[1].records: expected 1 or more, found 0"
                        + "; parts.test: expected one part or more, found nothing",
                () -> manifest(2, 10, Map.of(Split.TRAIN, List.of(bad, none))));
        refused(
                "version: expected 2, found 3; width: expected 1 or more, found 0"
                        + "; parts.test: expected one part or more, found none",
                () -> manifest(3, 0, Map.of(Split.TRAIN, List.of(GOOD), Split.TEST, List.of())));
    }

    @Test
    void partsThatAreTooLargeOrCouldNotBeCountedAreRefused() {
        PartFormat format =
                PartFormat.of(
                        new DatasetDescription(
                                "small", 1, 3, 10, ValueType.BYTES, List.of("cat", "dog"), ""));
        DatasetManifest.Part huge =
                new DatasetManifest.Part("part-00000", 100_000_000, format.bytes(100_000_000), SHA);
        refused(
                "parts.train[0].bytes: expected at most 2147483647, found " + huge.bytes(),
                () ->
                        manifest(
                                2,
                                10,
                                Map.of(Split.TRAIN, List.of(huge), Split.TEST, List.of(GOOD))));
        int records = 60_000_000;
        List<DatasetManifest.Part> many =
                java.util.stream.IntStream.range(0, 36)
                        .mapToObj(
                                i ->
                                        new DatasetManifest.Part(
                                                DatasetLayout.partName(i),
                                                records,
                                                format.bytes(records),
                                                SHA))
                        .toList();
        refused(
                "parts.train: expected at most 2147483647 records, found 2160000000",
                () -> manifest(2, 10, Map.of(Split.TRAIN, many, Split.TEST, List.of(GOOD))));
    }

    private static DatasetManifest manifest(
            int version, int width, Map<Split, List<DatasetManifest.Part>> parts) {
        return new DatasetManifest(
                version,
                "small",
                1,
                3,
                width,
                ValueType.BYTES,
                List.of("cat", "dog"),
                parts,
                "here");
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }

    private DatasetManifest read() throws IOException {
        return DatasetManifest.read(fs, set);
    }

    private void replace(String from, String to) throws IOException {
        java.nio.file.Path file = Damage.local(set.manifest());
        Files.writeString(file, Files.readString(file).replace(from, to));
    }
}
