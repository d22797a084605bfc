package org.draco.codec.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Residues modulo 2^31 - 1, packed two by two: lane i holds number 2i in its low and number 2i + 1 in its high half, so that
 * arithmetic in 64-bit lanes needs no widening. With an odd length the last high half is zero.
 *
 * <p>What comes from a worker may be any 32-bit number, read without sign.
 */
public final class ResidueVector implements NumberVector {

    private static final long LOW = 0xFFFFFFFFL;

    private final int length;
    private final long[] lanes;

    /** A vector of zeros. */
    public ResidueVector(int length) {
        this.length = length;
        this.lanes = new long[length / 2 + length % 2];
    }

    /** A packed copy. */
    public static ResidueVector of(int[] residues) {
        ResidueVector vector = new ResidueVector(residues.length);
        for (int i = 0; i < residues.length; i++) {
            vector.lanes[i >> 1] |= (residues[i] & LOW) << ((i & 1) * Integer.SIZE);
        }
        return vector;
    }

    @Override
    public NumberType type() {
        return NumberType.RESIDUE;
    }

    @Override
    public int length() {
        return length;
    }

    /** The packed numbers themselves, not a copy. */
    public long[] lanes() {
        return lanes;
    }

    /** The numbers one by one; a new array. */
    public int[] toArray() {
        int[] residues = new int[length];
        for (int i = 0; i < length; i++) {
            residues[i] = (int) (lanes[i >> 1] >>> ((i & 1) * Integer.SIZE));
        }
        return residues;
    }

    @Override
    public void write(int from, int count, ByteBuffer target) {
        ByteBuffer part = slice(target, from, count);
        part.asLongBuffer().put(lanes, from / 2, count / 2);
        if (count % 2 != 0) {
            part.putInt((count - 1) * Integer.BYTES, (int) lanes[(from + count) / 2]);
        }
    }

    @Override
    public void read(int from, int count, ByteBuffer source) {
        ByteBuffer part = slice(source, from, count);
        part.asLongBuffer().get(lanes, from / 2, count / 2);
        if (count % 2 != 0) {
            lanes[(from + count) / 2] = part.getInt((count - 1) * Integer.BYTES) & LOW;
        }
    }

    private ByteBuffer slice(ByteBuffer buffer, int from, int count) {
        boolean ends = from + count == length;
        if (from % 2 != 0 || (count % 2 != 0 && !ends)) {
            throw new IllegalArgumentException(
                    "residues: expected whole lanes, found %d from %d on of %d"
                            .formatted(count, from, length));
        }
        ByteBuffer part = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(buffer.position() + count * Integer.BYTES);
        return part;
    }
}
