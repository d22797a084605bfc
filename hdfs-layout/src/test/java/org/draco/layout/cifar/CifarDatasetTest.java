package org.draco.layout.cifar;

import static org.draco.layout.Damage.assertDamaged;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.Path;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.Split;
import org.draco.layout.source.MemoryTree;
import org.draco.layout.source.PreparedSet;
import org.draco.layout.source.PreparedSet.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarDatasetTest {

    private static final String DIR = "cifar-10-batches-bin/";

    @TempDir java.nio.file.Path dir;
    private final Random random = new Random(5);
    private final List<Sample> written = new ArrayList<>();

    /** Records with these labels (one or two bytes each) and random pictures, noted under one of the labels. */
    private byte[] records(int labelBytes, int labelIndex, int... labels) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int i = 0; i < labels.length; i += labelBytes) {
            byte[] picture = new byte[3072];
            random.nextBytes(picture);
            for (int j = 0; j < labelBytes; j++) {
                file.write(labels[i + j]);
            }
            file.writeBytes(picture);
            written.add(Sample.of(labels[i + labelIndex], picture));
        }
        return file.toByteArray();
    }

    private MemoryTree cifar10() {
        return new MemoryTree()
                .with(DIR + "data_batch_1.bin", records(1, 0, 3, 9, 0))
                .with(DIR + "data_batch_2.bin", records(1, 0, 7))
                .with(DIR + "data_batch_10.bin", records(1, 0, 8))
                .with(DIR + "test_batch.bin", records(1, 0, 1, 2));
    }

    private DatasetManifest prepare(CifarFormat format, MemoryTree tree) throws IOException {
        return new PreparedSet(dir).prepare(CifarDataset.of(format, tree.tree()));
    }

    @Test
    void theBatchesOfCifar10AreReadByTheirNumbers() throws IOException {
        DatasetManifest set = prepare(CifarFormat.CIFAR10, cifar10());
        assertEquals(List.of(3, 32, 32), List.of(set.channels(), set.height(), set.width()));
        assertEquals("0 1 2 3 4 5 6 7 8 9", String.join(" ", set.labels()));
        assertEquals(written.subList(0, 5), new PreparedSet(dir).samples(Split.TRAIN));
        assertEquals(written.subList(5, 7), new PreparedSet(dir).samples(Split.TEST));
    }

    @Test
    void cifar100HasTwoLabelsAPicture() throws IOException {
        for (CifarFormat format : List.of(CifarFormat.CIFAR100_FINE, CifarFormat.CIFAR100_COARSE)) {
            written.clear();
            int index = format == CifarFormat.CIFAR100_FINE ? 1 : 0;
            MemoryTree tree =
                    new MemoryTree()
                            .with("train.bin", records(2, index, 19, 99, 0, 3))
                            .with("test.bin", records(2, index, 4, 20));
            assertEquals(format.classes, prepare(format, tree).labels().size());
            assertEquals(written.subList(0, 2), new PreparedSet(dir).samples(Split.TRAIN));
            assertEquals(written.subList(2, 3), new PreparedSet(dir).samples(Split.TEST));
        }
    }

    @Test
    void classesHaveTheNamesOfTheFileBesideThem() throws IOException {
        String names = "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n";
        MemoryTree tree = cifar10().with(DIR + "batches.meta.txt", bytes(names));
        assertEquals(names.strip(), String.join("\n", prepare(CifarFormat.CIFAR10, tree).labels()));
        tree.with(DIR + "batches.meta.txt", bytes("airplane\nbird\n"));
        assertDamaged(
                file("batches.meta.txt"),
                0,
                "10 names of classes",
                "2 lines",
                () -> prepare(CifarFormat.CIFAR10, tree));
        tree.with(DIR + "batches.meta.txt", new byte[70_000]);
        assertDamaged(
                file("batches.meta.txt"),
                65_536,
                "at most 65536 bytes of text",
                "more",
                () -> prepare(CifarFormat.CIFAR10, tree));
    }

    @Test
    void aCutFileIsDamageWhereItsLastWholeRecordEnds() {
        MemoryTree tree = cifar10();
        byte[] whole = records(1, 0, 3, 9, 0);
        tree.with(DIR + "data_batch_1.bin", Arrays.copyOf(whole, whole.length - 1));
        assertDamaged(
                file("data_batch_1.bin"),
                2 * 3073,
                "records of 3073 bytes",
                "9218 bytes, which is no multiple",
                () -> prepare(CifarFormat.CIFAR10, tree));
        assertFalse(new PreparedSet(dir).exists());
    }

    @Test
    void aCompressedFileThatIsCutIsDamage() throws IOException {
        MemoryTree tree = cifar10();
        byte[] whole = records(1, 0, 3, 9, 0);
        tree.with(DIR + "test_batch.bin", gzip(Arrays.copyOf(whole, whole.length - 7)));
        assertDamaged(
                file("test_batch.bin"),
                whole.length - 7,
                "7 more bytes of record 2",
                "the end of the data (offset in the uncompressed data)",
                () -> prepare(CifarFormat.CIFAR10, tree));
        tree.with(DIR + "test_batch.bin", gzip(whole));
        assertEquals(3, prepare(CifarFormat.CIFAR10, tree).count(Split.TEST));
    }

    @Test
    void aLabelBeyondTheClassesIsDamageWhereItIs() {
        MemoryTree tree = cifar10().with(DIR + "data_batch_2.bin", records(1, 0, 9, 10));
        assertDamaged(
                file("data_batch_2.bin"),
                3073,
                "a label below 10",
                "label 10",
                () -> prepare(CifarFormat.CIFAR10, tree));
        // Also the label that is not taken.
        MemoryTree fine =
                new MemoryTree()
                        .with("train.bin", records(2, 1, 0, 5, 20, 5))
                        .with("test.bin", records(2, 1, 0, 0));
        assertDamaged(
                new Path("/memory/train.bin"),
                3074,
                "a label below 20",
                "label 20",
                () -> prepare(CifarFormat.CIFAR100_FINE, fine));
    }

    @Test
    void cifar10IsNotTakenForCifar100() {
        MemoryTree tree =
                new MemoryTree()
                        .with("train.bin", records(1, 0, 1, 2))
                        .with("test.bin", records(1, 0, 1));
        assertDamaged(
                new Path("/memory/train.bin"),
                3074,
                "records of 3074 bytes",
                "6146 bytes",
                () -> prepare(CifarFormat.CIFAR100_FINE, tree));
    }

    @Test
    void anEmptyFileIsRefused() {
        MemoryTree tree = cifar10().with(DIR + "test_batch.bin", new byte[0]);
        assertDamaged(
                file("test_batch.bin"),
                0,
                "a record or more",
                "an empty file",
                () -> prepare(CifarFormat.CIFAR10, tree));
    }

    @Test
    void missingAndDoubledFilesAreNamed() {
        assertMissing("with test files test_batch.bin", cifar10().without(DIR + "test_batch.bin"));
        assertMissing("with train files data_batch_", new MemoryTree());
        assertMissing(
                "expected one file test_batch.bin, found",
                cifar10().with("copy/test_batch.bin", new byte[0]));
    }

    private void assertMissing(String message, MemoryTree tree) {
        FileNotFoundException missing =
                assertThrows(FileNotFoundException.class, () -> prepare(CifarFormat.CIFAR10, tree));
        assertTrue(missing.getMessage().contains(message), missing.getMessage());
    }

    private static Path file(String name) {
        return new Path("/memory/" + DIR + name);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
