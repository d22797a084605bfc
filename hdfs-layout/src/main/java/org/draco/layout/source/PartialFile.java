package org.draco.layout.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What has arrived of a file: {@code <name>.part}, and in {@code <name>.part.tag} of which version. */
final class PartialFile {

    private static final int MAX_TAG_BYTES = 1024;

    private final Path file;
    private final Path part;
    private final Path tag;

    PartialFile(Path file) {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.tag = file.resolveSibling(file.getFileName() + ".part.tag");
    }

    Path path() {
        return part;
    }

    long size() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /** The version that has begun to arrive, if the server named it. */
    Optional<String> tag() throws IOException {
        if (!Files.exists(tag) || Files.size(tag) > MAX_TAG_BYTES) {
            return Optional.empty();
        }
        String text = Files.readString(tag, StandardCharsets.ISO_8859_1).strip();
        boolean header = !text.isEmpty() && text.chars().noneMatch(Character::isISOControl);
        return header ? Optional.of(text) : Optional.empty();
    }

    /** Begins anew, with this version. */
    void restart(Optional<String> version) throws IOException {
        // The bytes go first: the tag of another version must never stand beside them.
        Files.deleteIfExists(part);
        Files.deleteIfExists(tag);
        if (version.isPresent()) {
            Files.writeString(tag, version.get(), StandardCharsets.ISO_8859_1);
        }
    }

    Appending append() throws IOException {
        return new Appending(
                Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** Gives the file its name. */
    void finish() throws IOException {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(tag);
    }

    void delete() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(tag);
    }

    /** Writes behind what has arrived. */
    final class Appending implements AutoCloseable {

        private final OutputStream out;

        private Appending(OutputStream out) {
            this.out = out;
        }

        /** @throws FileSystemException if the disk does not take it, which no other attempt mends */
        void write(byte[] bytes, int length) throws FileSystemException {
            try {
                out.write(bytes, 0, length);
            } catch (IOException full) {
                throw new FileSystemException(
                        part.toString(), null, full.getMessage() + "; free some room");
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
