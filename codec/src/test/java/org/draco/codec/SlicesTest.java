package org.draco.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each component of a vector is in one slice. */
class SlicesTest {

    @Test
    void everyComponentIsDoneOnce() {
        for (int length : new int[] {0, 1, 16_383, 16_384, 16_385, 100_003}) {
            AtomicIntegerArray times = new AtomicIntegerArray(length);
            Slices.forEach(
                    length,
                    (parts, part) -> IntStream.range(0, parts).parallel().forEach(part),
                    (from, to) -> IntStream.range(from, to).forEach(times::incrementAndGet));
            int[] once = new int[length];
            Arrays.fill(once, 1);
            assertArrayEquals(
                    once, IntStream.range(0, length).map(times::get).toArray(), "of " + length);
        }
    }
}
