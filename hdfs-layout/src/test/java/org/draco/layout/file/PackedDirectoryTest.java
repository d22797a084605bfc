package org.draco.layout.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedDirectoryTest {

    @TempDir java.nio.file.Path dir;

    private final byte[] bytes = new byte[100_000];
    private FileSystem fs;
    private Path file;
    private java.nio.file.Path unpacked;

    @BeforeEach
    void aDirectory() throws IOException {
        new Random(5).nextBytes(bytes);
        fs = FileSystem.getLocal(new Configuration());
        file = new Path(new Path(dir.toUri()), "state.zip");
        unpacked = dir.resolve("unpacked");
        Files.createDirectories(dir.resolve("one/deep er"));
        Files.write(dir.resolve("one/deep er/a.ckpt"), bytes);
        Files.writeString(dir.resolve("one/b.csv"), "b");
        Files.writeString(dir.resolve("one/.half.aside"), "half");
    }

    private void pack() throws IOException {
        PackedDirectory.write(fs, new Path(dir.resolve("one").toUri()), fs, file);
    }

    private void unpack() throws IOException {
        PackedDirectory.read(fs, file, fs, new Path(unpacked.toUri()));
    }

    @Test
    void whatIsUnpackedIsWhatWasPacked() throws IOException {
        pack();
        unpack();
        assertArrayEquals(bytes, Files.readAllBytes(unpacked.resolve("deep er/a.ckpt")));
        assertEquals("b", Files.readString(unpacked.resolve("b.csv")));
        assertFalse(Files.exists(unpacked.resolve(".half.aside")));
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        pack();
        java.nio.file.Path packed = dir.resolve("state.zip");
        byte[] whole = Files.readAllBytes(packed);
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        for (byte[] damaged : new byte[][] {changed, Arrays.copyOf(whole, 5000), {}, {1, 2}}) {
            Files.write(packed, damaged);
            assertThrows(DamagedFileException.class, this::unpack);
        }
    }

    @Test
    void nothingIsUnpackedOutside() throws IOException {
        try (OutputStream out = fs.create(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("../stray"));
            zip.closeEntry();
        }
        assertThrows(DamagedFileException.class, this::unpack);
        assertFalse(Files.exists(dir.resolve("stray")));
    }
}
