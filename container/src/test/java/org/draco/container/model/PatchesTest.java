package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.draco.codec.seed.StepRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a window sees, by its definition. */
class PatchesTest {

    private static float[] random(int length, long seed) {
        StepRandom random = new StepRandom(seed, "patches");
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** The array may be longer, and full of what was there before. */
    private static float[] used(int length) {
        float[] values = new float[length + 3];
        Arrays.fill(values, Float.NaN);
        return values;
    }

    @ParameterizedTest
    @CsvSource({
        "2, 3, 4, 5, 3, 1, 1",
        "1, 2, 5, 6, 3, 2, 1",
        "3, 1, 2, 2, 3, 1, 1",
        "1, 2, 4, 4, 2, 2, 0"
    })
    void gathersWhatTheWindowSeesAndScattersItBack(
            int samples, int channels, int rows, int columns, int side, int stride, int padding) {
        Patches patches = new Patches(samples, channels, rows, columns, side, stride, padding);
        int size = samples * channels * rows * columns;
        float[] input = random(size, 1);
        float[] matrix = used((int) patches.size());
        patches.gather(input, matrix);
        float[] weights = random((int) patches.size(), 2);
        double[] expectedBack = new double[size];
        int at = 0;
        for (int sample = 0; sample < samples; sample++) {
            for (int y = 0; y < (rows + 2 * padding - side) / stride + 1; y++) {
                for (int x = 0; x < (columns + 2 * padding - side) / stride + 1; x++) {
                    for (int tap = 0; tap < channels * side * side; tap++) {
                        int row = y * stride - padding + tap / side % side;
                        int column = x * stride - padding + tap % side;
                        int plane = sample * channels + tap / (side * side);
                        boolean inside = row >= 0 && row < rows && column >= 0 && column < columns;
                        int from = (plane * rows + row) * columns + column;
                        assertEquals(inside ? input[from] : 0, matrix[at], "value " + at);
                        if (inside) {
                            expectedBack[from] += weights[at];
                        }
                        at++;
                    }
                }
            }
        }
        assertEquals(at, patches.size());
        float[] back = used(size);
        patches.scatter(weights, back);
        for (int i = 0; i < size; i++) {
            assertEquals(expectedBack[i], back[i], 1e-5, "value " + i);
        }
    }
}
