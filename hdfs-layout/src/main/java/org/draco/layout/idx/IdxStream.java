package org.draco.layout.idx;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.draco.layout.DamagedFileException;

/**
 * Reads one IDX file of unsigned bytes from front to back.
 *
 * <pre>
 * offset  bytes   (all numbers big-endian)
 *      0      2  zero
 *      2      1  type of the data: 8, unsigned bytes
 *      3      1  dimensions D: 3 for pictures, 1 for labels
 *      4     4D  size of each dimension, the first is the number of items
 *   4+4D         the items
 * </pre>
 *
 * <p>Gzip is known by its first two bytes, whatever the file is called; several gzip members may follow each other.
 * Offsets in messages count uncompressed bytes. Nothing is allocated by a count: {@link #read} fills the caller's array.
 */
final class IdxStream implements Closeable {

    /** Bound of one item, as large as a data set's largest sample. */
    static final int MAX_ITEM_BYTES = 64 << 20;

    private static final int UNSIGNED_BYTES = 8;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final IdxInput input;
    private final SourceStream source;
    private final InputStream in;
    private final boolean compressed;
    private final int[] sizes;
    private long position;

    private IdxStream(IdxInput input, SourceStream source, int dimensions) throws IOException {
        this.input = input;
        this.source = source;
        BufferedInputStream buffered = new BufferedInputStream(source, 1 << 16);
        this.compressed = startsAsGzip(buffered);
        this.in = compressed ? gzip(buffered) : buffered;
        this.sizes = header(dimensions);
    }

    /**
     * Opens a file and reads its header.
     *
     * @param dimensions that it must have
     * @throws DamagedFileException if it is not such a file, or, where its size is known, is not as long as it claims
     */
    static IdxStream open(IdxInput input, int dimensions) throws IOException {
        SourceStream source = new SourceStream(input.opener().open());
        try {
            return new IdxStream(input, source, dimensions);
        } catch (IOException | RuntimeException failed) {
            source.close();
            throw failed;
        }
    }

    /** Items in the file. */
    int count() {
        return sizes[0];
    }

    /** Size of dimension {@code i} of an item, the first is 1. */
    int size(int i) {
        return sizes[i];
    }

    /** Bytes of one item. */
    int itemBytes() {
        return (int) itemBytes(sizes);
    }

    /** Reads the next item into {@code item}, which has {@link #itemBytes} bytes. */
    void read(byte[] item) throws IOException {
        fill(item, "bytes of " + count() + " items");
    }

    /** To be called after the last item: nothing may follow. */
    void requireEnd() throws IOException {
        byte[] one = new byte[1];
        if (readSome(one, 0) > 0) {
            throw damaged(
                    position, "the end of the data after " + count() + " items", "more bytes");
        }
    }

    /** Reads all that is left, and fails as that fails. */
    void requireSound() throws IOException {
        byte[] item = new byte[itemBytes()];
        for (int i = 0; i < count(); i++) {
            read(item);
        }
        requireEnd();
    }

    DamagedFileException damaged(long offset, String expected, String found) {
        String where = compressed ? " (offset in the uncompressed data)" : "";
        return new DamagedFileException(input.path(), offset, expected, found + where);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private int[] header(int dimensions) throws IOException {
        byte[] magic = new byte[4];
        fill(magic, "bytes of a header");
        int expected = UNSIGNED_BYTES << 8 | dimensions;
        int found = ByteBuffer.wrap(magic).getInt();
        if (found != expected) {
            String what =
                    String.format(
                            "the magic 0x%08x (unsigned bytes, %d dimensions)",
                            expected, dimensions);
            throw damaged(0, what, String.format("0x%08x", found));
        }
        ByteBuffer header = ByteBuffer.allocate(4 * dimensions);
        fill(header.array(), "bytes of a header");
        int[] sizes = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = header.getInt();
            if (sizes[i] < 1) {
                String size = Integer.toUnsignedString(sizes[i]);
                throw damaged(4L + 4 * i, "a size of 1 to " + Integer.MAX_VALUE, size);
            }
        }
        checkSizes(sizes);
        return sizes;
    }

    private void checkSizes(int[] found) throws DamagedFileException {
        long item = itemBytes(found);
        if (item > MAX_ITEM_BYTES) {
            String sizes = Arrays.toString(Arrays.copyOfRange(found, 1, found.length));
            throw damaged(
                    8, "items of at most " + MAX_ITEM_BYTES + " bytes", "items of size " + sizes);
        }
        long bytes = position + found[0] * item;
        if (!compressed && input.length() >= 0 && input.length() != bytes) {
            long offset = Math.min(bytes, input.length());
            throw damaged(
                    offset, bytes + " bytes for " + found[0] + " items", input.length() + " bytes");
        }
    }

    private static long itemBytes(int[] sizes) {
        long bytes = 1;
        for (int i = 1; i < sizes.length; i++) {
            // Once beyond the bound it stays there, so no product of sizes overflows.
            bytes = Math.min(bytes * sizes[i], MAX_ITEM_BYTES + 1L);
        }
        return bytes;
    }

    private void fill(byte[] into, String what) throws IOException {
        int filled = 0;
        while (filled < into.length) {
            int read = readSome(into, filled);
            if (read <= 0) {
                throw damaged(
                        position, (into.length - filled) + " more " + what, "the end of the data");
            }
            filled += read;
            position += read;
        }
    }

    private int readSome(byte[] into, int from) throws IOException {
        try {
            return in.read(into, from, into.length - from);
        } catch (IOException broken) {
            source.rethrowFailure();
            throw damaged(
                    position, "gzip data", "data that does not decompress: " + broken.getMessage());
        }
    }

    private InputStream gzip(InputStream buffered) throws IOException {
        try {
            return GzipCompressorInputStream.builder()
                    .setInputStream(buffered)
                    .setDecompressConcatenated(true)
                    .get();
        } catch (IOException broken) {
            source.rethrowFailure();
            throw damaged(0, "a gzip header", "one that cannot be read: " + broken.getMessage());
        }
    }

    private static boolean startsAsGzip(BufferedInputStream buffered) throws IOException {
        buffered.mark(2);
        int start = buffered.read() << 8 | buffered.read();
        buffered.reset();
        return start == GZIP_MAGIC;
    }
}
