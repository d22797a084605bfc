package org.draco.layout.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.draco.layout.image.ImageOptions.Size;
import org.junit.jupiter.api.Test;

class AreaMeanTest {

    @Test
    void eachPixelIsTheMeanOfTheAreaThatItCovers() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int channels = 1 + random.nextInt(3);
            int height = 1 + random.nextInt(9);
            int width = 1 + random.nextInt(9);
            Size size = new Size(1 + random.nextInt(12), 1 + random.nextInt(12));
            byte[] old = new byte[channels * height * width];
            random.nextBytes(old);
            byte[] found = AreaMean.resize(old, channels, height, width, size);
            for (int i = 0; i < found.length; i++) {
                int x = i % size.width();
                int y = i / size.width() % size.height();
                int c = i / size.width() / size.height();
                double mean = slowMean(old, c, height, width, x, y, size);
                // Rounding to the nearest is at most 1/2 off; the slow mean is off by some ulps.
                assertEquals(mean, found[i] & 0xFF, 0.5 + 1e-9, "seed " + seed);
            }
        }
    }

    /** Every old pixel weighted by how much of it the new one covers, in floating point. */
    private static double slowMean(
            byte[] old, int c, int height, int width, int x, int y, Size size) {
        double sum = 0;
        double area = 0;
        for (int row = 0; row < height; row++) {
            double high =
                    overlap(
                            row,
                            y * (double) height / size.height(),
                            height / (double) size.height());
            for (int column = 0; column < width; column++) {
                double wide =
                        overlap(
                                column,
                                x * (double) width / size.width(),
                                width / (double) size.width());
                sum += high * wide * (old[(c * height + row) * width + column] & 0xFF);
                area += high * wide;
            }
        }
        return sum / area;
    }

    private static double overlap(int pixel, double start, double length) {
        return Math.max(0, Math.min(pixel + 1, start + length) - Math.max(pixel, start));
    }

    @Test
    void theSameSizeChangesNothing() {
        byte[] old = {1, 2, 3, 4, 5, -1};
        assertArrayEquals(old, AreaMean.resize(old, 1, 2, 3, new Size(3, 2)));
    }
}
