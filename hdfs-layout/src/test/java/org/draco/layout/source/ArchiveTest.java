package org.draco.layout.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.draco.layout.DamagedFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {

    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LONG = new byte[100_000];

    static {
        new Random(6).nextBytes(LONG);
    }

    @TempDir Path scratch;

    private SourceTree unpack(byte[] archive, ArchiveLimits limits) throws IOException {
        return Archive.unpack(MemoryTree.file("/far/set.archive", archive), scratch, limits);
    }

    private SourceTree unpack(byte[] archive) throws IOException {
        return unpack(archive, ArchiveLimits.DEFAULT);
    }

    private static byte[] tar(ThrowingConsumer<TarArchiveOutputStream> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            content.accept(tar);
        } catch (Throwable broken) {
            throw new AssertionError(broken);
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static byte[] tarOfType(String name, byte type) {
        return tar(
                tar -> {
                    TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
                    entry.setLinkName("/etc/passwd");
                    tar.putArchiveEntry(entry);
                    tar.closeArchiveEntry();
                });
    }

    private static byte[] zip(ThrowingConsumer<ZipArchiveOutputStream> content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            content.accept(zip);
        } catch (Throwable broken) {
            throw new AssertionError(broken);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipArchiveOutputStream zip, String name, byte[] content)
            throws IOException {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(content);
        zip.closeArchiveEntry();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static List<byte[]> all(ThrowingConsumer<Adder> content) throws IOException {
        byte[] tar = tar(t -> content.accept((name, bytes) -> put(t, name, bytes)));
        byte[] zip = zip(z -> content.accept((name, bytes) -> put(z, name, bytes)));
        return List.of(tar, gzip(tar), zip);
    }

    private interface Adder {
        void add(String name, byte[] content) throws IOException;
    }

    private void assertRefused(String expected, String found, byte[] archive) throws IOException {
        assertRefused(expected, found, archive, ArchiveLimits.DEFAULT);
    }

    private void assertRefused(String expected, String found, byte[] archive, ArchiveLimits limits)
            throws IOException {
        DamagedFileException refusal =
                assertThrows(DamagedFileException.class, () -> unpack(archive, limits));
        String message = refusal.getMessage();
        assertTrue(message.startsWith("/far/set.archive is damaged at byte "), message);
        assertTrue(refusal.expected().contains(expected), message);
        assertTrue(refusal.found().contains(found), message);
        assertTrue(refusal.offset() >= 0 && refusal.offset() <= 2_000_000, message);
        assertNothingLeft();
    }

    private void assertNothingLeft() throws IOException {
        try (var left = Files.list(scratch)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void filesComeBackAsTheyWere() throws IOException {
        for (byte[] archive :
                all(
                        adder -> {
                            adder.add("set/", new byte[0]);
                            adder.add("./set/b/long", LONG);
                            adder.add("set/a", ABC);
                            adder.add("set/empty", new byte[0]);
                            adder.add("x".repeat(300), ABC);
                        })) {
            assertTrue(Archive.isArchive(MemoryTree.file("/far/any.name", archive)));
            try (SourceTree tree = unpack(archive)) {
                assertEquals(
                        List.of("set/a", "set/b/long", "set/empty", "x".repeat(300)),
                        List.copyOf(tree.files().keySet()));
                SourceFile file = tree.named("long").orElseThrow();
                assertEquals("/far/set.archive!/set/b/long", file.path().toString());
                assertEquals(LONG.length, file.length());
                for (int twice = 0; twice < 2; twice++) {
                    try (InputStream in = file.opener().open()) {
                        assertArrayEquals(LONG, in.readAllBytes());
                    }
                }
                try (InputStream in = tree.files().get("set/a").opener().open()) {
                    assertEquals('a', in.read());
                    assertArrayEquals(new byte[] {'b', 'c'}, in.readAllBytes());
                    assertEquals(-1, in.read());
                }
            }
            assertNothingLeft();
        }
    }

    @Test
    void whatIsNoArchiveIsNotTakenForOne() throws IOException {
        for (byte[] other : List.of(new byte[0], ABC, LONG, gzip(LONG), new byte[1024])) {
            assertFalse(Archive.isArchive(MemoryTree.file("/far/set.tar.gz", other)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "a/../../evil",
                "a/..",
                "/etc/passwd",
                "a/b\\..\\evil",
                "C:/evil",
                "a\u0007b"
            })
    void namesThatLeadOutAreRefused(String name) throws IOException {
        for (byte[] archive : all(adder -> adder.add(name, ABC))) {
            assertRefused("entries with plain relative names", EntryName.shown(name), archive);
        }
    }

    @Test
    void aNameOfManyCharactersIsRefused() throws IOException {
        for (byte[] archive : all(adder -> adder.add("a/".repeat(2500) + "b", ABC))) {
            assertRefused("plain relative names", "name has 5001 characters", archive);
        }
    }

    @Test
    void aHeaderIsNotReadIntoMemoryWhateverItsSize() throws IOException {
        // What stands for the name of the entry behind it, as GNU and POSIX write it.
        byte[] name = "a".repeat(1_200_000).getBytes(StandardCharsets.US_ASCII);
        byte[] record = ("1200015 path=" + "a".repeat(1_200_001) + "\n").getBytes();
        byte[] gnu = tar(tar -> put(tar, TarConstants.LF_GNUTYPE_LONGNAME, name));
        byte[] posix = tar(tar -> put(tar, TarConstants.LF_PAX_EXTENDED_HEADER_LC, record));
        for (byte[] archive : List.of(gnu, posix)) {
            assertRefused(
                    "the header of an entry",
                    "what cannot be read: it has more than 1048576 bytes",
                    gzip(archive));
        }
    }

    private static void put(TarArchiveOutputStream tar, byte type, byte[] content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("header", type, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        put(tar, "file", ABC);
    }

    @Test
    void linksAndDevicesAreRefused() throws IOException {
        String files = "files and directories alone";
        assertRefused(files, "a symbolic link, \"x\"", tarOfType("x", TarConstants.LF_SYMLINK));
        assertRefused(files, "a hard link, \"x\"", tarOfType("x", TarConstants.LF_LINK));
        assertRefused(files, "a device, \"x\"", tarOfType("x", TarConstants.LF_CHR));
        assertRefused(files, "a device, \"x\"", tarOfType("x", TarConstants.LF_BLK));
        assertRefused(files, "a pipe, \"x\"", tarOfType("x", TarConstants.LF_FIFO));
        assertRefused(
                files,
                "a symbolic link, \"x\"",
                zip(
                        zip -> {
                            ZipArchiveEntry link = new ZipArchiveEntry("x");
                            link.setUnixMode(0120777);
                            zip.putArchiveEntry(link);
                            zip.write("/etc/passwd".getBytes(StandardCharsets.US_ASCII));
                            zip.closeArchiveEntry();
                        }));
    }

    @Test
    void anEncryptedEntryIsRefused() throws IOException {
        byte[] archive = zip(zip -> put(zip, "x", ABC));
        // Bit 0 of the flags, in the local header and in the directory.
        archive[6] |= 1;
        archive[directory(archive) + 8] |= 1;
        assertRefused("files and directories alone", "an encrypted file", archive);
    }

    @Test
    void anEntryCompressedInAnUncommonWayIsRefused() throws IOException {
        for (int method : new int[] {1, 9, 12, 93, 95, 99}) {
            byte[] archive = zip(zip -> put(zip, "x", ABC));
            archive[8] = (byte) method;
            archive[directory(archive) + 10] = (byte) method;
            assertRefused(
                    "files and directories alone",
                    "a file compressed by method " + method,
                    archive);
        }
    }

    private static int directory(byte[] zip) {
        ByteBuffer end = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        return end.getInt(zip.length - 6);
    }

    @Test
    void theSameNameTwiceIsRefused() throws IOException {
        for (String second : List.of("set/a", "./set/a", "set//a")) {
            for (byte[] archive :
                    all(
                            adder -> {
                                adder.add("set/a", ABC);
                                adder.add(second, LONG);
                            })) {
                assertRefused("each name once", "a second file \"set/a\"", archive);
            }
        }
    }

    @Test
    void moreEntriesThanAllowedAreRefused() throws IOException {
        ArchiveLimits limits = new ArchiveLimits(3, 1 << 20, 200, 1 << 20);
        for (int count = 3; count <= 4; count++) {
            int files = count;
            for (byte[] archive :
                    all(
                            adder -> {
                                for (int i = 0; i < files; i++) {
                                    adder.add("f" + i, ABC);
                                }
                            })) {
                if (files == 3) {
                    unpack(archive, limits).close();
                } else {
                    assertRefused("at most 3 entries", "more", archive, limits);
                }
            }
        }
    }

    @Test
    void aBombIsRefusedBeforeItFillsTheDisk() throws IOException {
        byte[] zeros = new byte[3 << 20];
        ArchiveLimits byRatio = new ArchiveLimits(10, 1L << 40, 20, 1 << 20);
        byte[] tar = tar(t -> put(t, "bomb", zeros));
        byte[] zip = zip(z -> put(z, "bomb", zeros));
        for (byte[] bomb : List.of(gzip(tar), zip)) {
            assertRefused(
                    "at most 1048576 bytes of content in an archive of " + bomb.length,
                    "more, in the entry \"bomb\"",
                    bomb,
                    byRatio);
        }
        unpack(tar, byRatio).close();
        ArchiveLimits bySize = new ArchiveLimits(10, 2 << 20, 20, 1 << 20);
        assertRefused("at most 2097152 bytes", "\"bomb\"", tar, bySize);
    }

    @Test
    void limitsNeverOverflow() {
        assertEquals(1L << 40, ArchiveLimits.DEFAULT.bytesOf(Long.MAX_VALUE));
        assertEquals(1L << 30, ArchiveLimits.DEFAULT.bytesOf(0));
        assertEquals(200L << 30, ArchiveLimits.DEFAULT.bytesOf(1 << 30));
    }

    @Test
    void anyCutArchiveIsRefused() throws IOException {
        byte[] small = "some text ".repeat(200).getBytes(StandardCharsets.US_ASCII);
        for (byte[] archive :
                all(
                        adder -> {
                            adder.add("a", small);
                            adder.add("b", ABC);
                        })) {
            boolean tar = archive[0] == 'a';
            // Plain tars end in padding, of which a block is enough.
            int least = tar ? 512 + 2048 + 1024 + 512 : archive.length;
            for (int length = 513; length < least; length += 1 + length / 40) {
                byte[] cut = Arrays.copyOf(archive, length);
                assertThrows(
                        DamagedFileException.class, () -> unpack(cut).close(), "cut to " + length);
            }
            assertNothingLeft();
        }
    }

    @Test
    void aTarThatEndsBetweenTwoEntriesIsRefused() throws IOException {
        byte[] archive =
                tar(
                        tar -> {
                            put(tar, "a", new byte[] {1});
                            put(tar, "b", new byte[] {1});
                        });
        // Zeros that pad an entry are no end: 511 of them are too few.
        assertRefused("a block of zeros", "the end of the data", Arrays.copyOf(archive, 1024));
    }

    @Test
    void contentThatIsNotWhatItsChecksumSaysIsRefused() throws IOException {
        byte[] tar = gzip(tar(t -> put(t, "a", LONG)));
        byte[] zip =
                zip(
                        z -> {
                            z.setMethod(ZipEntry.STORED);
                            ZipArchiveEntry entry = new ZipArchiveEntry("a");
                            CRC32 crc = new CRC32();
                            crc.update(LONG);
                            entry.setCrc(crc.getValue());
                            entry.setSize(LONG.length);
                            z.putArchiveEntry(entry);
                            z.write(LONG);
                            z.closeArchiveEntry();
                        });
        tar[50_000] ^= 1;
        assertRefused("", "", tar);
        zip[50_000] ^= 1;
        assertRefused("as CRC32 in the entry \"a\"", "", zip);
    }

    @Test
    void theChecksumOfAGzipIsReadThoughAllEntriesAreBeforeIt() throws IOException {
        // More zeros than a reader of tars looks at.
        byte[] tar = tar(t -> put(t, "a", ABC));
        byte[] archive = gzip(Arrays.copyOf(tar, tar.length + 300_000));
        archive[archive.length - 5] ^= 1;
        DamagedFileException refusal =
                assertThrows(DamagedFileException.class, () -> unpack(archive));
        assertEquals("gzip data", refusal.expected(), refusal.getMessage());
    }

    @Test
    void aZipThatClaimsAnotherSizeIsRefused() throws IOException {
        byte[] archive = zip(zip -> put(zip, "x", LONG));
        ByteBuffer directory = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        directory.putInt(directory(archive) + 24, 7);
        assertThrows(DamagedFileException.class, () -> unpack(archive));
        assertNothingLeft();
    }

    @Test
    void randomDamageEndsInATreeOrInDamage() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (byte[] archive :
                all(
                        adder -> {
                            adder.add("a", ABC);
                            adder.add("b/c", new byte[700]);
                        })) {
            for (int i = 0; i < 300; i++) {
                byte[] damaged = archive.clone();
                for (int j = 0; j <= random.nextInt(3); j++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                try {
                    unpack(damaged, new ArchiveLimits(100, 1 << 20, 200, 1 << 20)).close();
                } catch (DamagedFileException refused) {
                    assertTrue(refused.getMessage().contains("/far/set.archive"), "seed " + seed);
                }
            }
            assertNothingLeft();
        }
    }

    @Test
    void aZipOnTheLocalDiskIsReadWhereItIs() throws IOException {
        Path zip = scratch.resolve("set.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("a"));
            out.write(ABC);
        }
        SourceFile file =
                new SourceFile(
                        new org.apache.hadoop.fs.Path(zip.toUri()),
                        Files.size(zip),
                        () -> Files.newInputStream(zip));
        try (SourceTree tree = Archive.unpack(file, scratch, ArchiveLimits.DEFAULT)) {
            assertEquals(1, tree.files().size());
        }
        assertTrue(Files.exists(zip));
    }

    @Test
    void aFileThatIsThereTwiceIsNotGuessed() throws IOException {
        for (byte[] archive :
                all(
                        adder -> {
                            adder.add("v1/train.bin", ABC);
                            adder.add("v2/train.bin", ABC);
                        })) {
            try (SourceTree tree = unpack(archive)) {
                FileNotFoundException unclear =
                        assertThrows(FileNotFoundException.class, () -> tree.named("train.bin"));
                assertTrue(unclear.getMessage().contains("[v1/train.bin, v2/train.bin]"));
            }
        }
    }
}
