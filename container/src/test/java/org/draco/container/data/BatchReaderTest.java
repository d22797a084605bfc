package org.draco.container.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BatchReaderTest {

    private final ListedSamples samples = new ListedSamples(2);

    BatchReaderTest() {
        samples.add(5, new byte[] {0, (byte) 255});
        samples.add(6, new byte[] {51, 102});
        samples.add(7, new byte[] {(byte) 200, (byte) 128});
    }

    private BatchReader reader() {
        return new BatchReader(samples, 1, 1, 2, Normalisation.of("made up", 1));
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
    void numbersAreShownAsTheyAre() {
        ListedSamples table = ListedSamples.ofNumbers(3);
        table.add(1, 0.1f, -7e20f, -0.0f);
        table.add(0, 4, 5, 6);
        BatchReader reader = new BatchReader(table, 3, 1, 1, Normalisation.of("mnist", 1));
        Batch batch = reader.read(new int[] {1, 0});
        assertArrayEquals(new float[] {4, 5, 6, 0.1f, -7e20f, -0.0f}, batch.features());
        assertArrayEquals(new int[] {0, 1}, batch.labels());
        assertArrayEquals(batch.features(), reader.read(new int[] {1, 0}, 3).features());
    }

    @Test
    void numbersAreNotAugmented() {
        BatchReader reader =
                new BatchReader(
                        ListedSamples.ofNumbers(25), 1, 5, 5, Normalisation.of("made up", 1));
        assertRefused(
                "augmentation pad-crop-flip: expected pictures of bytes, found float32 values",
                () -> reader.augmented(new PadCropFlip(), 1));
    }

    @Test
    void whatAugmentationDoesDependsOnSeedStepAndSampleAlone() {
        ListedSamples pictures = new ListedSamples(64);
        Random random = new Random(4);
        for (int i = 0; i < 9; i++) {
            byte[] picture = new byte[64];
            random.nextBytes(picture);
            pictures.add(i, picture);
        }
        BatchReader plain = new BatchReader(pictures, 1, 8, 8, Normalisation.of("made up", 1));
        BatchReader reader = plain.augmented(new PadCropFlip(), 7);
        Batch batch = reader.read(new int[] {3, 8, 3}, 5);
        assertArrayEquals(part(batch, 0), part(batch, 2), "the same sample twice");
        Batch elsewhere = plain.augmented(new PadCropFlip(), 7).read(new int[] {0, 1, 8}, 5);
        assertArrayEquals(part(batch, 1), part(elsewhere, 2), "another reader, another place");
        // 162 pictures can come out, so that 20 steps or 20 seeds agree by chance never.
        int[] all = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            seen.add(Arrays.hashCode(reader.read(all, i).features()));
            seen.add(
                    Arrays.hashCode(
                            plain.augmented(new PadCropFlip(), 8 + i).read(all, 0).features()));
        }
        assertEquals(40, seen.size());
        assertArrayEquals(
                plain.read(all, 5).features(), reader.read(all).features(), "for evaluation");
    }

    private static float[] part(Batch batch, int place) {
        return Arrays.copyOfRange(batch.features(), 64 * place, 64 * place + 64);
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void refusesSamplesOfAnotherSize() {
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new BatchReader(samples, 1, 2, 2, Normalisation.of("made up", 1)));
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
