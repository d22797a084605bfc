package org.draco.layout.idx;

import static org.draco.layout.Damage.assertDamaged;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;
import org.draco.layout.DatasetLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.LocalSamples;
import org.draco.layout.dataset.Samples;
import org.draco.layout.dataset.Split;
import org.draco.layout.source.SourceFile;
import org.draco.layout.source.SourceTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDatasetTest {

    @TempDir java.nio.file.Path dir;
    private FileSystem fs;
    private java.nio.file.Path source;
    private DatasetLayout target;
    private final IdxSet idx = new IdxSet(3);

    @BeforeEach
    void write() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        source = dir.resolve("source");
        target = new DatasetLayout(new Path(dir.toUri().getPath(), "target"));
        idx.write(source);
    }

    @Test
    void plainFilesBecomeADataSet() throws IOException {
        DatasetManifest manifest = prepare();
        assertEquals(
                List.of(1, 3, 4),
                List.of(manifest.channels(), manifest.height(), manifest.width()));
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), manifest.labels());
        assertEquals("digits", manifest.name());
        assertTrue(manifest.source().startsWith("file:/"), manifest.source());
        assertSamples();
    }

    @Test
    void gzipIsKnownByItsContentWhateverTheName() throws IOException {
        Files.write(source.resolve(IdxSet.TRAIN_IMAGES), IdxSet.gzip(idx.trainImages));
        Files.delete(source.resolve(IdxSet.TEST_LABELS));
        Files.write(source.resolve(IdxSet.TEST_LABELS + ".gz"), IdxSet.gzip(idx.testLabels));
        Files.delete(source.resolve(IdxSet.TEST_IMAGES));
        Files.write(source.resolve(IdxSet.TEST_IMAGES + ".gz"), idx.testImages);
        prepare();
        assertSamples();
    }

    @Test
    void severalGzipMembersAreOneFile() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int from = 0; from < idx.trainImages.length; from += 50) {
            int to = Math.min(from + 50, idx.trainImages.length);
            members.write(IdxSet.gzip(Arrays.copyOfRange(idx.trainImages, from, to)));
        }
        Files.write(source.resolve(IdxSet.TRAIN_IMAGES), members.toByteArray());
        prepare();
        assertSamples();
    }

    @Test
    void aPrefixOfTheFilesNamesServesAsSource() throws IOException {
        for (java.io.File file : source.toFile().listFiles()) {
            assertTrue(
                    file.renameTo(
                            new java.io.File(file.getParentFile(), "emnist-" + file.getName())));
        }
        Path start = new Path(source.toUri().getPath(), "emnist-");
        IdxDataset.of(SourceTree.ofPrefix(fs, start)).prepare(fs, target, "digits", "a test");
        assertSamples();
    }

    @Test
    void allMissingFilesAreNamedTogether() throws IOException {
        Files.delete(source.resolve(IdxSet.TRAIN_LABELS));
        Files.delete(source.resolve(IdxSet.TEST_IMAGES));
        String message = assertThrows(FileNotFoundException.class, this::prepare).getMessage();
        assertTrue(
                message.endsWith("[" + IdxSet.TRAIN_LABELS + ", " + IdxSet.TEST_IMAGES + "]"),
                message);
        assertTrue(message.contains(source.toString()), message);
    }

    @Test
    void aWrongMagicIsReported() throws IOException {
        damaged(
                IdxSet.TRAIN_IMAGES,
                idx.trainLabels,
                0,
                "the magic 0x00000803 (unsigned bytes, 3 dimensions)",
                "0x00000801");
        damaged(
                IdxSet.TEST_LABELS,
                idx.testImages,
                0,
                "the magic 0x00000801 (unsigned bytes, 1 dimensions)",
                "0x00000803");
    }

    @Test
    void aHeaderThatIsCutIsReportedWhereItEnds() throws IOException {
        damaged(
                IdxSet.TRAIN_IMAGES,
                new byte[0],
                0,
                "4 more bytes of a header",
                "the end of the data");
        damaged(
                IdxSet.TRAIN_IMAGES,
                Arrays.copyOf(idx.trainImages, 3),
                3,
                "1 more bytes of a header",
                "the end");
        damaged(
                IdxSet.TRAIN_IMAGES,
                Arrays.copyOf(idx.trainImages, 10),
                10,
                "6 more bytes of a header",
                "the end");
        byte[] gzip = IdxSet.gzip(Arrays.copyOf(idx.trainImages, 10));
        damaged(
                IdxSet.TRAIN_IMAGES,
                gzip,
                10,
                "6 more bytes of a header",
                "the end of the data (offset in the uncompressed");
    }

    @Test
    void aSizeOfNothingOrBeyondAnIntegerIsReported() throws IOException {
        damaged(
                IdxSet.TRAIN_IMAGES,
                with(idx.trainImages, 4, 0),
                4,
                "a size of 1 to 2147483647",
                "0");
        damaged(
                IdxSet.TRAIN_IMAGES,
                with(idx.trainImages, 8, -1),
                8,
                "a size of 1 to 2147483647",
                "4294967295");
        damaged(
                IdxSet.TRAIN_IMAGES,
                with(idx.trainImages, 12, 0),
                12,
                "a size of 1 to 2147483647",
                "0");
    }

    @Test
    void hostileSizesTakeNoMemory() throws IOException {
        byte[] huge = with(with(idx.trainImages, 8, Integer.MAX_VALUE), 12, Integer.MAX_VALUE);
        String found = "items of size [2147483647, 2147483647]";
        damaged(IdxSet.TRAIN_IMAGES, huge, 8, "items of at most 67108864 bytes", found);
        damaged(
                IdxSet.TRAIN_IMAGES,
                IdxSet.gzip(huge),
                8,
                "items of at most 67108864 bytes",
                found);
        byte[] many = with(idx.trainImages, 4, Integer.MAX_VALUE);
        String expected = (16 + 12L * Integer.MAX_VALUE) + " bytes for 2147483647 items";
        damaged(IdxSet.TRAIN_IMAGES, many, 160, expected, "160 bytes");
    }

    @Test
    void dataThatIsCutIsReported() throws IOException {
        byte[] cut = Arrays.copyOf(idx.trainImages, 100);
        damaged(IdxSet.TRAIN_IMAGES, cut, 100, "160 bytes for 12 items", "100 bytes");
        damaged(
                IdxSet.TRAIN_IMAGES,
                IdxSet.gzip(cut),
                100,
                "12 more bytes of 12 items",
                "the end of the data");
        damaged(
                IdxSet.TEST_LABELS,
                Arrays.copyOf(idx.testLabels, 12),
                12,
                "13 bytes for 5 items",
                "12 bytes");
    }

    @Test
    void trailingBytesAreReported() throws IOException {
        byte[] more = Arrays.copyOf(idx.trainImages, 161);
        damaged(IdxSet.TRAIN_IMAGES, more, 160, "160 bytes for 12 items", "161 bytes");
        damaged(
                IdxSet.TRAIN_IMAGES,
                IdxSet.gzip(more),
                160,
                "the end of the data after 12 items",
                "more bytes");
        byte[] labels = Arrays.copyOf(idx.trainLabels, 21);
        damaged(
                IdxSet.TRAIN_LABELS,
                IdxSet.gzip(labels),
                20,
                "the end of the data after 12 items",
                "more bytes");
    }

    @Test
    void anotherNumberOfLabelsThanPicturesIsReported() throws IOException {
        byte[] labels = IdxSet.labels(new Random(1), 11, 10);
        damaged(IdxSet.TRAIN_LABELS, labels, 4, "12 labels, as many as pictures in ", "11 labels");
    }

    @Test
    void testPicturesOfAnotherShapeAreReported() throws IOException {
        byte[] images = IdxSet.images(new Random(1), 5, 4, 3);
        damaged(IdxSet.TEST_IMAGES, images, 8, "3 x 4 pixels as in ", "4 x 3 pixels");
    }

    @Test
    void damagedGzipIsReportedAndNeverBecomesADataSet() throws IOException {
        byte[] gzip = IdxSet.gzip(idx.trainImages);
        damaged(
                IdxSet.TRAIN_IMAGES,
                new byte[] {0x1f, (byte) 0x8b, 7},
                0,
                "a gzip header",
                "cannot be read");
        int cut = gzip.length - 4;
        DamagedFileException truncated = damagedSomewhere(Arrays.copyOf(gzip, cut));
        assertEquals("gzip data", truncated.expected());
        byte[] wrongSum = gzip.clone();
        wrongSum[gzip.length - 6] ^= 1;
        assertTrue(
                damagedSomewhere(wrongSum).found().startsWith("data that does not decompress: "));
        byte[] trailing = Arrays.copyOf(gzip, gzip.length + 3);
        trailing[gzip.length] = 5;
        assertEquals("gzip data", damagedSomewhere(trailing).expected());
    }

    @Test
    void noFlippedBitInGzipChangesASample() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] gzip = IdxSet.gzip(idx.trainImages);
        int found = 0;
        for (int i = 0; i < 200; i++) {
            byte[] damaged = gzip.clone();
            // The ten bytes of gzip's header hold a time and a system's number, which mean nothing
            // to us.
            int at = 10 + random.nextInt(gzip.length - 10);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(source.resolve(IdxSet.TRAIN_IMAGES), damaged);
            try {
                prepare();
                // Deflate has bits without a meaning, such as those before a stored block.
                assertSamples();
                fs.delete(target.dir(), true);
            } catch (DamagedFileException expected) {
                assertEquals(
                        IdxSet.TRAIN_IMAGES,
                        expected.file().getName(),
                        "seed " + seed + ", byte " + at);
                assertFalse(fs.exists(target.dir()));
                found++;
            }
        }
        assertTrue(found > 150, "seed " + seed + ": only " + found + " of 200 were found");
    }

    @Test
    void aConnectionThatIsLostIsNotTakenForDamage() throws IOException {
        byte[] gzip = IdxSet.gzip(idx.trainImages);
        for (byte[] bytes : List.of(gzip, idx.trainImages)) {
            SourceFile input =
                    new SourceFile(new Path("hdfs://nn/x"), -1, () -> breaksAfter(bytes, 40));
            IOException lost = assertThrows(IOException.class, () -> readAll(input));
            assertEquals("connection reset", lost.getMessage());
        }
        SourceFile atOnce = new SourceFile(new Path("hdfs://nn/x"), -1, () -> breaksAfter(gzip, 3));
        assertEquals(
                "connection reset",
                assertThrows(IOException.class, () -> readAll(atOnce)).getMessage());
    }

    @Test
    void aTakenTargetIsLeftAlone() throws IOException {
        DatasetManifest first = prepare();
        assertThrows(FileAlreadyExistsException.class, this::prepare);
        assertEquals(first, DatasetManifest.read(fs, target));
    }

    private DatasetManifest prepare() throws IOException {
        SourceTree tree = SourceTree.ofDirectory(fs, new Path(source.toUri().getPath()));
        return IdxDataset.of(tree).prepare(fs, target, "digits", tree.where());
    }

    private void assertSamples() throws IOException {
        assertSamples(Split.TRAIN, idx.trainImages, idx.trainLabels);
        assertSamples(Split.TEST, idx.testImages, idx.testLabels);
    }

    private void assertSamples(Split split, byte[] images, byte[] labels) throws IOException {
        try (Samples samples = LocalSamples.open(fs, target, split, dir.resolve("cache"))) {
            assertEquals(labels.length - 8, samples.count());
            byte[] pixels = new byte[12];
            for (int i = 0; i < samples.count(); i++) {
                samples.read(i, pixels, 0);
                assertArrayEquals(Arrays.copyOfRange(images, 16 + 12 * i, 28 + 12 * i), pixels);
                assertEquals(labels[8 + i], samples.label(i));
            }
        }
    }

    /** With these bytes in a file, there is this damage, and no data set; afterwards the file is as before. */
    private void damaged(String name, byte[] bytes, long offset, String expected, String found)
            throws IOException {
        java.nio.file.Path file = source.resolve(name);
        byte[] before = Files.readAllBytes(file);
        Files.write(file, bytes);
        assertDamaged(new Path(file.toUri().getPath()), offset, expected, found, this::prepare);
        assertFalse(fs.exists(target.dir()));
        assertEquals(
                List.of(),
                Arrays.stream(dir.toFile().list()).filter(n -> n.endsWith(".aside")).toList());
        Files.write(file, before);
    }

    private DamagedFileException damagedSomewhere(byte[] trainImages) throws IOException {
        Files.write(source.resolve(IdxSet.TRAIN_IMAGES), trainImages);
        DamagedFileException damage = assertThrows(DamagedFileException.class, this::prepare);
        assertEquals(IdxSet.TRAIN_IMAGES, damage.file().getName());
        return damage;
    }

    private static byte[] with(byte[] bytes, int offset, int value) {
        return ByteBuffer.wrap(bytes.clone()).putInt(offset, value).array();
    }

    private static void readAll(SourceFile input) throws IOException {
        try (IdxStream stream = IdxStream.open(input, 3)) {
            byte[] item = new byte[stream.itemBytes()];
            for (int i = 0; i < stream.count(); i++) {
                stream.read(item);
            }
        }
    }

    private static InputStream breaksAfter(byte[] bytes, int count) {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("connection reset");
                    }
                };
        return new SequenceInputStream(new ByteArrayInputStream(bytes, 0, count), broken);
    }
}
