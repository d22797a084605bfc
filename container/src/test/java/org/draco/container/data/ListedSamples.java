package org.draco.container.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.draco.layout.dataset.Samples;
import org.draco.layout.dataset.ValueType;

/** Samples in memory, for tests: added one by one, read as if they lay in a data set. Not to be added to while read. */
public final class ListedSamples implements Samples {

    private record Sample(int label, byte[] bytes) {}

    private final ValueType values;
    private final int sampleBytes;
    private final List<Sample> samples = new ArrayList<>();

    /** No samples yet; each will have this many bytes. */
    public ListedSamples(int sampleBytes) {
        this(ValueType.BYTES, sampleBytes);
    }

    private ListedSamples(ValueType values, int sampleBytes) {
        this.values = values;
        this.sampleBytes = sampleBytes;
    }

    /** No samples yet; each will have this many float32 values. */
    public static ListedSamples ofNumbers(int sampleValues) {
        return new ListedSamples(ValueType.FLOAT32, 4 * sampleValues);
    }

    /** Adds a sample behind the others. */
    public void add(int label, byte[] bytes) {
        if (bytes.length != sampleBytes) {
            throw new IllegalArgumentException(
                    "sample: expected " + sampleBytes + " bytes, found " + bytes.length);
        }
        samples.add(new Sample(label, bytes.clone()));
    }

    /** Adds a sample of {@link #ofNumbers} behind the others. */
    public void add(int label, float... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        add(label, bytes.array());
    }

    @Override
    public int count() {
        return samples.size();
    }

    @Override
    public ValueType values() {
        return values;
    }

    @Override
    public int sampleBytes() {
        return sampleBytes;
    }

    @Override
    public int label(int index) {
        return samples.get(index).label;
    }

    @Override
    public void read(int index, byte[] into, int offset) {
        System.arraycopy(samples.get(index).bytes, 0, into, offset, sampleBytes);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
