package org.draco.layout.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;

/**
 * A file that appears under its name only when it is whole and durable: written under a unique hidden name in the same
 * directory, {@code hsync}ed, closed, renamed. What was under the name before stays until that moment.
 *
 * <pre>
 * try (AsideFile file = AsideFile.create(fs, target)) {
 *     file.stream().write(...);
 *     file.commit();
 * }   // without commit: nothing has happened
 * </pre>
 *
 * <p>Not thread-safe; several processes may write the same target at once, and the last to commit wins whole.
 */
public final class AsideFile implements AutoCloseable {

    private static final String SUFFIX = ".aside";

    private final FileSystem fs;
    private final Path target;
    private final Path aside;
    private final FSDataOutputStream stream;
    private boolean open = true;
    private boolean committed;

    private AsideFile(FileSystem fs, Path target) throws IOException {
        this.fs = PlainFileSystem.of(fs);
        this.target = Objects.requireNonNull(target, "target");
        this.aside = aside(target);
        this.stream = this.fs.create(aside, false);
    }

    /** Starts a file that will be {@code target}; the directory is made if it is missing. */
    public static AsideFile create(FileSystem fs, Path target) throws IOException {
        return new AsideFile(fs, target);
    }

    /** Writes a whole text in UTF-8. */
    public static void write(FileSystem fs, Path target, String text) throws IOException {
        try (AsideFile file = create(fs, target)) {
            file.stream().write(text.getBytes(StandardCharsets.UTF_8));
            file.commit();
        }
    }

    /** A hidden name beside {@code target} that nobody else uses: {@code .<name>.<random>.aside}. */
    public static Path aside(Path target) {
        return new Path(
                target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + SUFFIX);
    }

    /** Whether a file is one that {@link #aside} names, of a target of this name. */
    private static boolean isAside(Path file, String targetName) {
        return file.getName().startsWith("." + targetName + ".") && file.getName().endsWith(SUFFIX);
    }

    /**
     * Deletes what attempts to write this target have left aside that could not even clean up, because the file system was away.
     * Not while another process writes the same target.
     */
    public static void removeLeftovers(FileSystem fs, Path target) throws IOException {
        try {
            for (FileStatus status : fs.listStatus(target.getParent())) {
                if (isAside(status.getPath(), target.getName())) {
                    fs.delete(status.getPath(), false);
                }
            }
        } catch (FileNotFoundException absent) {
            // The directory is made with its first file.
        }
    }

    /** Where to write; it need not be closed. */
    public OutputStream stream() {
        return stream;
    }

    /** Makes the content durable and gives it its name. */
    public void commit() throws IOException {
        stream.hsync();
        finishWriting();
        PlainFileSystem.replace(fs, aside, target);
        committed = true;
    }

    /**
     * As {@link #commit}, but the file stays open for appending: the caller gets the stream and closes it. On HDFS the
     * lease belongs to the file, not to its name, so the renamed file can be written on.
     */
    public FSDataOutputStream commitAndKeepOpen() throws IOException {
        stream.hsync();
        PlainFileSystem.replace(fs, aside, target);
        committed = true;
        open = false;
        return stream;
    }

    /**
     * Drops the file unless it is committed. That its stream cannot be closed then is no matter; HDFS's would throw the very
     * exception that kept the file from being written, which cannot suppress itself.
     */
    @Override
    public void close() throws IOException {
        if (committed) {
            return;
        }
        if (open) {
            open = false;
            IOUtils.closeStream(stream);
        }
        fs.delete(aside, false);
    }

    private void finishWriting() throws IOException {
        if (open) {
            open = false;
            stream.close();
        }
    }
}
