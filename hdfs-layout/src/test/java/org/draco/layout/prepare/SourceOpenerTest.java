package org.draco.layout.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.draco.layout.DamagedFileException;
import org.draco.layout.dataset.TestShare;
import org.draco.layout.image.ImageOptions;
import org.draco.layout.source.Checksum;
import org.draco.layout.source.Download;
import org.draco.layout.source.MemoryTree;
import org.draco.layout.source.PreparedSet;
import org.draco.layout.source.SourceTree;
import org.draco.layout.table.CsvFormat;
import org.draco.layout.table.LibsvmFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceOpenerTest {

    private static final byte[] ROW = "1,2\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir Path dir;
    @TempDir Path scratch;

    private SourceTree open(String source, Checksum checksum)
            throws IOException, InterruptedException {
        Download none = new Download(dir.resolve("downloads"), (bytes, total) -> {});
        return new SourceOpener(new Configuration(), scratch, none)
                .open(source, Optional.ofNullable(checksum));
    }

    private static ReadingOptions options(TestShare share, SourceTree test) {
        return new ReadingOptions(
                new CsvFormat(',', false, "last"),
                new LibsvmFormat(0),
                new ImageOptions(ImageOptions.Colours.AUTO, Optional.empty(), Optional.empty()),
                false,
                Optional.ofNullable(share),
                Optional.ofNullable(test));
    }

    @Test
    void aDirectoryIsItsFilesByTheirNames() throws Exception {
        Files.createDirectories(dir.resolve("set/a b"));
        Files.write(dir.resolve("set/a b/%41.csv"), ROW);
        Files.write(dir.resolve("set/x.csv"), ROW);
        for (String source : List.of(dir + "/set", dir.resolve("set").toUri().toString())) {
            try (SourceTree tree = open(source, null)) {
                assertEquals(List.of("a b/%41.csv", "x.csv"), List.copyOf(tree.files().keySet()));
                assertEquals(4, tree.files().get("a b/%41.csv").length());
            }
        }
    }

    @Test
    void aFileIsAnArchiveIfItsContentSaysSo() throws Exception {
        Path file = dir.resolve("any.name");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("in/side.csv"));
            zip.write(ROW);
        }
        try (SourceTree tree = open(file.toString(), null)) {
            assertEquals(List.of("in/side.csv"), List.copyOf(tree.files().keySet()));
        }
        Files.write(file, ROW);
        try (SourceTree tree = open(file.toString(), null)) {
            assertEquals(List.of("any.name"), List.copyOf(tree.files().keySet()));
        }
    }

    @Test
    void theStartOfFilesNamesIsASourceToo() throws Exception {
        Files.write(dir.resolve("emnist-train.csv"), ROW);
        Files.write(dir.resolve("emnist-test.csv"), ROW);
        Files.write(dir.resolve("other-test.csv"), ROW);
        try (SourceTree tree = open(dir + "/emnist-", null)) {
            assertEquals(List.of("test.csv", "train.csv"), List.copyOf(tree.files().keySet()));
        }
        FileNotFoundException none =
                assertThrows(FileNotFoundException.class, () -> open(dir + "/nothing/x", null));
        assertTrue(none.getMessage().contains("expected a directory, a file"), none.getMessage());
    }

    @Test
    void aChecksumIsOfOneFile() throws Exception {
        Path file = Files.write(dir.resolve("t.csv"), ROW);
        Checksum other = Checksum.md5("00".repeat(16));
        DamagedFileException damage =
                assertThrows(DamagedFileException.class, () -> open(file.toString(), other));
        assertTrue(damage.getMessage().contains("t.csv is damaged at byte 0: expected the MD5"));
        open(file.toString(), Checksum.md5(damage.found())).close();
        assertThrows(FileNotFoundException.class, () -> open(dir.toString(), other));
    }

    @Test
    void whatASourceIsItsNamesSay() throws Exception {
        assertEquals(SourceFormat.IDX, format("d/train-images-idx3-ubyte.gz"));
        assertEquals(SourceFormat.IDX, format("train-images-idx3-ubyte"));
        assertEquals(SourceFormat.CIFAR10, format("cifar-10-batches-bin/data_batch_1.bin"));
        assertEquals(SourceFormat.CIFAR100, format("cifar-100-binary/train.bin"));
        assertEquals(SourceFormat.IMAGES, format("train/cat/1.JPG"));
        assertEquals(SourceFormat.CSV, format("iris.csv.gz"));
        assertEquals(SourceFormat.LIBSVM, format("phishing.libsvm"));
        FileNotFoundException unknown =
                assertThrows(FileNotFoundException.class, () -> format("x.parquet"));
        assertTrue(
                unknown.getMessage()
                        .contains("[idx, cifar10, cifar100, images, csv, libsvm] by their names"),
                unknown.getMessage());
        assertTrue(unknown.getMessage().contains("found [x.parquet]; say --format"));
    }

    private static SourceFormat format(String name) throws IOException {
        return SourceFormat.of(new MemoryTree().with(name, ROW).tree());
    }

    @Test
    void tablesAreTwoByTheirNamesOrOneWithAShareOrOneOfEachSource() throws Exception {
        MemoryTree two = new MemoryTree().with("iris-train.csv", ROW).with("iris-TEST.csv", ROW);
        prepare(two.with("README.md", ROW), options(null, null));
        MemoryTree one = new MemoryTree().with("whatever", "1,2\n3,4\n".getBytes());
        prepare(one, options(new TestShare(0.5, 1), null));
        prepare(one, options(null, new MemoryTree().with("t", ROW).tree()));
        assertMissing("say --test-source, or --test-share", one, options(null, null));
        assertMissing(
                "expected one table, or two named train and test",
                new MemoryTree().with("a.csv", ROW).with("b.csv", ROW),
                options(null, null));
        assertMissing("expected one table, found [", two, options(null, one.tree()));
    }

    private void prepare(MemoryTree tree, ReadingOptions options) throws IOException {
        new PreparedSet(dir).prepare(SourceFormat.CSV.reader(tree.tree(), options));
    }

    private void assertMissing(String message, MemoryTree tree, ReadingOptions options) {
        FileNotFoundException missing =
                assertThrows(FileNotFoundException.class, () -> prepare(tree, options));
        assertTrue(missing.getMessage().contains(message), missing.getMessage());
    }

    @Test
    void knownSetsHaveAddressesAndChecksums() {
        assertEquals(
                List.of("mnist", "fashion-mnist", "cifar10", "cifar100"), KnownDataset.names());
        for (String name : KnownDataset.names()) {
            KnownDataset known = KnownDataset.byName(name.toUpperCase()).orElseThrow();
            for (KnownDataset.Published file : known.files()) {
                assertTrue(Download.isWeb(file.address().toString()));
                assertEquals("MD5", file.checksum().algorithm());
            }
        }
    }
}
