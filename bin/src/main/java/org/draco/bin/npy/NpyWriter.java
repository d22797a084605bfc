package org.draco.bin.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Writes a {@code .npy} file of version 1.0, little-endian, in C order, row by row; byte for byte what {@code numpy.save}
 * writes.
 *
 * <p>The rows go into a file beside the wanted one, which {@link #finish} puts in its place, over one that is there already;
 * when anything fails before that, {@link #close} removes it and nothing has happened. Owned by one thread.
 */
public final class NpyWriter implements AutoCloseable {

    private static final byte[] START = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    /** NumPy leaves room for the first extent to grow to this many digits. */
    private static final int GROWTH_DIGITS = 21;

    private static final int SLICE_BYTES = 1 << 16;

    private final Path file;
    private final Path aside;
    private final FileChannel channel;
    private final NpyType type;
    private final int rowLength;
    private final long rows;
    private long rowsWritten;
    private boolean finished;
    private final ByteBuffer slice =
            ByteBuffer.allocate(SLICE_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Begins a file.
     *
     * @param file where it will be
     * @param type of the numbers; not float64
     * @param shape one to three extents, each at least 0
     */
    public NpyWriter(Path file, NpyType type, long... shape) throws IOException {
        List<Long> extents = Arrays.stream(shape).boxed().toList();
        NpyHeader header = new NpyHeader(type, ByteOrder.LITTLE_ENDIAN, false, extents, 0);
        if (type == NpyType.FLOAT64
                || shape.length < 1
                || shape.length > 3
                || Arrays.stream(shape).anyMatch(extent -> extent < 0)) {
            throw new IllegalArgumentException(
                    "expected 1 to 3 extents of float32, int32, uint32 or complex64, found %s of %s"
                            .formatted(header.shapeText(), type.numpyName()));
        }
        this.file = file.toAbsolutePath();
        this.aside =
                this.file.resolveSibling(
                        "." + this.file.getFileName() + "." + UUID.randomUUID() + ".partial");
        this.type = type;
        this.rowLength = Math.multiplyExact(header.columns(), type.width());
        this.rows = header.rows();
        this.channel =
                FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            drain(ByteBuffer.wrap(headerBytes(type, extents)));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Everything before the numbers, as NumPy pads it. */
    static byte[] headerBytes(NpyType type, List<Long> shape) {
        String growth = " ".repeat(GROWTH_DIGITS - String.valueOf(shape.get(0)).length());
        String literal =
                "{'descr': '<%s', 'fortran_order': False, 'shape': %s, }%s"
                        .formatted(type.code(), NpyHeader.text(shape), growth);
        int unpadded = START.length + 2 + literal.length() + 1;
        // A whole 64 where none is needed: so does NumPy.
        int padding = ALIGNMENT - unpadded % ALIGNMENT;
        byte[] text = (literal + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(START.length + 2 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(START)
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    /**
     * Writes the next row of a float32 array or, with real and imaginary parts in turn, of a complex64 array.
     *
     * @param row only read
     * @throws IllegalArgumentException if it has the wrong length
     */
    public void write(float[] row) throws IOException {
        require(type == NpyType.FLOAT32 || type == NpyType.COMPLEX64, row.length);
        for (int from = 0; from < row.length; ) {
            int count = Math.min(row.length - from, SLICE_BYTES / Float.BYTES);
            slice.clear().asFloatBuffer().put(row, from, count);
            drain(slice.limit(count * Float.BYTES));
            from += count;
        }
    }

    /**
     * Writes the next row of an int32 or uint32 array.
     *
     * @param row only read
     * @throws IllegalArgumentException if it has the wrong length
     */
    public void write(int[] row) throws IOException {
        require(type == NpyType.INT32 || type == NpyType.UINT32, row.length);
        for (int from = 0; from < row.length; ) {
            int count = Math.min(row.length - from, SLICE_BYTES / Integer.BYTES);
            slice.clear().asIntBuffer().put(row, from, count);
            drain(slice.limit(count * Integer.BYTES));
            from += count;
        }
    }

    private void require(boolean rightType, int length) {
        if (!rightType || length != rowLength || rowsWritten == rows) {
            throw new IllegalArgumentException(
                    "%s: expected row %d of %d, %d words for %s, found %d"
                            .formatted(
                                    file, rowsWritten, rows, rowLength, type.numpyName(), length));
        }
        rowsWritten++;
    }

    private void drain(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Puts the complete file in its place.
     *
     * @throws IllegalStateException if rows are lacking
     */
    public void finish() throws IOException {
        if (rowsWritten != rows) {
            throw new IllegalStateException(
                    file + ": expected " + rows + " rows, found " + rowsWritten);
        }
        channel.force(true);
        channel.close();
        Files.move(
                aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        finished = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!finished) {
            Files.deleteIfExists(aside);
        }
    }
}
