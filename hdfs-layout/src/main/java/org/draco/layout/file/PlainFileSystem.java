package org.draco.layout.file;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/**
 * The places where file systems differ in ways that matter to us.
 *
 * <ul>
 *   <li>Hadoop's {@link LocalFileSystem} keeps {@code .crc} files beside ours; its streams hold back up to one
 *       checksum chunk whatever {@code hflush} says, and a file and its {@code .crc} cannot be renamed in one step. Our
 *       formats bring their own checksums, so this module reads and writes local files without the {@code .crc}.
 *   <li>{@link FileSystem#rename(Path, Path)} replaces an existing target (local), refuses it (HDFS) or moves
 *       <em>into</em> it (a directory, both). The two renames here say which they mean.
 * </ul>
 */
public final class PlainFileSystem {

    private PlainFileSystem() {}

    /** The file system to use in place of {@code fs}: the same, save that local files come without {@code .crc}. */
    public static FileSystem of(FileSystem fs) {
        return fs instanceof LocalFileSystem local ? local.getRaw() : fs;
    }

    /**
     * Renames a file and replaces what is at the target: in one step on HDFS and on local POSIX file systems; elsewhere
     * the target is deleted first, so a reader may for a moment find neither.
     */
    public static void replace(FileSystem fs, Path from, Path to) throws IOException {
        if (fs instanceof DistributedFileSystem hdfs) {
            hdfs.rename(from, to, Options.Rename.OVERWRITE);
            return;
        }
        if (fs.exists(to)
                && (fs.getFileStatus(to).isDirectory() || !(fs instanceof RawLocalFileSystem))) {
            // Not recursive: a directory that holds anything is not ours to delete.
            fs.delete(to, false);
        }
        require(fs.rename(from, to), from, to);
    }

    /**
     * Renames a directory to a name that must not be taken.
     *
     * @return false if it is taken, also when another process takes it at this very moment
     */
    public static boolean moveDirectory(FileSystem fs, Path from, Path to) throws IOException {
        if (fs.exists(to)) {
            return false;
        }
        if (fs instanceof DistributedFileSystem hdfs) {
            try {
                hdfs.rename(from, to, Options.Rename.NONE);
                return true;
            } catch (org.apache.hadoop.fs.FileAlreadyExistsException taken) {
                return false;
            }
        }
        require(fs.rename(from, to), from, to);
        Path strayed = new Path(to, from.getName());
        if (fs.exists(strayed)) {
            // Someone else was first, and the rename went into their directory.
            fs.delete(strayed, true);
            return false;
        }
        return true;
    }

    private static void require(boolean renamed, Path from, Path to) throws IOException {
        if (!renamed) {
            throw new IOException(
                    "cannot rename "
                            + from
                            + " to "
                            + to
                            + ": the file system refused without a reason");
        }
    }
}
