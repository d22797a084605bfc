package org.draco.bin.npy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of number that are read and written here. */
public enum NpyType {
    /** IEEE single precision. */
    FLOAT32("f4", 4),
    /** IEEE double precision; read as float32, never written. */
    FLOAT64("f8", 8),
    /** Signed 32-bit integers. */
    INT32("i4", 4),
    /** Unsigned 32-bit integers; in Java the same 32 bits as an {@code int}. */
    UINT32("u4", 4),
    /** Real and imaginary part, each in single precision. */
    COMPLEX64("c8", 8);

    private final String code;
    private final int bytes;

    NpyType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** NumPy's letter and width, e.g. {@code "f4"}. */
    String code() {
        return code;
    }

    /** The size of one number in a file. */
    public int bytes() {
        return bytes;
    }

    /** How many Java {@code float} or {@code int} one number becomes. */
    public int width() {
        return this == COMPLEX64 ? 2 : 1;
    }

    /** Whether {@link NpyReader#nextFloats} reads it as one float for each number. */
    public boolean real() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /** NumPy's own name, e.g. {@code "float32"}. */
    public String numpyName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<NpyType> byCode(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    static String allDescriptors() {
        return Arrays.stream(values())
                .map(type -> "'<" + type.code + "'")
                .collect(Collectors.joining(", "));
    }
}
