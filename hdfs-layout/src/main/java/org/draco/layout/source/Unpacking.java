package org.draco.layout.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;

/** One archive on its way to the disk: judges each entry before and while it is copied. Not thread-safe. */
final class Unpacking {

    private static final String REMEDY = "get the archive again, from a place that you trust";

    private final SourceFile archive;
    private final Spill spill;
    private final ArchiveLimits limits;
    private final long maxBytes;
    private final byte[] buffer = new byte[1 << 16];
    private final SortedMap<String, SourceFile> files = new TreeMap<>();
    private long entries;

    Unpacking(SourceFile archive, Spill spill, ArchiveLimits limits) {
        this.archive = archive;
        this.spill = spill;
        this.limits = limits;
        this.maxBytes = limits.bytesOf(archive.length());
    }

    SortedMap<String, SourceFile> files() {
        return files;
    }

    /**
     * Judges an entry by what is known of it before its content.
     *
     * @param offset in the archive, of the entry or behind it
     * @param notAFile what it is, if it is neither file nor directory; else null
     */
    void begin(String name, long offset, String notAFile) throws DamagedFileException {
        String fault = EntryName.fault(name);
        if (fault != null) {
            throw refused(offset, "entries with plain relative names", fault);
        }
        if (notAFile != null) {
            throw refused(
                    offset, "files and directories alone", notAFile + ", " + EntryName.shown(name));
        }
        entries++;
        if (entries > limits.entries()) {
            throw refused(offset, "at most " + limits.entries() + " entries", "more");
        }
    }

    /**
     * Copies a file's content.
     *
     * @param size that it must have; -1 if that is not known
     * @param crc32 that it must have; -1 if that is not known
     */
    void copy(String name, long offset, InputStream content, long size, long crc32)
            throws IOException {
        String plain = EntryName.plain(name);
        if (plain.isEmpty() || files.containsKey(plain)) {
            throw refused(
                    offset,
                    "each name once",
                    "a second file " + EntryName.shown(plain.isEmpty() ? name : plain));
        }
        long start = spill.size();
        CRC32 crc = new CRC32();
        for (int read = read(name, offset, content);
                read >= 0;
                read = read(name, offset, content)) {
            crc.update(buffer, 0, read);
            spill.write(buffer, read);
            if (spill.size() > maxBytes) {
                throw refused(
                        offset,
                        "at most %d bytes of content in an archive of %d bytes"
                                .formatted(maxBytes, archive.length()),
                        "more, in the entry " + EntryName.shown(name));
            }
        }
        long length = spill.size() - start;
        requireSame(name, offset, "bytes", size, length);
        requireSame(name, offset, "as CRC32", crc32, crc.getValue());
        Path path = new Path(archive.path() + "!/" + plain);
        files.put(plain, new SourceFile(path, length, () -> spill.open(start, length)));
    }

    private int read(String name, long offset, InputStream content) throws IOException {
        try {
            return content.read(buffer);
        } catch (DamagedFileException alreadyTold) {
            throw alreadyTold;
        } catch (IOException | RuntimeException broken) {
            throw refused(
                    offset,
                    "the content of the entry " + EntryName.shown(name),
                    "what cannot be read: " + broken.getMessage());
        }
    }

    private void requireSame(String name, long offset, String what, long expected, long found)
            throws DamagedFileException {
        if (expected >= 0 && expected != found) {
            throw refused(
                    offset,
                    "%d %s in the entry %s".formatted(expected, what, EntryName.shown(name)),
                    Long.toString(found));
        }
    }

    DamagedFileException refused(long offset, String expected, String found) {
        return new DamagedFileException(archive.path(), offset, expected, found, REMEDY);
    }
}
