package org.draco.layout.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.draco.layout.DamagedFileException;

/**
 * The content of a {@link SourceFile} from front to back, uncompressed. Gzip is known by its first two bytes, whatever
 * the file is called; several gzip members may follow each other.
 *
 * <p>Data that does not decompress ends in a {@link DamagedFileException}; a failure of what lies below, in that failure.
 * Offsets count uncompressed bytes. Not thread-safe.
 */
public final class SourceStream extends InputStream {

    private static final int GZIP_MAGIC = 0x1f8b;

    private final SourceFile file;
    private final RawStream raw;
    private final InputStream in;
    private final boolean compressed;
    private long position;

    private SourceStream(SourceFile file, RawStream raw) throws IOException {
        this.file = file;
        this.raw = raw;
        BufferedInputStream buffered = new BufferedInputStream(raw, 1 << 16);
        this.compressed = startsAsGzip(buffered);
        this.in = compressed ? new BufferedInputStream(gzip(buffered), 1 << 16) : buffered;
    }

    /** Opens a file at its start. */
    public static SourceStream open(SourceFile file) throws IOException {
        RawStream raw = new RawStream(file.opener().open());
        try {
            return new SourceStream(file, raw);
        } catch (IOException | RuntimeException failed) {
            raw.close();
            throw failed;
        }
    }

    /** Whether the file is compressed, so that its length says nothing of the content's. */
    public boolean compressed() {
        return compressed;
    }

    /** Offset of the byte that is read next. */
    public long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        int read;
        try {
            read = in.read(into, offset, length);
        } catch (IOException broken) {
            raw.rethrowFailure();
            throw damaged(
                    position, "gzip data", "data that does not decompress: " + broken.getMessage());
        }
        position += Math.max(0, read);
        return read;
    }

    /**
     * Fills an array.
     *
     * @param what the bytes are, for the message
     * @throws DamagedFileException if the content ends before
     */
    public void fill(byte[] into, String what) throws IOException {
        int filled = readNBytes(into, 0, into.length);
        if (filled < into.length) {
            throw damaged(
                    position, (into.length - filled) + " more " + what, "the end of the data");
        }
    }

    /** To be called where nothing may follow; {@code after} says what was before. */
    public void requireEnd(String after) throws IOException {
        long end = position;
        if (read() >= 0) {
            throw damaged(end, "the end of the data after " + after, "more bytes");
        }
    }

    /** A fault in this file. */
    public DamagedFileException damaged(long offset, String expected, String found) {
        String where = compressed ? " (offset in the uncompressed data)" : "";
        return new DamagedFileException(file.path(), offset, expected, found + where);
    }

    /** The file that is read. */
    public SourceFile file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private InputStream gzip(InputStream buffered) throws IOException {
        try {
            return GzipCompressorInputStream.builder()
                    .setInputStream(buffered)
                    .setDecompressConcatenated(true)
                    .get();
        } catch (IOException broken) {
            raw.rethrowFailure();
            throw new DamagedFileException(
                    file.path(),
                    0,
                    "a gzip header",
                    "one that cannot be read: " + broken.getMessage());
        }
    }

    private static boolean startsAsGzip(BufferedInputStream buffered) throws IOException {
        buffered.mark(2);
        int start = buffered.read() << 8 | buffered.read();
        buffered.reset();
        return start == GZIP_MAGIC;
    }
}
