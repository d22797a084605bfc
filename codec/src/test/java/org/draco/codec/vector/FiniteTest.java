package org.draco.codec.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.draco.codec.Parallelism;
import org.junit.jupiter.api.Test;

/** One component that is not finite is found wherever it is, by one thread and by several. */
class FiniteTest {

    private static final Parallelism SEVERAL =
            (parts, part) -> IntStream.range(0, parts).parallel().forEach(part);

    @Test
    void everyFiniteNumberIs() {
        float[] finite = {0, -0f, Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE};
        check(true, finite, "finite");
        check(true, new float[0], "nothing");
    }

    @Test
    void oneThatIsNotIsFoundWhereverItIs() {
        for (int length : new int[] {1, 7, 8, 9, 40_000}) {
            float[] vector = new float[length];
            Arrays.fill(vector, Float.MAX_VALUE);
            for (int i = 0; i < length; i += length < 100 ? 1 : 1 + i % 97) {
                for (float odd :
                        new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                    vector[i] = odd;
                    check(false, vector, odd + " at " + i + " of " + length);
                }
                vector[i] = Float.MAX_VALUE;
            }
            check(true, vector, "all put right");
        }
    }

    private static void check(boolean expected, float[] vector, String what) {
        assertEquals(expected, FloatVector.isFinite(vector), what);
        assertEquals(expected, FloatVector.isFinite(vector, Parallelism.NONE), what);
        assertEquals(expected, FloatVector.isFinite(vector, SEVERAL), what);
    }
}
