package org.draco.codec.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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
        float a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
        int i = 0;
        for (; i + 7 < x.length; i += 8) {
            a += x[i] * 0f;
            b += x[i + 1] * 0f;
            c += x[i + 2] * 0f;
            d += x[i + 3] * 0f;
            e += x[i + 4] * 0f;
            f += x[i + 5] * 0f;
            g += x[i + 6] * 0f;
            h += x[i + 7] * 0f;
        }
        for (; i < x.length; i++) {
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
