package org.draco.codec.vector;

import java.util.function.IntFunction;

/** In what numbers a vector is. */
public enum NumberType {
    /** Single precision, 4 bytes. */
    FLOAT32(Float.BYTES, 1, length -> new FloatVector(new float[length])),
    /** Double precision, 8 bytes. */
    FLOAT64(Double.BYTES, 1, length -> new DoubleVector(new double[length])),
    /** Residues modulo 2^31 - 1, 4 bytes, two to a lane. */
    RESIDUE(Integer.BYTES, 2, ResidueVector::new);

    private final int bytes;
    private final int alignment;
    private final IntFunction<NumberVector> maker;

    NumberType(int bytes, int alignment, IntFunction<NumberVector> maker) {
        this.bytes = bytes;
        this.alignment = alignment;
        this.maker = maker;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** What the place of a part's first number must be a multiple of. */
    public int alignment() {
        return alignment;
    }

    /** A vector of zeros. */
    public NumberVector newVector(int length) {
        return maker.apply(length);
    }
}
