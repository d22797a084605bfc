package org.draco.container.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BatchReaderTest {

    private final ListedSamples samples = new ListedSamples(2);

    BatchReaderTest() {
        samples.add(5, new byte[] {0, (byte) 255});
        samples.add(6, new byte[] {51, 102});
        samples.add(7, new byte[] {(byte) 200, (byte) 128});
    }

    private BatchReader reader() {
        return new BatchReader(samples, 1, 1, 2, Normalisation.of("made up"));
    }

    @Test
    void readsTheSamplesInTheOrderOfTheIndices() {
        Batch batch = reader().read(new int[] {2, 0, 2});
        assertArrayEquals(new int[] {7, 5, 7}, batch.labels());
        float[] expected = {145 / 255f, 1 / 255f, -1, 1, 145 / 255f, 1 / 255f};
        assertArrayEquals(expected, batch.features(), 1e-6f);
        assertEquals(3, batch.size());
    }

    @Test
    void takesBytesFor0To255() {
        Batch batch = reader().read(new int[] {1});
        assertArrayEquals(new float[] {51 / 127.5f - 1, 102 / 127.5f - 1}, batch.features(), 1e-6f);
    }

    @Test
    void refusesSamplesOfAnotherSize() {
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new BatchReader(samples, 1, 2, 2, Normalisation.of("made up")));
        assertTrue(
                refusal.getMessage().contains("1 x 2 x 2 = 4 bytes each, found 2"),
                refusal.getMessage());
    }

    @Test
    void refusesAnIndexThatIsNone() {
        assertThrows(IndexOutOfBoundsException.class, () -> reader().read(new int[] {3}));
    }

    @Test
    void anEmptyBatchIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> reader().read(new int[0]));
    }
}
