package org.draco.am.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.DracoLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveStoreTest {

    @TempDir Path dir;
    private Path archive;
    private ArchiveStore store;

    @BeforeEach
    void anArchiveAndAStore() throws IOException {
        archive = Files.writeString(dir.resolve("draco.tar.gz"), "what runs");
        FileSystem fs = FileSystem.getLocal(new Configuration());
        store =
                new ArchiveStore(
                        fs,
                        new DracoLayout(
                                new org.apache.hadoop.fs.Path(dir.resolve("root").toUri())));
    }

    @Test
    void sendsAnArchiveUnderItsDigest() throws IOException {
        Path sent = Path.of(store.add(archive).toUri());
        assertArrayEquals(Files.readAllBytes(archive), Files.readAllBytes(sent));
        // printf 'what runs' | sha256sum
        assertEquals(
                "5b3f3a001e6a26421b75fb8399a3c13f1aef720ab10c7c4645a119fd311a98da.tar.gz",
                sent.getFileName().toString());
    }

    @Test
    void sendsEachContentOnceAndLeavesNothingElse() throws IOException {
        Path sent = Path.of(store.add(archive).toUri());
        FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(sent, longAgo);
        Path copy = Files.copy(archive, dir.resolve("the-same-under-another-name.tar.gz"));
        assertEquals(sent, Path.of(store.add(copy).toUri()));
        assertEquals(longAgo, Files.getLastModifiedTime(sent), "not written again");
        try (Stream<Path> there = Files.list(sent.getParent())) {
            assertEquals(1, there.count());
        }
    }

    @Test
    void anotherContentIsAnotherArchive() throws IOException {
        org.apache.hadoop.fs.Path first = store.add(archive);
        Files.writeString(archive, "what ran");
        assertNotEquals(first, store.add(archive));
    }

    @Test
    void refusesAnArchiveOfAnotherLengthUnderItsName() throws IOException {
        Path sent = Path.of(store.add(archive).toUri());
        Files.writeString(sent, "half");
        IOException refused = assertThrows(IOException.class, () -> store.add(archive));
        assertTrue(refused.getMessage().contains("expected the 9 bytes"), refused.getMessage());
        assertTrue(refused.getMessage().contains("found 4"), refused.getMessage());
    }
}
