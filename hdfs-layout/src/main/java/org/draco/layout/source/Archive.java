package org.draco.layout.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.draco.layout.DamagedFileException;

/**
 * Archives as sources: tar, plain or gzip, and zip, known by their first bytes and not by their names.
 *
 * <p><b>Guarantee.</b> An archive is hostile until it has been read to its end. Refused are: names that are absolute or
 * lead out ({@code ..}, backslashes, drive letters), links, devices and other things that are no files, the same name twice, encrypted
 * entries, more entries, bytes or bytes for each byte than {@link ArchiveLimits} allows, content that does not agree with
 * its size or checksum, and archives that end too early. No name in an archive becomes a name on the disk, and nothing is left there.
 */
public final class Archive {

    private static final int TAR_BLOCK = 512;
    private static final byte[] ZIP_FILE = {'P', 'K', 3, 4};
    private static final byte[] ZIP_EMPTY = {'P', 'K', 5, 6};

    private Archive() {}

    /** Whether a file is an archive, judged by its first bytes. */
    public static boolean isArchive(SourceFile file) throws IOException {
        return isZip(file) || isTar(file);
    }

    private static boolean isZip(SourceFile file) throws IOException {
        try (SourceStream in = SourceStream.open(file)) {
            byte[] start = in.compressed() ? new byte[0] : in.readNBytes(4);
            return Arrays.equals(start, ZIP_FILE) || Arrays.equals(start, ZIP_EMPTY);
        }
    }

    private static boolean isTar(SourceFile file) throws IOException {
        try (SourceStream in = SourceStream.open(file)) {
            byte[] start = in.readNBytes(TAR_BLOCK);
            return start.length == TAR_BLOCK && TarArchiveInputStream.matches(start, TAR_BLOCK);
        }
    }

    /**
     * Unpacks an archive: its files are copied to one temporary file, which goes when the tree is closed.
     *
     * @param file of known length
     * @param scratch an existing directory on the local disk with room for the content
     * @throws DamagedFileException if the archive is refused, saying which entry and why
     */
    public static SourceTree unpack(SourceFile file, Path scratch, ArchiveLimits limits)
            throws IOException {
        Spill spill = new Spill(scratch);
        try {
            Unpacking unpacking = new Unpacking(file, spill, limits);
            if (isZip(file)) {
                ZipEntries.read(file, scratch, unpacking);
            } else {
                TarEntries.read(file, unpacking);
            }
            spill.flush();
            return new SourceTree(file.path().toString(), unpacking.files(), spill);
        } catch (IOException | RuntimeException failed) {
            spill.close();
            throw failed;
        }
    }
}
