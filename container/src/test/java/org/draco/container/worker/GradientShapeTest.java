package org.draco.container.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GradientShapeTest {

    private static final float[] PARAMETERS = {3, -4, 0, 99};
    private static final int TRAINED = 3;

    @Test
    void aPlainShapeChangesNothing() {
        float[] gradient = {1, 2, 3, 4};
        assertEquals(0, GradientShape.PLAIN.apply(PARAMETERS, gradient, TRAINED));
        assertArrayEquals(new float[] {1, 2, 3, 4}, gradient);
    }

    @Test
    void l1AddsSignsAndTheSumOfMagnitudes() {
        float[] gradient = {1, 2, 3, 4};
        assertEquals(3.5, new GradientShape(0.5, 0, 0).apply(PARAMETERS, gradient, TRAINED));
        assertArrayEquals(new float[] {1.5f, 1.5f, 3, 4}, gradient);
    }

    @Test
    void l2AddsTheDirectionAndTheNormNotItsSquare() {
        float[] gradient = {1, 2, 3, 4};
        assertEquals(2.5, new GradientShape(0, 0.5, 0).apply(PARAMETERS, gradient, TRAINED));
        assertArrayEquals(new float[] {1 + 0.3f, 2 - 0.4f, 3, 4}, gradient, 1e-6f);
    }

    @Test
    void l2HasNoDirectionAtTheOrigin() {
        float[] gradient = {1, 2};
        assertEquals(0, new GradientShape(0, 0.5, 0).apply(new float[2], gradient, 2));
        assertArrayEquals(new float[] {1, 2}, gradient);
    }

    @Test
    void aLongGradientIsShortenedAndAShortOneIsNot() {
        float[] gradient = {3, 0, 4, 99};
        new GradientShape(0, 0, 2.5).apply(PARAMETERS, gradient, TRAINED);
        assertArrayEquals(new float[] {1.5f, 0, 2, 99}, gradient);
        new GradientShape(0, 0, 2.5).apply(PARAMETERS, gradient, TRAINED);
        assertArrayEquals(new float[] {1.5f, 0, 2, 99}, gradient);
    }

    /** The terms' gradients are what differences of the terms say. */
    @Test
    void whatIsAddedIsTheGradientOfWhatIsAdded() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        GradientShape shape = new GradientShape(0.3, 0.7, 0);
        float[] w = new float[6];
        for (int i = 0; i < w.length; i++) {
            // Far from 0, where the first norm has a corner and its difference is no slope.
            w[i] = (1 + 2 * random.nextFloat()) * (random.nextBoolean() ? 1 : -1);
        }
        float[] gradient = new float[w.length];
        shape.apply(w, gradient, w.length);
        for (int i = 0; i < w.length; i++) {
            float[] up = w.clone();
            float[] down = w.clone();
            up[i] += 0x1p-8f;
            down[i] -= 0x1p-8f;
            double slope =
                    (shape.apply(up, new float[6], 6) - shape.apply(down, new float[6], 6))
                            / ((double) up[i] - down[i]);
            // The second difference of the norm is at most 1 / norm, so the error below h^2.
            assertEquals(slope, gradient[i], 1e-5, "seed " + seed + ", component " + i);
        }
    }
}
