package org.draco.layout.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.draco.layout.DamagedFileException;

/** Reads a tar, plain or gzip, from front to back and to its very end, so that gzip's checksum is seen too. */
final class TarEntries {

    private static final int BLOCK = 512;

    /** A header with all that belongs to it, long names included, which the reader holds in memory. */
    private static final int MAX_HEADER_BYTES = 1 << 20;

    private TarEntries() {}

    static void read(SourceFile file, Unpacking unpacking) throws IOException {
        try (SourceStream in = SourceStream.open(file)) {
            HeaderLimit limit = new HeaderLimit(in);
            TarArchiveInputStream tar = new TarArchiveInputStream(limit);
            long contentEnd = 0;
            TarArchiveEntry entry = next(tar, limit, in, unpacking);
            while (entry != null) {
                unpacking.begin(entry.getName(), in.position(), notAFile(entry));
                if (!entry.isDirectory()) {
                    unpacking.copy(entry.getName(), in.position(), tar, entry.getSize(), -1);
                }
                contentEnd = in.position();
                entry = next(tar, limit, in, unpacking);
            }
            in.transferTo(OutputStream.nullOutputStream());
            // The reader takes the end of the data for the end of the tar, which has a block of its
            // own.
            if (in.position() < (contentEnd + BLOCK - 1) / BLOCK * BLOCK + BLOCK) {
                throw unpacking.refused(
                        in.position(), "a block of zeros, which ends a tar", "the end of the data");
            }
        }
    }

    private static TarArchiveEntry next(
            TarArchiveInputStream tar, HeaderLimit limit, SourceStream in, Unpacking unpacking)
            throws IOException {
        try {
            limit.left = MAX_HEADER_BYTES;
            TarArchiveEntry entry = tar.getNextEntry();
            limit.left = Long.MAX_VALUE;
            return entry;
        } catch (DamagedFileException alreadyTold) {
            throw alreadyTold;
        } catch (IOException | RuntimeException broken) {
            throw unpacking.refused(
                    in.position(),
                    "the header of an entry",
                    "what cannot be read: " + broken.getMessage());
        }
    }

    private static String notAFile(TarArchiveEntry entry) {
        if (entry.isSymbolicLink() || entry.isLink()) {
            return entry.isLink() ? "a hard link" : "a symbolic link";
        }
        if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
            return entry.isFIFO() ? "a pipe" : "a device";
        }
        if (entry.isSparse()) {
            return "a sparse file";
        }
        return entry.isDirectory() || entry.isFile() ? null : "something that is no file";
    }

    /** Stops a reader that reads more than it may. */
    private static final class HeaderLimit extends FilterInputStream {

        private long left = Long.MAX_VALUE;

        private HeaderLimit(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            spend(1);
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            spend(Math.max(0, read));
            return read;
        }

        private void spend(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("it has more than " + MAX_HEADER_BYTES + " bytes");
            }
        }
    }
}
