package org.draco.bin.npy;

import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a file says of its array, checked against the length of the file.
 *
 * @param type of the numbers
 * @param byteOrder of the numbers in the file
 * @param fortranOrder whether the first index varies fastest in the file; {@link NpyReader} gives rows all the same
 * @param shape one to three extents, each at least 0, the last at most {@link #MAX_COLUMNS}
 * @param dataOffset where the numbers begin
 */
public record NpyHeader(
        NpyType type,
        ByteOrder byteOrder,
        boolean fortranOrder,
        List<Long> shape,
        long dataOffset) {

    /** The longest row: what a Java array of two floats for each number can hold. */
    public static final long MAX_COLUMNS = (Integer.MAX_VALUE - 8) / 2;

    /** Copies the shape. */
    public NpyHeader {
        shape = List.copyOf(shape);
    }

    /** Extents. */
    public int dimensions() {
        return shape.size();
    }

    /** The last extent, which is the length of a row. */
    public int columns() {
        return Math.toIntExact(shape.get(shape.size() - 1));
    }

    /** The product of all extents but the last; 1 for a vector. */
    public long rows() {
        return shape.subList(0, shape.size() - 1).stream().reduce(1L, Math::multiplyExact);
    }

    /** The shape as Python writes it, e.g. {@code (3,)}. */
    public String shapeText() {
        return text(shape);
    }

    static String text(List<Long> shape) {
        String extents = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return shape.size() == 1 ? "(" + extents + ",)" : "(" + extents + ")";
    }
}
