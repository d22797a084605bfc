package org.draco.codec.code.group;

/**
 * When two gradients agree: equal bits, or a difference whose Euclidean norm is at most tolerance times the larger norm.
 *
 * @param dimension d
 * @param tolerance relative
 */
record Nearness(int dimension, double tolerance) {

    /** Two that are honest can be within the tolerance of a third, hence at most this far from each other. */
    private double reach() {
        return 2 * tolerance / (1 - tolerance);
    }

    boolean agree(float[] one, float[] other) {
        return within(one, other, tolerance);
    }

    /** Whether one of the two must be a lie if the other agrees with an honest gradient. */
    boolean exclude(float[] one, float[] other) {
        return !within(one, other, reach());
    }

    private static boolean within(float[] one, float[] other, double reach) {
        double difference = 0;
        double first = 0;
        double second = 0;
        boolean equal = true;
        for (int i = 0; i < one.length; i++) {
            double a = one[i];
            double b = other[i];
            equal &= Float.floatToRawIntBits(one[i]) == Float.floatToRawIntBits(other[i]);
            difference += (a - b) * (a - b);
            first += a * a;
            second += b * b;
        }
        // NaN and infinities make a side of the comparison NaN or infinite, and then it fails.
        double larger = Math.max(first, second);
        return equal || (larger < Double.POSITIVE_INFINITY && difference <= reach * reach * larger);
    }
}
