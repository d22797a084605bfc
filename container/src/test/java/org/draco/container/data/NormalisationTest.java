package org.draco.container.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class NormalisationTest {

    private static float[] apply(String dataset, int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        float[] values = new float[bytes.length + 1];
        Normalisation.of(dataset, 1).apply(raw, 1, values, 1);
        return values;
    }

    @Test
    void mnistHasItsPublishedMeanAndDeviation() {
        // (0 - 0.1307) / 0.3081, (128/255 - 0.1307) / 0.3081, (1 - 0.1307) / 0.3081, worked out by
        // hand.
        float[] expected = {0, -0.424213f, 1.204994f, 2.821487f};
        assertArrayEquals(expected, apply("mnist", 0, 128, 255), 1e-5f);
        assertArrayEquals(expected, apply("MNIST", 0, 128, 255), 1e-5f);
    }

    @Test
    void fashionMnistHasItsPublishedMeanAndDeviation() {
        // -0.2860 / 0.3530 and 0.7140 / 0.3530.
        assertArrayEquals(
                new float[] {0, -0.810198f, 2.022663f}, apply("fashion-mnist", 0, 255), 1e-5f);
    }

    @Test
    void everyChannelOfCifarHasItsOwn() {
        // (byte - mean) / deviation, both in 255ths, of red, green and blue.
        assertArrayEquals(
                new float[] {
                    -125.3f / 63.0f,
                    129.7f / 63.0f,
                    -123.0f / 62.1f,
                    132.0f / 62.1f,
                    -113.9f / 66.7f,
                    141.1f / 66.7f
                },
                colours("cifar10", 0, 255, 0, 255, 0, 255),
                1e-5f);
        assertArrayEquals(
                new float[] {
                    -129.3f / 68.2f,
                    125.7f / 68.2f,
                    -124.1f / 65.4f,
                    130.9f / 65.4f,
                    -112.4f / 70.4f,
                    142.6f / 70.4f
                },
                colours("cifar100", 0, 255, 0, 255, 0, 255),
                1e-5f);
    }

    /** Two pixels of three channels. */
    private static float[] colours(String dataset, int... values) {
        byte[] raw = new byte[values.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) values[i];
        }
        float[] shown = new float[raw.length];
        Normalisation.of(dataset, 3).apply(raw, 3, shown, 0);
        return shown;
    }

    @Test
    void aKnownNameWithOtherChannelsIsUnknown() {
        assertArrayEquals(new float[] {0, -1, 1}, apply("cifar10", 0, 255), 1e-6f);
    }

    @Test
    void anUnknownSetGoesFromMinusOneToOne() {
        assertArrayEquals(new float[] {0, -1, 0.2f, 1}, apply("fingerprints", 0, 153, 255), 1e-6f);
    }
}
