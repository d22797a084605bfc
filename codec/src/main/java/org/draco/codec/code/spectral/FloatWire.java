package org.draco.codec.code.spectral;

/** How a component of an answer travels. */
public enum FloatWire {
    /** IEEE 754 single precision, four bytes. */
    FLOAT32(0x1p-24, 0x1p-24),
    /** IEEE 754 double precision, eight bytes. */
    FLOAT64(0x1p-53, 0x1p-50);

    private final double unitRoundoff;
    private final double noise;

    FloatWire(double unitRoundoff, double noise) {
        this.unitRoundoff = unitRoundoff;
        this.noise = noise;
    }

    /** The largest relative error of rounding to nearest. */
    public double unitRoundoff() {
        return unitRoundoff;
    }

    /**
     * How far, relatively, an honest answer may be from the exact one: the unit roundoff; but eight of them in double precision, where
     * coefficients, encoding and decoding are no more precise than the answers.
     */
    public double noise() {
        return noise;
    }
}
