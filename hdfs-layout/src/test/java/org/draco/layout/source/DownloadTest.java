package org.draco.layout.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.draco.layout.DamagedFileException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    private static final int SIZE = 300_000;

    @TempDir Path dir;
    private final byte[] content = new byte[SIZE];
    private final BrokenServer server;
    private final List<Integer> pauses = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    DownloadTest() throws IOException {
        new Random(3).nextBytes(content);
        server = new BrokenServer(content);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path fetch(Checksum checksum) throws IOException, InterruptedException {
        Download download =
                new Download(
                        dir.resolve("downloads"),
                        (bytes, total) -> progress.add(bytes + "/" + total),
                        pauses::add);
        return download.fetch(server.address("set.bin"), Optional.ofNullable(checksum));
    }

    private static Checksum sha256(byte[] content) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
        return Checksum.sha256(HexFormat.of().formatHex(digest));
    }

    private void assertWhole(Path file) throws IOException {
        assertEquals(dir.resolve("downloads/set.bin"), file);
        assertArrayEquals(server.content, Files.readAllBytes(file));
        try (var files = Files.list(file.getParent())) {
            assertEquals(1, files.count(), "nothing else is left");
        }
    }

    @Test
    void aFileArrivesWhole() throws Exception {
        assertWhole(fetch(null));
        assertEquals("0/" + SIZE, progress.get(0));
        assertEquals(SIZE + "/" + SIZE, progress.get(progress.size() - 1));
        assertEquals(List.of(), pauses);
    }

    @Test
    void aBrokenDownloadGoesOnWhereItStopped() throws Exception {
        server.cuts.addAll(List.of(100_000, 50_000));
        assertWhole(fetch(null));
        assertEquals(List.of("", "bytes=100000-", "bytes=150000-"), server.ranges);
        assertEquals(List.of(1, 1), pauses);
    }

    @Test
    void itGoesOnInALaterRunToo() throws Exception {
        for (int i = 0; i < 5; i++) {
            server.cuts.add(i == 0 ? 70_000 : 0);
        }
        IOException broken = assertThrows(IOException.class, () -> fetch(null));
        assertTrue(
                broken.getMessage().contains("70000 bytes are in")
                        && broken.getMessage().contains("the same command goes on from there"),
                broken.getMessage());
        server.ranges.clear();
        server.cuts.clear();
        assertWhole(fetch(null));
        assertEquals(List.of("bytes=70000-"), server.ranges);
    }

    @Test
    void aServerThatKnowsNoRangesSendsAllAgain() throws Exception {
        server.cuts.add(100_000);
        server.ignoresRange = true;
        assertWhole(fetch(null));
    }

    @Test
    void anotherVersionIsFetchedFromItsStart() throws Exception {
        server.cuts.addAll(List.of(100_000, 0, 0, 0, 0));
        assertThrows(IOException.class, () -> fetch(null));
        server.cuts.clear();
        server.content = new byte[SIZE - 7];
        server.etag = "\"v2\"";
        assertWhole(fetch(null));
    }

    @Test
    void withoutAVersionNothingIsPutTogetherUnlessAChecksumJudgesIt() throws Exception {
        server.etag = null;
        server.cuts.add(100_000);
        assertWhole(fetch(null));
        assertEquals(List.of("", ""), server.ranges);
        Files.delete(dir.resolve("downloads/set.bin"));
        server.ranges.clear();
        server.cuts.add(100_000);
        assertWhole(fetch(sha256(content)));
        assertEquals(List.of("", "bytes=100000-"), server.ranges);
    }

    @Test
    void aPartThatIsNotTheOneAskedForIsNotUsed() throws Exception {
        server.cuts.add(100_000);
        server.lieAboutStart = 5;
        assertWhole(fetch(null));
        assertEquals(List.of("", "bytes=100000-", ""), server.ranges);
    }

    @Test
    void whatIsLongerThanTheFileBeginsAnew() throws Exception {
        Files.createDirectories(dir.resolve("downloads"));
        Files.write(dir.resolve("downloads/set.bin.part"), new byte[SIZE + 1]);
        Files.writeString(dir.resolve("downloads/set.bin.part.tag"), "\"v1\"");
        assertWhole(fetch(null));
        assertEquals(List.of("bytes=" + (SIZE + 1) + "-", ""), server.ranges);
    }

    @Test
    void anotherChecksumIsDamageAndNothingIsKept() throws Exception {
        Checksum other = sha256(new byte[1]);
        DamagedFileException damage = assertThrows(DamagedFileException.class, () -> fetch(other));
        assertTrue(damage.getMessage().contains("/set.bin is damaged"), damage.getMessage());
        assertTrue(damage.getMessage().contains("the SHA-256 " + other.hex()));
        assertTrue(damage.found().contains(sha256(content).hex()));
        assertEquals(1, server.ranges.size(), "no second attempt");
        try (var left = Files.list(dir.resolve("downloads"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aFileThatIsThereIsNotFetchedAgain() throws Exception {
        Checksum checksum = sha256(content);
        assertWhole(fetch(checksum));
        server.ranges.clear();
        assertWhole(fetch(checksum));
        assertEquals(List.of(), server.ranges);
        Files.write(dir.resolve("downloads/set.bin"), new byte[SIZE]);
        assertWhole(fetch(checksum));
        assertEquals(List.of(""), server.ranges);
    }

    @Test
    void aFileThatIsNotThereIsNotAskedForTwice() {
        for (int status : new int[] {404, 403, 410}) {
            server.status = status;
            server.ranges.clear();
            FileNotFoundException missing =
                    assertThrows(FileNotFoundException.class, () -> fetch(null));
            assertTrue(
                    missing.getMessage().contains("/set.bin: expected a file, found " + status),
                    missing.getMessage());
            assertEquals(1, server.ranges.size());
        }
    }

    @Test
    void aServerInTroubleIsAskedAgainAndThenGivenUp() {
        server.status = 503;
        IOException failure = assertThrows(IOException.class, () -> fetch(null));
        assertFalse(failure instanceof FileNotFoundException);
        assertTrue(failure.getMessage().contains("found 503"), failure.getMessage());
        assertEquals(5, server.ranges.size());
        assertEquals(List.of(1, 2, 3, 4), pauses);
    }

    @Test
    void aHostThatIsNotThereIsNotAskedForTwice() {
        Download download = new Download(dir, (bytes, total) -> {}, pauses::add);
        // RFC 6761: no host is ever called so.
        IOException failure =
                assertThrows(
                        IOException.class,
                        () ->
                                download.fetch(
                                        java.net.URI.create("http://draco.invalid/x"),
                                        Optional.empty()));
        assertTrue(
                failure.getMessage()
                        .endsWith(
                                "expected a host, found none called draco.invalid; if the web is not to be reached from here,"
                                        + " fetch the file elsewhere and name it in the place of the address"),
                failure.getMessage());
        assertEquals(List.of(), pauses);
    }

    @Test
    void redirectionsAreFollowedButNotForEver() throws Exception {
        server.redirect = "/elsewhere";
        assertWhole(fetch(null));
        server.redirect = "/loop";
        FileNotFoundException endless =
                assertThrows(FileNotFoundException.class, () -> fetch(null));
        assertTrue(endless.getMessage().contains("more than 10 redirections"));
        for (String elsewhere : List.of("file:///etc/passwd", "ftp://localhost/x", "http:// x")) {
            server.redirect = elsewhere;
            FileNotFoundException refused =
                    assertThrows(FileNotFoundException.class, () -> fetch(null));
            assertTrue(refused.getMessage().endsWith("found " + elsewhere), refused.getMessage());
        }
    }

    @Test
    void aSecureAddressIsNotLeftForAnOpenOne() {
        FileNotFoundException refused =
                assertThrows(
                        FileNotFoundException.class,
                        () -> Redirects.next(java.net.URI.create("https://a/b"), "http://a/b"));
        assertTrue(refused.getMessage().contains("https://a/b: expected a redirection"));
    }

    @Test
    void theNameOfTheFileIsTheAddressAndNothingElse() {
        for (String address : new String[] {"http://h/", "http://h/..", "http://h/%2e%2e"}) {
            Download download = new Download(dir, (bytes, total) -> {});
            assertThrows(
                    IllegalArgumentException.class,
                    () -> download.fetch(java.net.URI.create(address), Optional.empty()),
                    address);
        }
    }

    @Test
    void aDiskThatIsFullIsNotTriedAgain() throws Exception {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
        Files.createDirectories(dir.resolve("downloads"));
        Files.createSymbolicLink(dir.resolve("downloads/set.bin.part"), full);
        Files.writeString(dir.resolve("downloads/set.bin.part.tag"), "\"v1\"");
        PartialFile part = new PartialFile(dir.resolve("downloads/set.bin"));
        try (PartialFile.Appending out = part.append()) {
            IOException failure = assertThrows(IOException.class, () -> out.write(new byte[9], 9));
            assertTrue(failure.getMessage().endsWith("; free some room"), failure.getMessage());
        } finally {
            Files.delete(dir.resolve("downloads/set.bin.part"));
        }
    }

    @Test
    void aChecksumMustBeOne() {
        assertThrows(IllegalArgumentException.class, () -> Checksum.sha256("abc"));
        assertThrows(IllegalArgumentException.class, () -> Checksum.md5("zz".repeat(16)));
        assertEquals("ab".repeat(32), Checksum.sha256("AB".repeat(32)).hex());
        assertThrows(IllegalArgumentException.class, () -> new Checksum("CRC", "00"));
    }
}
