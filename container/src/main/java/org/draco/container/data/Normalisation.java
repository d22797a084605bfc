package org.draco.container.data;

import java.util.Locale;
import java.util.Map;

/**
 * How a stored byte becomes what a network is shown: (byte / 255 - mean) / deviation, with the mean and deviation of the
 * byte's channel.
 *
 * <p>Mean and deviation are constants of the data set, as published, and not measured on what happens to be prepared: the
 * same pictures must mean the same to every job. Data sets that are not known here get mean 0.5 and deviation 0.5, so
 * values from -1 to 1.
 *
 * <p>Immutable and thread-safe.
 */
public final class Normalisation {

    private static final Normalisation UNKNOWN =
            new Normalisation(new double[] {0.5}, new double[] {0.5});

    // MNIST and CIFAR-10: the figures of DRACO's code (hwang595/Draco, src/util.py), which nearly
    // everyone uses. CIFAR-100: what those who write CIFAR-10's so write for it. Fashion-MNIST:
    // mean
    // and deviation over its 60,000 training pictures, to four places as for MNIST.
    private static final Map<String, Normalisation> BY_NAME =
            Map.of(
                    "mnist", new Normalisation(new double[] {0.1307}, new double[] {0.3081}),
                    "fashion-mnist",
                            new Normalisation(new double[] {0.2860}, new double[] {0.3530}),
                    "cifar10",
                            new Normalisation(in255(125.3, 123.0, 113.9), in255(63.0, 62.1, 66.7)),
                    "cifar100",
                            new Normalisation(in255(129.3, 124.1, 112.4), in255(68.2, 65.4, 70.4)));

    private final float[][] valueOfByte;

    private Normalisation(double[] mean, double[] deviation) {
        valueOfByte = new float[mean.length][256];
        for (int c = 0; c < mean.length; c++) {
            for (int b = 0; b < 256; b++) {
                valueOfByte[c][b] = (float) ((b / 255.0 - mean[c]) / deviation[c]);
            }
        }
    }

    private static double[] in255(double red, double green, double blue) {
        return new double[] {red / 255, green / 255, blue / 255};
    }

    /**
     * The normalisation of a data set by its name, upper or lower case; the documented default if it is not known.
     *
     * @param channels of its samples; a set that has a known name but other channels than the known one gets the default
     */
    public static Normalisation of(String dataset, int channels) {
        Normalisation known = BY_NAME.get(dataset.toLowerCase(Locale.ROOT));
        return known != null && known.valueOfByte.length == channels ? known : UNKNOWN;
    }

    /**
     * Normalises a sample's bytes, taken as 0 to 255.
     *
     * @param bytes channels x pixels
     * @param into where the values go, from {@code offset} on
     */
    void apply(byte[] bytes, int channels, float[] into, int offset) {
        int pixels = bytes.length / channels;
        for (int c = 0; c < channels; c++) {
            float[] values = valueOfByte[Math.min(c, valueOfByte.length - 1)];
            for (int i = c * pixels; i < (c + 1) * pixels; i++) {
                into[offset + i] = values[bytes[i] & 0xFF];
            }
        }
    }
}
