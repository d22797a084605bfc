package org.draco.layout.file;

import static org.draco.layout.Damage.assertDamaged;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.Damage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedJsonTest {

    private record Note(String text, double number) {}

    private static final SealedJson JSON = new SealedJson("draco-note", 3);
    private static final Note NOTE = new Note("hello", 1.5);

    @TempDir java.nio.file.Path dir;
    private FileSystem fs;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        file = new Path(dir.toUri().getPath(), "note.json");
    }

    @Test
    void saysWhatItIsAndOfWhichVersion() throws IOException {
        JSON.write(fs, file, NOTE);
        String crc =
                Files.readString(Damage.local(file))
                        .replaceAll("(?s).*\"crc32c\" : \"([0-9a-f]{8})\".*", "$1");
        String expected =
                """
                {
                  "format" : "draco-note",
                  "version" : 3,
                  "text" : "hello",
                  "number" : 1.5,
                  "crc32c" : "%s"
                }
                """;
        assertEquals(expected.formatted(crc), Files.readString(Damage.local(file)));
        assertEquals(NOTE, JSON.read(fs, file, Note.class));
        assertEquals(Optional.of(NOTE), JSON.readIfPresent(fs, file, Note.class));
    }

    @Test
    void whiteSpaceMayChange() throws IOException {
        JSON.write(fs, file, NOTE);
        replace("\n", "\r\n\t");
        assertEquals(NOTE, JSON.read(fs, file, Note.class));
    }

    @Test
    void aChangedValueIsFoundByTheChecksum() throws IOException {
        JSON.write(fs, file, NOTE);
        replace("hello", "hallo");
        assertDamaged(file, 0, "a draco-note file of version 3", "crc32c: expected", this::read);
    }

    @Test
    void aForeignFormatIsRefusedByName() throws IOException {
        new SealedJson("draco-song", 3).write(fs, file, NOTE);
        String found = "format: expected \"draco-note\", found \"draco-song\"";
        assertDamaged(file, 0, "a draco-note file of version 3", found, this::read);
    }

    @Test
    void aForeignVersionIsRefusedByNumber() throws IOException {
        new SealedJson("draco-note", 4).write(fs, file, NOTE);
        assertDamaged(
                file,
                0,
                "a draco-note file of version 3",
                "version: expected 3, found 4",
                this::read);
    }

    @Test
    void aCutFileIsRefusedWithThePlace() throws IOException {
        JSON.write(fs, file, NOTE);
        Damage.resize(file, 40);
        assertDamaged(file, 40, "a draco-note file of version 3", "end-of-input", this::read);
    }

    @Test
    void aMissingChecksumIsNotForgiven() throws IOException {
        AsideFile.write(
                fs,
                file,
                "{\"format\":\"draco-note\",\"version\":3,\"text\":\"hello\",\"number\":1.5}");
        assertDamaged(
                file, 0, "a draco-note file", "found nothing: the key is missing", this::read);
    }

    @Test
    void anAbsentFileIsAbsent() throws IOException {
        assertThrows(FileNotFoundException.class, this::read);
        assertEquals(Optional.empty(), JSON.readIfPresent(fs, file, Note.class));
    }

    @Test
    void aDirectoryAndBytesThatAreNoTextAreReported() throws IOException {
        fs.mkdirs(file);
        assertDamaged(file, 0, "a file", "a directory", this::read);
        fs.delete(file, false);
        Files.write(Damage.local(file), new byte[] {'{', ' ', (byte) 0xff, '}'});
        assertDamaged(file, 2, "text in UTF-8", "byte 0xff", this::read);
        Files.write(Damage.local(file), new byte[] {'{', ' ', (byte) 0xc3});
        assertDamaged(file, 2, "text in UTF-8", "byte 0xc3", this::read);
    }

    @Test
    void aHugeFileIsRefusedBeforeMemoryIsTaken() throws IOException {
        try (var sparse = new java.io.RandomAccessFile(Damage.local(file).toFile(), "rw")) {
            sparse.setLength(TextFile.MAX_BYTES + 1L);
        }
        assertDamaged(
                file, TextFile.MAX_BYTES, "at most 67108864 bytes", "67108865 bytes", this::read);
    }

    private Note read() throws IOException {
        return JSON.read(fs, file, Note.class);
    }

    private void replace(String from, String to) throws IOException {
        Files.writeString(
                Damage.local(file), Files.readString(Damage.local(file)).replace(from, to));
    }
}
