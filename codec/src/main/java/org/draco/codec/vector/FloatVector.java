package org.draco.codec.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;
import org.draco.codec.Parallelism;
import org.draco.codec.Slices;

/**
 * Floats.
 *
 * @param values the array itself, not a copy
 */
public record FloatVector(float[] values) implements NumberVector {

    @Override
    public NumberType type() {
        return NumberType.FLOAT32;
    }

    @Override
    public int length() {
        return values.length;
    }

    @Override
    public void write(int from, int count, ByteBuffer target) {
        slice(target, count).asFloatBuffer().put(values, from, count);
    }

    @Override
    public void read(int from, int count, ByteBuffer source) {
        slice(source, count).asFloatBuffer().get(values, from, count);
    }

    /**
     * Whether an array has neither NaN nor an infinity.
     *
     * <p>x * 0 is 0 for finite x and NaN for all others; a sum keeps a NaN. Eight sums, so that none waits for the last.
     */
    public static boolean isFinite(float[] x) {
        return isFinite(x, 0, x.length);
    }

    /** The same, found by several threads. */
    public static boolean isFinite(float[] x, Parallelism threads) {
        AtomicBoolean finite = new AtomicBoolean(true);
        Slices.forEach(
                x.length,
                threads,
                (from, to) -> {
                    if (!isFinite(x, from, to)) {
                        finite.set(false);
                    }
                });
        return finite.get();
    }

    private static boolean isFinite(float[] x, int from, int to) {
        float a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
        int i = from;
        for (; i + 7 < to; i += 8) {
            a += x[i] * 0f;
            b += x[i + 1] * 0f;
            c += x[i + 2] * 0f;
            d += x[i + 3] * 0f;
            e += x[i + 4] * 0f;
            f += x[i + 5] * 0f;
            g += x[i + 6] * 0f;
            h += x[i + 7] * 0f;
        }
        for (; i < to; i++) {
            a += x[i] * 0f;
        }
        return a + b + c + d + e + f + g + h == 0;
    }

    private static ByteBuffer slice(ByteBuffer buffer, int count) {
        ByteBuffer part = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(buffer.position() + count * Float.BYTES);
        return part;
    }
}
