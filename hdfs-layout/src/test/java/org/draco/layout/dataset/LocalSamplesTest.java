package org.draco.layout.dataset;

import static org.draco.layout.Damage.assertDamaged;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.Damage;
import org.draco.layout.DamagedFileException;
import org.draco.layout.DatasetLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSamplesTest {

    /** 5 records in one part of 5 x 32 bytes, with header, checksum and end. */
    private static final int SIZE = 48 + 5 * 32 + 4 + 20;

    @TempDir java.nio.file.Path dir;
    private FileSystem fs;
    private DatasetLayout set;
    private java.nio.file.Path cache;

    @BeforeEach
    void open() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        set = new DatasetLayout(new Path(dir.toUri().getPath(), "set"));
        cache = dir.resolve("cache/of/samples");
    }

    @Test
    void everySampleIsReadBackByItsIndexFromAnyShapeAndPartSize() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            int[] shape = {1 + random.nextInt(3), 1 + random.nextInt(40), 1 + random.nextInt(40)};
            SmallSet small =
                    new SmallSet(
                            random, shape, 1 + random.nextInt(300), 1 + random.nextInt(400), 3);
            DatasetLayout target =
                    new DatasetLayout(new Path(dir.toUri().getPath(), "set" + round));
            small.write(fs, target, 64 + random.nextInt(1 << 17));
            try (Samples samples = LocalSamples.open(fs, target, Split.TRAIN, cache)) {
                assertSame(small, samples, "seed " + seed + ", round " + round);
            }
        }
    }

    @Test
    void aLabelMayUseAllOfItsTwoBytes() throws IOException {
        SmallSet small = new SmallSet(new Random(1), new int[] {1, 1, 1}, 65_536, 200, 1);
        small.labels.get(Split.TRAIN).set(0, 65_535);
        small.write(fs, set, 1 << 20);
        assertSame(small, samples(), "");
    }

    @Test
    void manyThreadsReadAtOnce() throws Exception {
        SmallSet small = SmallSet.of(3, 3_000, 1);
        small.write(fs, set, 20_000);
        Samples samples = samples();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(
                        () -> {
                            assertSame(small, samples, "");
                            return null;
                        });
            }
            for (Future<Void> reader : threads.invokeAll(readers)) {
                reader.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void manyThreadsOpenAtOnce() throws Exception {
        SmallSet small = SmallSet.of(3, 3_000, 1);
        small.write(fs, set, 20_000);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Samples> opened :
                    threads.invokeAll(Collections.<Callable<Samples>>nCopies(4, this::samples))) {
                assertSame(small, opened.get(), "");
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(5, cached(".part").size());
        assertEquals(List.of(), cached(".aside"));
    }

    @Test
    void anIndexOutsideAndARoomTooSmallAreRefused() throws IOException {
        write();
        Samples samples = samples();
        for (int index : new int[] {-1, 5, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThrows(IndexOutOfBoundsException.class, () -> samples.label(index));
            assertThrows(
                    IndexOutOfBoundsException.class, () -> samples.read(index, new byte[30], 0));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> samples.read(0, new byte[29], 0));
        assertThrows(IndexOutOfBoundsException.class, () -> samples.read(0, new byte[30], 1));
        assertThrows(IndexOutOfBoundsException.class, () -> samples.read(0, new byte[30], -1));
    }

    @Test
    void closedSamplesAreNotRead() throws IOException {
        write();
        Samples samples = samples();
        samples.close();
        assertThrows(IllegalStateException.class, () -> samples.label(0));
        assertThrows(IllegalStateException.class, () -> samples.read(0, new byte[30], 0));
        assertEquals(5, samples.count());
    }

    @Test
    void anEarlierCopyIsUsedAgain() throws IOException {
        SmallSet small = write();
        samples().close();
        fs.delete(set.part(Split.TRAIN, 0), false);
        assertSame(small, samples(), "");
    }

    @Test
    void aDamagedCopyIsMadeAnew() throws IOException {
        SmallSet small = write();
        samples().close();
        java.nio.file.Path copy = cached(".part").get(0);
        byte[] right = Files.readAllBytes(copy);
        for (int length : new int[] {0, 100, right.length + 1}) {
            Files.write(copy, Arrays.copyOf(right, length));
            assertSame(small, samples(), "");
            assertArrayEquals(right, Files.readAllBytes(copy));
        }
        byte[] wrong = right.clone();
        wrong[50] ^= 1;
        Files.write(copy, wrong);
        assertSame(small, samples(), "");
        assertArrayEquals(right, Files.readAllBytes(copy));
    }

    @Test
    void whatADeadProcessLeftIsClearedAndTheFilesOfOthersAreNot() throws IOException {
        SmallSet small = write();
        String sha256 = DatasetManifest.read(fs, set).parts().get(Split.TRAIN).get(0).sha256();
        Files.createDirectories(cache);
        Files.writeString(cache.resolve(sha256 + ".dead.aside"), "half");
        Files.writeString(
                cache.resolve("ff" + sha256.substring(2) + ".alive.aside"), "another part's");
        assertSame(small, samples(), "");
        assertEquals(1, cached(".aside").size());
    }

    @Test
    void anAbsentPartIsReportedByName() throws IOException {
        write();
        fs.delete(set.part(Split.TRAIN, 0), false);
        String message = assertThrows(FileNotFoundException.class, this::samples).getMessage();
        assertTrue(message.contains("train/part-00000"), message);
    }

    @Test
    void anAbsentSetIsReported() {
        assertThrows(FileNotFoundException.class, this::samples);
    }

    @Test
    void everyDamagedBitIsFoundAndReportedInItsBlock() throws IOException {
        write();
        Path part = set.part(Split.TRAIN, 0);
        for (int bit = 0; bit < SIZE * 8; bit++) {
            int at = bit / 8;
            Damage.flipBit(part, at, bit % 8);
            DamagedFileException damage =
                    assertThrows(DamagedFileException.class, this::samples, "bit " + bit);
            assertEquals(part, damage.file());
            if (at >= 48 && at < SIZE - 20) {
                assertEquals(48, damage.offset(), damage.getMessage());
                assertTrue(
                        damage.expected().startsWith("a block of 160 bytes with CRC32C 0x"),
                        damage.expected());
                assertTrue(damage.found().startsWith("CRC32C 0x"), damage.found());
            } else if (at >= 8 && at < 12) {
                assertEquals(8, damage.offset());
            } else if (at >= 12) {
                assertEquals(at, damage.offset(), damage.getMessage());
            }
            Damage.flipBit(part, at, bit % 8);
        }
        assertEquals(List.of(), cached(".part"), "what is damaged never gets into the cache");
        assertEquals(List.of(), cached(".aside"));
    }

    @Test
    void damageInALaterBlockIsReportedThere() throws IOException {
        SmallSet.of(2, 5_000, 1).write(fs, set, 1 << 20);
        int second = 48 + 2_048 * 32 + 4;
        Damage.flipBit(set.part(Split.TRAIN, 0), second + 2_047 * 32, 3);
        assertDamaged(
                set.part(Split.TRAIN, 0),
                second,
                "a block of 65536 bytes",
                "CRC32C",
                this::samples);
    }

    @Test
    void aForeignFileIsRefused() throws IOException {
        write();
        Damage.flipBit(set.part(Split.TRAIN, 0), 7, 0);
        assertDamaged(
                set.part(Split.TRAIN, 0),
                0,
                "the magic DRACOPRT",
                "44 52 41 43 4f 50 52 55",
                this::samples);
    }

    @Test
    void aForeignVersionIsRefusedByNumber() throws IOException {
        write();
        Damage.putInt(set.part(Split.TRAIN, 0), 8, 1);
        assertDamaged(set.part(Split.TRAIN, 0), 8, "version 2", "version 1", this::samples);
    }

    @Test
    void aCutOrGrownPartIsRefusedBeforeItIsCopied() throws IOException {
        write();
        Path part = set.part(Split.TRAIN, 0);
        String expected = SIZE + " bytes as in the manifest";
        for (int length : new int[] {0, 43, SIZE - 1, SIZE + 1}) {
            Damage.resize(part, length);
            assertDamaged(part, Math.min(length, SIZE), expected, length + " bytes", this::samples);
        }
    }

    @Test
    void theTestPartInTheTrainingPartsPlaceIsRefused() throws IOException {
        SmallSet.of(4, 5, 5).write(fs, set, 1 << 20);
        Files.copy(
                Damage.local(set.part(Split.TEST, 0)),
                Damage.local(set.part(Split.TRAIN, 0)),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertDamaged(
                set.part(Split.TRAIN, 0), 12, "the header of train part 0", "", this::samples);
    }

    @Test
    void aSoundPartOfAnotherSetIsRefusedByItsDigest() throws IOException {
        write();
        DatasetLayout other = new DatasetLayout(new Path(dir.toUri().getPath(), "other"));
        DatasetManifest otherManifest = SmallSet.of(99, 5, 1).write(fs, other, 1 << 20);
        Files.copy(
                Damage.local(other.part(Split.TRAIN, 0)),
                Damage.local(set.part(Split.TRAIN, 0)),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String expected = DatasetManifest.read(fs, set).parts().get(Split.TRAIN).get(0).sha256();
        String found = otherManifest.parts().get(Split.TRAIN).get(0).sha256();
        assertDamaged(set.part(Split.TRAIN, 0), 0, "the SHA-256 " + expected, found, this::samples);
    }

    @Test
    void aLabelBeyondTheClassesIsRefusedThoughAllChecksumsAgree() throws IOException {
        // Written for 7 classes, then claimed to be of 7 by a header that says 7, with a label of 9
        // inside.
        write();
        Path part = set.part(Split.TRAIN, 0);
        byte[] bytes = Files.readAllBytes(Damage.local(part));
        bytes[48 + 2 * 32] = 9;
        var buffer = java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(48 + 160, org.draco.layout.file.BlockChecksum.of(48, buffer.slice(48, 160)));
        PartFormat format = PartFormat.of(SmallSet.of(4, 1, 1).description);
        DatasetManifest.Part entry = new DatasetManifest.Part("part-00000", 5, SIZE, "");
        PartLocation place = new PartLocation(part, Split.TRAIN, 0, entry, format);
        assertDamaged(
                part,
                48 + 2 * 32,
                "a label below 7",
                "label 9",
                () ->
                        format.check(
                                (at, into) -> into.put(buffer.slice((int) at, into.remaining())),
                                bytes.length,
                                part,
                                place));
    }

    @Test
    void aPartIsCopiedWhenItIsFirstTouched() throws IOException {
        SmallSet.of(3, 3_000, 1).write(fs, set, 20_000);
        List<DatasetManifest.Part> parts = DatasetManifest.read(fs, set).parts().get(Split.TRAIN);
        assertEquals(5, parts.size());
        try (Samples samples = LocalSamples.open(fs, set, Split.TRAIN, cache)) {
            assertEquals(List.of(), cached(".part"));
            assertEquals(3_000, samples.count());
            byte[] sample = new byte[samples.sampleBytes()];
            samples.read(parts.get(0).records(), sample, 0);
            assertEquals(
                    List.of(parts.get(1).sha256() + ".part"),
                    cached(".part").stream().map(file -> file.getFileName().toString()).toList());
            samples.label(2_999);
            assertEquals(2, cached(".part").size());
        }
    }

    @Test
    void aPartThatIsGoneIsReportedWhenItIsTouched() throws IOException {
        SmallSet.of(3, 3_000, 1).write(fs, set, 20_000);
        fs.delete(set.part(Split.TRAIN, 2), false);
        try (Samples samples = LocalSamples.open(fs, set, Split.TRAIN, cache)) {
            samples.label(0);
            UncheckedIOException gone =
                    assertThrows(UncheckedIOException.class, () -> samples.label(1_500));
            assertTrue(gone.getMessage().contains("train/part-00002"), gone.getMessage());
            samples.label(2_999);
        }
    }

    @Test
    void aFullLocalDiskIsReportedAndNothingOfThePartIsLeft() throws IOException {
        SmallSet.of(3, 3_000, 1).write(fs, set, 200_000);
        PartCache full =
                new PartCache(
                        cache,
                        file -> {
                            Files.createFile(file);
                            return new OutputStream() {
                                private int left = 70_000;

                                @Override
                                public void write(int value) {
                                    throw new AssertionError("bytes come in arrays");
                                }

                                @Override
                                public void write(byte[] bytes, int offset, int length)
                                        throws IOException {
                                    left -= length;
                                    if (left < 0) {
                                        throw new IOException("No space left on device");
                                    }
                                }
                            };
                        });
        try (Samples samples = LocalSamples.open(fs, set, Split.TRAIN, full)) {
            String message =
                    assertThrows(UncheckedIOException.class, () -> samples.label(0)).getMessage();
            assertTrue(
                    message.contains("/set/train/part-00000 to the local disk: " + cache), message);
            assertTrue(message.contains(" took 65536 of 96"), message);
            assertTrue(
                    message.endsWith("bytes, then: No space left on device; free some room there"),
                    message);
        }
        assertEquals(List.of(), cached(".aside"));
    }

    @Test
    void severalProcessesShareOneCache() throws Exception {
        SmallSet.of(8, 4_000, 1).write(fs, set, 20_000);
        String jvm =
                java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(
                    new ProcessBuilder(
                                    jvm,
                                    "-Xmx128m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    OpenSamplesMain.class.getName(),
                                    set.dir().toString(),
                                    cache.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        }
        List<String> said = new ArrayList<>();
        for (Process process : processes) {
            said.add(new String(process.getInputStream().readAllBytes()).trim());
            assertEquals(0, process.waitFor());
        }
        int expected = OpenSamplesMain.digest(samples());
        assertEquals(List.of("" + expected, "" + expected, "" + expected), said);
        assertEquals(
                DatasetManifest.read(fs, set).parts().get(Split.TRAIN).size(),
                cached(".part").size());
        assertEquals(List.of(), cached(".aside"));
    }

    private SmallSet write() throws IOException {
        SmallSet small = SmallSet.of(4, 5, 1);
        small.write(fs, set, 1 << 20);
        return small;
    }

    /** The samples, with all parts touched. */
    private Samples samples() throws IOException {
        Samples samples = LocalSamples.open(fs, set, Split.TRAIN, cache);
        try {
            for (int i = 0; i < samples.count(); i++) {
                samples.label(i);
            }
        } catch (UncheckedIOException damaged) {
            throw damaged.getCause();
        }
        return samples;
    }

    private static void assertSame(SmallSet expected, Samples found, String why) {
        List<byte[]> samples = expected.samples.get(Split.TRAIN);
        assertEquals(samples.size(), found.count(), why);
        assertEquals(samples.get(0).length, found.sampleBytes(), why);
        byte[] room = new byte[found.sampleBytes() + 5];
        for (int i = samples.size() - 1; i >= 0; i--) {
            Arrays.fill(room, (byte) 77);
            found.read(i, room, 3);
            assertArrayEquals(
                    samples.get(i),
                    Arrays.copyOfRange(room, 3, room.length - 2),
                    why + ", sample " + i);
            assertEquals(
                    77 * 5,
                    room[0] + room[1] + room[2] + room[room.length - 2] + room[room.length - 1],
                    why);
            assertEquals(
                    expected.labels.get(Split.TRAIN).get(i), found.label(i), why + ", label " + i);
        }
    }

    private List<java.nio.file.Path> cached(String ending) throws IOException {
        try (var files = Files.list(cache)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
