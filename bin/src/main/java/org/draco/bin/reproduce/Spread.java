package org.draco.bin.reproduce;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * What some numbers are like; those that are not finite are left out.
 *
 * @param count of the others
 * @param mean NaN if there are none
 * @param deviation the standard one, divided by one less than their number; 0 for one
 */
record Spread(int count, double mean, double deviation) {

    static Spread of(double... values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        double mean = Arrays.stream(finite).average().orElse(Double.NaN);
        double squares = Arrays.stream(finite).map(value -> (value - mean) * (value - mean)).sum();
        return new Spread(
                finite.length,
                mean,
                finite.length > 1 ? Math.sqrt(squares / (finite.length - 1)) : 0);
    }

    static Spread of(Collection<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * For a table: the mean, and the deviation of more than one.
     *
     * @param format of a number
     * @param scale by which numbers are multiplied
     */
    String shown(String format, double scale) {
        if (count == 0) {
            return "-";
        }
        String shown = String.format(Locale.ROOT, format, scale * mean);
        return count == 1
                ? shown
                : shown + " ± " + String.format(Locale.ROOT, format, scale * deviation);
    }
}
