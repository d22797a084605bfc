package org.draco.layout.dataset;

import java.util.Locale;

/** What the values of a data set's samples are. Their order is part of the file format. */
public enum ValueType {
    /** Unsigned bytes, 0 to 255: pictures as they are published. They are normalised when they are read. */
    BYTES(1),
    /** IEEE 754 numbers of 32 bits, little-endian: tables. They are shown to a network as they are. */
    FLOAT32(4);

    private final int bytes;

    ValueType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes that one value takes in a file. */
    public int bytes() {
        return bytes;
    }

    /** Name in manifests and messages: {@code bytes} or {@code float32}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
