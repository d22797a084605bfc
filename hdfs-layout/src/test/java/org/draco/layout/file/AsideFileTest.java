package org.draco.layout.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.draco.layout.RecordingFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsideFileTest {

    @TempDir java.nio.file.Path dir;
    private FileSystem fs;
    private Path target;

    @BeforeEach
    void open() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        target = new Path(dir.toUri().getPath(), "target");
    }

    @Test
    void isSeenUnderItsNameOnlyAfterCommit() throws IOException {
        try (AsideFile file = AsideFile.create(fs, target)) {
            file.stream().write(bytes("new"));
            assertFalse(fs.exists(target));
            assertTrue(
                    names().get(0).matches("\\.target\\.[0-9a-f-]{36}\\.aside"),
                    names().toString());
            file.commit();
            assertEquals(List.of("target"), names());
        }
        assertEquals("new", Files.readString(dir.resolve("target")));
    }

    @Test
    void theOldContentStaysUntilCommitAndIsThenReplacedWhole() throws IOException {
        AsideFile.write(fs, target, "the old and longer content");
        try (AsideFile file = AsideFile.create(fs, target)) {
            file.stream().write(bytes("new"));
            assertEquals("the old and longer content", Files.readString(dir.resolve("target")));
            file.commit();
        }
        assertEquals("new", Files.readString(dir.resolve("target")));
    }

    @Test
    void withoutCommitNothingHasHappened() throws IOException {
        AsideFile.write(fs, target, "old");
        try (AsideFile file = AsideFile.create(fs, target)) {
            file.stream().write(bytes("half"));
        }
        assertEquals(List.of("target"), names());
        assertEquals("old", Files.readString(dir.resolve("target")));
    }

    @Test
    void twoWritersOfOneTargetDoNotMeet() throws IOException {
        try (AsideFile one = AsideFile.create(fs, target);
                AsideFile other = AsideFile.create(fs, target)) {
            one.stream().write(bytes("one"));
            other.stream().write(bytes("other"));
            other.commit();
            one.commit();
        }
        assertEquals("one", Files.readString(dir.resolve("target")));
        assertEquals(List.of("target"), names());
    }

    @Test
    void isDurableBeforeItHasItsName() throws IOException {
        RecordingFileSystem recording = new RecordingFileSystem();
        AsideFile.write(recording, target, "new");
        assertEquals(List.of("hsync", "close", "rename"), recording.events());
        recording.events().clear();
        try (AsideFile file = AsideFile.create(recording, target)) {
            file.commitAndKeepOpen().close();
        }
        assertEquals(List.of("hsync", "rename", "close"), recording.events());
    }

    @Test
    void aFileKeptOpenIsWrittenOnUnderItsName() throws IOException {
        AsideFile.write(fs, target, "old");
        try (AsideFile file = AsideFile.create(fs, target)) {
            file.stream().write(bytes("a"));
            try (var stream = file.commitAndKeepOpen()) {
                stream.write(bytes("b"));
                stream.hflush();
                assertEquals("ab", Files.readString(dir.resolve("target")));
            }
        }
        assertEquals("ab", Files.readString(dir.resolve("target")));
    }

    @Test
    void aDirectoryThatHoldsSomethingIsNeverReplaced() throws IOException {
        Files.createDirectories(dir.resolve("target/precious"));
        assertThrows(IOException.class, () -> AsideFile.write(fs, target, "new"));
        assertTrue(Files.isDirectory(dir.resolve("target/precious")));
        assertEquals(List.of("target"), names());
    }

    @Test
    void aFileSystemThatRefusesToRenameOntoAFileIsServedToo() throws IOException {
        FileSystem refusing = new RefusesToReplace();
        AsideFile.write(refusing, target, "old");
        AsideFile.write(refusing, target, "new");
        assertEquals("new", Files.readString(dir.resolve("target")));
    }

    @Test
    void aFailedRenameIsAnErrorThatNamesBothAndLeavesNothingAside() throws IOException {
        FileSystem failing =
                new RefusesToReplace() {
                    @Override
                    public boolean rename(Path from, Path to) {
                        return false;
                    }
                };
        IOException failure =
                assertThrows(IOException.class, () -> AsideFile.write(failing, target, "new"));
        assertTrue(failure.getMessage().contains("cannot rename"), failure.getMessage());
        assertTrue(failure.getMessage().contains(target + ": "), failure.getMessage());
        assertEquals(List.of(), names());
    }

    @Test
    void aDirectoryIsMovedOnlyToANameThatIsFree() throws IOException {
        Path from = new Path(target.getParent(), "from");
        fs.mkdirs(new Path(from, "inside"));
        assertTrue(PlainFileSystem.moveDirectory(PlainFileSystem.of(fs), from, target));
        assertTrue(Files.isDirectory(dir.resolve("target/inside")));
        fs.mkdirs(from);
        assertFalse(PlainFileSystem.moveDirectory(PlainFileSystem.of(fs), from, target));
        assertEquals(List.of("from", "target"), names());
    }

    @Test
    void aDirectoryThatComesSecondInARaceDoesNotStayInsideTheFirst() throws IOException {
        Path from = new Path(target.getParent(), "from");
        fs.mkdirs(from);
        FileSystem racing =
                new RefusesToReplace() {
                    @Override
                    public boolean rename(Path source, Path to) throws IOException {
                        // What HDFS's plain rename does when the target has come into being: it
                        // moves into it.
                        fs.mkdirs(new Path(to, "theirs"));
                        return fs.rename(source, new Path(to, source.getName()));
                    }
                };
        assertFalse(PlainFileSystem.moveDirectory(racing, from, target));
        assertEquals(List.of("theirs"), List.of(dir.resolve("target").toFile().list()));
    }

    /** As HDFS and the object stores do it. */
    private static class RefusesToReplace extends FilterFileSystem {

        RefusesToReplace() throws IOException {
            super(new RawLocalFileSystem());
            fs.initialize(URI.create("file:///"), new Configuration());
        }

        @Override
        public boolean rename(Path from, Path to) throws IOException {
            return !fs.exists(to) && fs.rename(from, to);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> names() throws IOException {
        try (Stream<java.nio.file.Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
