package org.draco.bin.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A directory that is gone when it is closed, or when the process ends before that. */
final class TemporaryDirectory implements AutoCloseable {

    private final Path path;
    private final AtExit atExit;

    TemporaryDirectory(String prefix) throws IOException {
        path = Files.createTempDirectory(prefix);
        atExit = new AtExit(AtExit.DELETE_FILES, this::delete);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        atExit.close();
        delete();
    }

    /** As much as can be deleted; what is left is in the system's directory for such things. */
    private void delete() {
        try {
            Files.walkFileTree(
                    path,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path directory, IOException failure) throws IOException {
                            Files.delete(directory);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException ignored) {
            return;
        }
    }
}
