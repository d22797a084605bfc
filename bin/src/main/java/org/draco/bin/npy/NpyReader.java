package org.draco.bin.npy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a {@code .npy} file of version 1.0, 2.0 or 3.0 row by row, so that a file may be larger than any Java array.
 *
 * <p>Arrays of one to three dimensions; a row is what varies along the last one. Either byte order is read. float64 is
 * rounded to float32, and refused where a finite number would become infinite. An array in Fortran order is transposed in
 * memory when its first row is asked for; others never take more memory than a row.
 *
 * <p>The file is taken to be hostile: the header is checked against the file's length before any memory is taken for what
 * it says. Owned by one thread.
 */
public final class NpyReader implements AutoCloseable {

    private static final int[] MAGIC = {0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int SLICE_BYTES = 1 << 16;
    private static final long MAX_HEADER_BYTES = 1 << 20;
    private static final int MAX_DIMENSIONS = 3;

    private final Path file;
    private final InputStream in;
    private final long length;
    private final NpyHeader header;
    private final byte[] slice = new byte[SLICE_BYTES];
    private long position;
    private long rowsRead;
    private int[][] transposed;

    /**
     * Opens a file and reads its header.
     *
     * @throws NpyFormatException if it is no such file, is damaged, or holds what is not read here
     */
    public NpyReader(Path file) throws IOException {
        this.file = file;
        this.length = Files.size(file);
        this.in = new BufferedInputStream(Files.newInputStream(file), SLICE_BYTES);
        try {
            this.header = readHeader();
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** What the file says of itself. */
    public NpyHeader header() {
        return header;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    private NpyHeader readHeader() throws IOException {
        byte[] start = read(8, "the magic and the version");
        for (int i = 0; i < MAGIC.length; i++) {
            if ((start[i] & 0xFF) != MAGIC[i]) {
                throw bad(
                        i,
                        "NumPy's magic, byte 0x%02x".formatted(MAGIC[i]),
                        "0x%02x".formatted(start[i] & 0xFF));
            }
        }
        int major = start[6] & 0xFF;
        int minor = start[7] & 0xFF;
        if (major < 1 || major > 3 || minor != 0) {
            throw bad(6, "version 1.0, 2.0 or 3.0", major + "." + minor);
        }
        int sizeBytes = major == 1 ? 2 : 4;
        byte[] size = Arrays.copyOf(read(sizeBytes, "the length of the header"), 4);
        long bytes = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xFFFFFFFFL;
        if (bytes > MAX_HEADER_BYTES) {
            throw bad(8, "a header of at most " + MAX_HEADER_BYTES + " bytes", bytes + " bytes");
        }
        long literalAt = position;
        // One char a byte, in every version: what is not ASCII is refused anyway, and offsets stay
        // right.
        String text =
                new String(
                        read((int) bytes, "a header of " + bytes + " bytes"),
                        StandardCharsets.ISO_8859_1);
        return checked(new HeaderLiteral(file, literalAt, text));
    }

    private NpyHeader checked(HeaderLiteral literal) throws NpyFormatException {
        String descr = literal.descr();
        NpyType type =
                NpyType.byCode(descr.isEmpty() ? "" : descr.substring(1))
                        .filter(known -> descr.charAt(0) == '<' || descr.charAt(0) == '>')
                        .orElseThrow(
                                () ->
                                        literal.badDescr(
                                                "one of the types "
                                                        + NpyType.allDescriptors()
                                                        + " in either byte order",
                                                "'" + descr.replaceAll("[^ -~]", "?") + "'"));
        ByteOrder order = descr.charAt(0) == '<' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        List<Long> shape = literal.shape();
        if (shape.isEmpty() || shape.size() > MAX_DIMENSIONS) {
            throw literal.badShape("1 to " + MAX_DIMENSIONS + " dimensions", "" + shape.size());
        }
        if (shape.get(shape.size() - 1) > NpyHeader.MAX_COLUMNS) {
            throw literal.badShape(
                    "rows of at most " + NpyHeader.MAX_COLUMNS + " numbers", NpyHeader.text(shape));
        }
        long end;
        try {
            long numbers = shape.stream().filter(n -> n != 0).reduce(1L, Math::multiplyExact);
            // Even where an extent is 0 the others must be sane, since rows() multiplies them.
            long bytes = Math.multiplyExact(numbers, type.bytes());
            end = shape.contains(0L) ? position : Math.addExact(position, bytes);
        } catch (ArithmeticException e) {
            throw literal.badShape("a shape whose size is a number", NpyHeader.text(shape));
        }
        if (length != end) {
            throw bad(
                    Math.min(length, end),
                    "%s of shape %s to end the file at byte %d"
                            .formatted(type.numpyName(), NpyHeader.text(shape), end),
                    length < end ? "its end" : (length - end) + " bytes more");
        }
        return new NpyHeader(type, order, literal.fortranOrder(), shape, position);
    }

    /**
     * The next row of a float32 or float64 array, rounded to float32.
     *
     * @return as many floats as there are columns; the caller's to keep
     * @throws IllegalStateException if the array is of another type or has no more rows
     */
    public float[] nextFloats() throws IOException {
        require(NpyType.FLOAT32, NpyType.FLOAT64);
        return floats(nextRow());
    }

    /**
     * The next row of a complex64 array: real and imaginary parts in turn, two floats for each number.
     *
     * @throws IllegalStateException if the array is of another type or has no more rows
     */
    public float[] nextComplex() throws IOException {
        require(NpyType.COMPLEX64, NpyType.COMPLEX64);
        return floats(nextRow());
    }

    /**
     * The next row of an int32 or uint32 array; of the latter the same 32 bits.
     *
     * @throws IllegalStateException if the array is of another type or has no more rows
     */
    public int[] nextInts() throws IOException {
        require(NpyType.INT32, NpyType.UINT32);
        return nextRow();
    }

    private void require(NpyType one, NpyType other) {
        if (header.type() != one && header.type() != other) {
            throw new IllegalStateException(
                    file + " holds " + header.type().numpyName() + ", not " + one.numpyName());
        }
        if (rowsRead == header.rows()) {
            throw new IllegalStateException(file + " has no more than " + rowsRead + " rows");
        }
    }

    private static float[] floats(int[] words) {
        float[] floats = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            floats[i] = Float.intBitsToFloat(words[i]);
        }
        return floats;
    }

    private int[] nextRow() throws IOException {
        if (!header.fortranOrder() || header.rows() <= 1 || header.columns() == 0) {
            rowsRead++;
            return words(header.columns());
        }
        if (transposed == null) {
            transposed = transpose();
        }
        int row = (int) rowsRead++;
        int[] words = transposed[row];
        transposed[row] = null;
        return words;
    }

    /** In the file the first index varies fastest, then the second: columns of rows that are themselves transposed. */
    private int[][] transpose() throws IOException {
        if (header.rows() > Integer.MAX_VALUE / 2) {
            throw bad(
                    header.dataOffset(),
                    "C order for an array of so many rows",
                    "Fortran order, " + header.rows() + " rows");
        }
        int rows = (int) header.rows();
        int width = header.type().width();
        int outer = Math.toIntExact(header.shape().get(0));
        int inner = rows / outer;
        int[][] all = new int[rows][header.columns() * width];
        for (int column = 0; column < header.columns(); column++) {
            int[] stored = words(rows);
            for (int at = 0; at < rows; at++) {
                int row = at % outer * inner + at / outer;
                System.arraycopy(stored, at * width, all[row], column * width, width);
            }
        }
        return all;
    }

    /** The next numbers of the file, each as one or two words of 32 bits. */
    private int[] words(int numbers) throws IOException {
        int[] words = new int[numbers * header.type().width()];
        boolean narrow = header.type() == NpyType.FLOAT64;
        int wordBytes = narrow ? Double.BYTES : Integer.BYTES;
        for (int from = 0; from < words.length; ) {
            int count = Math.min(words.length - from, SLICE_BYTES / wordBytes);
            readSlice(count * wordBytes);
            ByteBuffer bytes = ByteBuffer.wrap(slice).order(header.byteOrder());
            if (narrow) {
                for (int i = 0; i < count; i++) {
                    double value = bytes.getDouble();
                    long at = position - (long) (count - i) * wordBytes;
                    words[from + i] = Float.floatToRawIntBits(narrowed(value, at));
                }
            } else {
                bytes.asIntBuffer().get(words, from, count);
            }
            from += count;
        }
        return words;
    }

    private float narrowed(double value, long at) throws NpyFormatException {
        float narrow = (float) value;
        if (Float.isInfinite(narrow) && !Double.isInfinite(value)) {
            throw bad(at, "a float64 within the range of float32", "" + value);
        }
        return narrow;
    }

    private byte[] read(int bytes, String what) throws IOException {
        if (bytes > length - position) {
            throw bad(length, what, "the end of the file");
        }
        byte[] read = in.readNBytes(bytes);
        position += read.length;
        if (read.length < bytes) {
            throw bad(position, what, "the end of the file");
        }
        return read;
    }

    private void readSlice(int bytes) throws IOException {
        int read = in.readNBytes(slice, 0, bytes);
        position += read;
        if (read < bytes) {
            throw bad(position, bytes - read + " bytes more", "the end of a file that has shrunk");
        }
    }

    private NpyFormatException bad(long offset, String expected, String found) {
        return new NpyFormatException(file, offset, expected, found);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
