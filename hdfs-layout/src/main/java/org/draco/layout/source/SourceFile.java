package org.draco.layout.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One file of a source, wherever it is.
 *
 * @param path what it is called in messages
 * @param length its bytes as they lie there, perhaps compressed; -1 if that is not known
 * @param opener opens it from the start, any number of times
 */
public record SourceFile(Path path, long length, Opener opener) {

    /** Opens the file; who calls it closes what it gets. */
    @FunctionalInterface
    public interface Opener {
        /** The file's bytes as they lie there, from the first on. */
        InputStream open() throws IOException;
    }

    /** Refuses nothings. */
    public SourceFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(opener, "opener");
    }

    /**
     * A file of a file system.
     *
     * @throws java.io.FileNotFoundException if there is none, or if it is a directory
     */
    public static SourceFile of(FileSystem fs, Path path) throws IOException {
        FileStatus status = fs.getFileStatus(path);
        if (!status.isFile()) {
            throw new java.io.FileNotFoundException(path + ": expected a file, found a directory");
        }
        return new SourceFile(path, status.getLen(), () -> fs.open(path));
    }
}
