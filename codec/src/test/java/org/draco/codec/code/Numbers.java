package org.draco.codec.code;

import java.util.Arrays;
import java.util.Random;
import org.draco.codec.vector.DoubleVector;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberType;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.vector.ResidueVector;

/** Vectors of any type as doubles, one by one, and back: what liars calculate with. */
final class Numbers {

    /** The modulus of residues. */
    private static final int P = Integer.MAX_VALUE;

    private Numbers() {}

    static double[] of(NumberVector vector) {
        if (vector instanceof FloatVector floats) {
            return widen(floats.values());
        } else if (vector instanceof DoubleVector doubles) {
            return doubles.values().clone();
        } else if (vector instanceof ResidueVector residues) {
            return Arrays.stream(residues.toArray()).mapToDouble(Integer::toUnsignedLong).toArray();
        }
        throw new AssertionError(vector);
    }

    static double[] widen(float[] vector) {
        double[] wide = new double[vector.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = vector[i];
        }
        return wide;
    }

    /** A vector of these; as residues, infinities become p and NaN all bits, neither of which is one. */
    static NumberVector like(NumberType type, double... values) {
        return switch (type) {
            case FLOAT32 -> {
                float[] floats = new float[values.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = (float) values[i];
                }
                yield new FloatVector(floats);
            }
            case FLOAT64 -> new DoubleVector(values.clone());
            case RESIDUE ->
                    ResidueVector.of(Arrays.stream(values).mapToInt(Numbers::residue).toArray());
        };
    }

    private static int residue(double value) {
        if (Double.isNaN(value)) {
            return -1;
        }
        return Double.isInfinite(value) ? P : Math.floorMod((long) value, P);
    }

    /** The next number of that type. */
    static double next(NumberType type, double value) {
        return switch (type) {
            case FLOAT32 -> Math.nextUp((float) value);
            case FLOAT64 -> Math.nextUp(value);
            case RESIDUE -> value + 1;
        };
    }

    /** Normal numbers; as residues any. */
    static double[] random(NumberType type, int length, Random random) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = type == NumberType.RESIDUE ? random.nextInt(P) : random.nextGaussian();
        }
        return values;
    }

    /** Another vector with the same numbers. */
    static NumberVector copy(NumberVector vector) {
        return like(vector.type(), of(vector));
    }

    /** The array that a vector owns. */
    static Object array(NumberVector vector) {
        if (vector instanceof FloatVector floats) {
            return floats.values();
        } else if (vector instanceof DoubleVector doubles) {
            return doubles.values();
        } else if (vector instanceof ResidueVector residues) {
            return residues.lanes();
        }
        throw new AssertionError(vector);
    }

    /** Whether all bits are equal. */
    static boolean same(NumberVector one, NumberVector other) {
        return one.type() == other.type() && Arrays.equals(bits(one), bits(other));
    }

    private static long[] bits(NumberVector vector) {
        return Arrays.stream(of(vector)).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    static int[] bits(float[] vector) {
        int[] bits = new int[vector.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(vector[i]);
        }
        return bits;
    }

    /** The Euclidean norm. */
    static double norm(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
    }

    static double distance(double[] one, double[] other) {
        double[] difference = one.clone();
        for (int i = 0; i < one.length; i++) {
            difference[i] -= other[i];
        }
        return norm(difference);
    }
}
