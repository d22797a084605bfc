package org.draco.layout.dataset;

import java.io.Closeable;

/**
 * The samples of one split, by index. All methods but {@link #close} may be called by several threads at once.
 */
public interface Samples extends Closeable {

    /** How many there are. */
    int count();

    /** Bytes of each: channels x height x width. */
    int sampleBytes();

    /**
     * The class of a sample: an index into the data set's labels.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 <= index < count()}
     */
    int label(int index);

    /**
     * Copies a sample.
     *
     * @param into is given {@link #sampleBytes} bytes, from {@code offset} on
     * @throws IndexOutOfBoundsException unless {@code 0 <= index < count()} and the sample fits
     */
    void read(int index, byte[] into, int offset);
}
