package org.draco.codec.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.draco.codec.kernel.RowKernels;

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

    /** Whether an array has neither NaN nor an infinity. */
    public static boolean isFinite(float[] x) {
        return RowKernels.best().largestMagnitude(x, 0, x.length) < RowKernels.FIRST_NOT_FINITE;
    }

    private static ByteBuffer slice(ByteBuffer buffer, int count) {
        ByteBuffer part = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(buffer.position() + count * Float.BYTES);
        return part;
    }
}
