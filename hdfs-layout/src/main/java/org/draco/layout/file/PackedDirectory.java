package org.draco.layout.file;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.draco.layout.DamagedFileException;

/**
 * A directory as one file, which takes the place of the one before in one step: an uncompressed zip. Hidden files, such as those that are
 * being written aside, are not in it.
 */
public final class PackedDirectory {

    private static final int BUFFER_BYTES = 1 << 16;

    private PackedDirectory() {}

    /**
     * Packs a directory in which nobody writes meanwhile.
     *
     * @param from where the directory is
     * @param to where the file goes
     */
    public static void write(FileSystem from, Path directory, FileSystem to, Path file)
            throws IOException {
        FileSystem plain = PlainFileSystem.of(from);
        Path root = plain.makeQualified(directory);
        try (AsideFile aside = AsideFile.create(to, file)) {
            OutputStream out = new BufferedOutputStream(aside.stream(), BUFFER_BYTES);
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.setLevel(Deflater.NO_COMPRESSION);
            RemoteIterator<LocatedFileStatus> files = plain.listFiles(root, true);
            while (files.hasNext()) {
                Path next = files.next().getPath();
                if (!next.getName().startsWith(".")) {
                    zip.putNextEntry(new ZipEntry(root.toUri().relativize(next.toUri()).getPath()));
                    copy(plain, next, zip);
                    zip.closeEntry();
                }
            }
            zip.finish();
            out.flush();
            aside.commit();
        }
    }

    private static void copy(FileSystem from, Path file, OutputStream out) throws IOException {
        try (InputStream in = from.open(file)) {
            in.transferTo(out);
        }
    }

    /**
     * Unpacks such a file.
     *
     * @param from where the file is
     * @param to where the directory is, which is made if it is missing
     * @throws DamagedFileException if the file is not what was written; some of it may have been unpacked
     */
    public static void read(FileSystem from, Path file, FileSystem to, Path directory)
            throws IOException {
        FileSystem plain = PlainFileSystem.of(to);
        int entries = 0;
        try (ZipInputStream zip = new ZipInputStream(from.open(file))) {
            for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
                Path target = new Path(directory, requireBelow(next.getName()));
                try (OutputStream out = plain.create(target, true)) {
                    zip.transferTo(out);
                }
                entries++;
            }
        } catch (ZipException | EOFException damage) {
            throw damaged(file, damage.getMessage());
        }
        if (entries == 0) {
            throw damaged(file, "none");
        }
    }

    private static String requireBelow(String name) throws ZipException {
        boolean inside = !name.startsWith("/") && !("/" + name + "/").contains("/../");
        if (!inside) {
            throw new ZipException("an entry " + name + ", which is outside");
        }
        return name;
    }

    private static DamagedFileException damaged(Path file, String found) {
        return new DamagedFileException(
                file, 0, "a zip with files", found, "delete it, and all is made anew");
    }
}
