package org.draco.container.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.draco.codec.seed.StepRandom;
import org.junit.jupiter.api.Test;

class PadCropFlipTest {

    private static final int CHANNELS = 2;
    private static final int HEIGHT = 6;
    private static final int WIDTH = 7;

    private final PadCropFlip augmentation = new PadCropFlip();
    private final byte[] picture = new byte[CHANNELS * HEIGHT * WIDTH];

    PadCropFlipTest() {
        new Random(1).nextBytes(picture);
    }

    /** The slow way: the padded picture itself, all its windows, each plain and flipped. */
    private List<List<Byte>> all() {
        List<List<Byte>> all = new ArrayList<>();
        for (int top = 0; top <= 8; top++) {
            for (int left = 0; left <= 8; left++) {
                for (int flip = 0; flip < 2; flip++) {
                    List<Byte> window = new ArrayList<>();
                    for (int c = 0; c < CHANNELS; c++) {
                        byte[][] padded = padded(c);
                        for (int y = 0; y < HEIGHT; y++) {
                            for (int x = 0; x < WIDTH; x++) {
                                int column = flip == 1 ? WIDTH - 1 - x : x;
                                window.add(padded[top + y][left + column]);
                            }
                        }
                    }
                    all.add(window);
                }
            }
        }
        return all;
    }

    /** Rows 4 3 2 1 | 0 1 2 3 4 5 | 4 3 2 1 of a picture with rows 0 to 5, columns alike. */
    private byte[][] padded(int channel) {
        int[] rows = {4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 4, 3, 2, 1};
        int[] columns = {4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2};
        byte[][] padded = new byte[rows.length][columns.length];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < columns.length; x++) {
                padded[y][x] = picture[(channel * HEIGHT + rows[y]) * WIDTH + columns[x]];
            }
        }
        return padded;
    }

    @Test
    void everyWindowOfThePaddedPictureComesPlainAndFlippedEquallyOften() {
        List<List<Byte>> all = all();
        Map<List<Byte>, Integer> counts = new HashMap<>();
        int draws = 162 * 100;
        for (int i = 0; i < draws; i++) {
            byte[] result =
                    augmentation.apply(
                            picture.clone(), CHANNELS, HEIGHT, WIDTH, new StepRandom(3, "a", i));
            counts.merge(boxed(result), 1, Integer::sum);
        }
        assertTrue(all.containsAll(counts.keySet()), "a picture that is no window");
        // Reflection makes some windows equal. Binomial(16,200, m/162): mean 100 m, deviation below
        // 10 sqrt(m); the seed is fixed.
        for (List<Byte> window : all) {
            int m = Collections.frequency(all, window);
            int count = counts.getOrDefault(window, 0);
            assertTrue(Math.abs(count - 100 * m) < 50 * m, m + " windows came " + count + " times");
        }
    }

    /** What a job's pictures become is part of its result. */
    @Test
    void theNumbersDrawnArePinned() {
        byte[] row = new byte[25];
        for (int i = 0; i < 25; i++) {
            row[i] = (byte) i;
        }
        assertArrayEquals(
                PINNED, augmentation.apply(row, 1, 5, 5, new StepRandom(7, "augment", 3, 11)));
    }

    private static final byte[] PINNED = {
        9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 9, 8, 7, 6, 5, 14, 13, 12, 11, 10, 19, 18, 17, 16, 15
    };

    @Test
    void aPictureTooSmallToReflectIsRefused() {
        assertNull(augmentation.fault(3, 5, 5));
        assertEquals(
                "expected pictures of at least 5 x 5, found 4 x 9", augmentation.fault(1, 4, 9));
        assertEquals(
                "expected pictures of at least 5 x 5, found 9 x 4", augmentation.fault(1, 9, 4));
    }

    @Test
    void cifarIsAugmentedUnlessTheJobSaysOtherwise() {
        assertEquals("pad-crop-flip", Augmentations.defaultFor("CIFAR10"));
        assertEquals("pad-crop-flip", Augmentations.defaultFor("cifar100"));
        assertEquals("none", Augmentations.defaultFor("mnist"));
        assertEquals(List.of("none", "pad-crop-flip"), Augmentations.names());
        assertTrue(Augmentations.byName("none").isEmpty());
        assertEquals(
                PadCropFlip.class, Augmentations.byName("pad-crop-flip").orElseThrow().getClass());
    }

    private static List<Byte> boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        Arrays.setAll(boxed, i -> bytes[i]);
        return List.of(boxed);
    }
}
