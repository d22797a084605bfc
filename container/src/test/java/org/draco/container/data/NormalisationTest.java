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
        Normalisation.of(dataset).apply(raw, values, 1);
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
    void anUnknownSetGoesFromMinusOneToOne() {
        assertArrayEquals(new float[] {0, -1, 0.2f, 1}, apply("fingerprints", 0, 153, 255), 1e-6f);
    }
}
