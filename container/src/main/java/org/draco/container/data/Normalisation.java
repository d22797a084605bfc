package org.draco.container.data;

import java.util.Locale;
import java.util.Map;

/**
 * How a stored byte becomes what a network is shown: (byte / 255 - mean) / deviation.
 *
 * <p>Mean and deviation are constants of the data set, as published, and not measured on what happens to be prepared: the
 * same digits must mean the same to every job. Data sets that are not known here get mean 0.5 and deviation 0.5, so
 * values from -1 to 1.
 *
 * <p>Immutable and thread-safe.
 */
public final class Normalisation {

    private static final Normalisation UNKNOWN = new Normalisation(0.5, 0.5);

    // The figures that everyone uses for MNIST, DRACO included: mean and deviation over its 60,000
    // training digits.
    private static final Map<String, Normalisation> BY_NAME =
            Map.of("mnist", new Normalisation(0.1307, 0.3081));

    private final float[] valueOfByte = new float[256];

    private Normalisation(double mean, double deviation) {
        for (int b = 0; b < valueOfByte.length; b++) {
            valueOfByte[b] = (float) ((b / 255.0 - mean) / deviation);
        }
    }

    /** The normalisation of a data set by its name, upper or lower case; the documented default if it is not known. */
    public static Normalisation of(String dataset) {
        return BY_NAME.getOrDefault(dataset.toLowerCase(Locale.ROOT), UNKNOWN);
    }

    /**
     * Normalises bytes, taken as 0 to 255.
     *
     * @param bytes any number of them
     * @param into where the values go, from {@code offset} on
     */
    void apply(byte[] bytes, float[] into, int offset) {
        for (int i = 0; i < bytes.length; i++) {
            into[offset + i] = valueOfByte[bytes[i] & 0xFF];
        }
    }
}
