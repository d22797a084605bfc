package org.draco.layout.dataset;

import java.io.Closeable;

/**
 * The samples of one split, by index. All methods but {@link #close} may be called by several threads at once.
 */
public interface Samples extends Closeable {

    /** How many there are. */
    int count();

    /** What the values of a sample are. */
    ValueType values();

    /** Bytes of each, as it is stored: channels x height x width values of {@link ValueType#bytes} bytes. */
    int sampleBytes();

    /**
     * The class of a sample: an index into the data set's labels.
     *
     * @throws java.io.UncheckedIOException if the sample cannot be read; its cause says why
     * @throws IndexOutOfBoundsException unless {@code 0 <= index < count()}
     */
    int label(int index);

    /**
     * Copies a sample as it is stored; float32 values are little-endian.
     *
     * @param into is given {@link #sampleBytes} bytes, from {@code offset} on
     * @throws java.io.UncheckedIOException if the sample cannot be read; its cause says why
     * @throws IndexOutOfBoundsException unless {@code 0 <= index < count()} and the sample fits
     */
    void read(int index, byte[] into, int offset);
}
