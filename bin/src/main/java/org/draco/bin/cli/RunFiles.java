package org.draco.bin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The local directory in which a run leaves its files. */
final class RunFiles {

    private RunFiles() {}

    /** Refuses a directory that already has something in it: nothing is overwritten. */
    static void requireFree(Path directory) throws IOException, FaultySpecificationException {
        if (!Files.exists(directory)) {
            return;
        }
        boolean empty;
        if (Files.isDirectory(directory)) {
            try (var entries = Files.list(directory)) {
                empty = entries.findAny().isEmpty();
            }
        } else {
            empty = false;
        }
        if (!empty) {
            throw new FaultySpecificationException(
                    List.of(
                            "train-dir: expected a new or empty directory, found files in "
                                    + directory));
        }
    }
}
