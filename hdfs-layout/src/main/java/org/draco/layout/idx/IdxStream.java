package org.draco.layout.idx;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.draco.layout.DamagedFileException;
import org.draco.layout.source.SourceFile;
import org.draco.layout.source.SourceStream;

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
 * <p>The file may be compressed, as {@link SourceStream} says. Nothing is allocated by a count: {@link #read} fills the caller's array.
 */
final class IdxStream implements Closeable {

    /** Bound of one item, as large as a data set's largest sample. */
    static final int MAX_ITEM_BYTES = 64 << 20;

    private static final int UNSIGNED_BYTES = 8;

    private final SourceStream in;
    private final int[] sizes;

    private IdxStream(SourceStream in, int dimensions) throws IOException {
        this.in = in;
        this.sizes = header(dimensions);
    }

    /**
     * Opens a file and reads its header.
     *
     * @param dimensions that it must have
     * @throws DamagedFileException if it is not such a file, or, where its size is known, is not as long as it claims
     */
    static IdxStream open(SourceFile input, int dimensions) throws IOException {
        SourceStream in = SourceStream.open(input);
        try {
            return new IdxStream(in, dimensions);
        } catch (IOException | RuntimeException failed) {
            in.close();
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
        in.fill(item, "bytes of " + count() + " items");
    }

    /** To be called after the last item: nothing may follow. */
    void requireEnd() throws IOException {
        in.requireEnd(count() + " items");
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
        return in.damaged(offset, expected, found);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private int[] header(int dimensions) throws IOException {
        byte[] magic = new byte[4];
        in.fill(magic, "bytes of a header");
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
        in.fill(header.array(), "bytes of a header");
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
        long length = in.file().length();
        long bytes = in.position() + found[0] * item;
        if (!in.compressed() && length >= 0 && length != bytes) {
            long offset = Math.min(bytes, length);
            throw damaged(offset, bytes + " bytes for " + found[0] + " items", length + " bytes");
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
}
