package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Both ways to an array's numbers, on the processor, where both must do; the copying one is what a GPU gets. */
class HostFloatsTest {

    static Stream<Function<INDArray, HostFloats>> ways() {
        return Stream.of(HostFloats.Shared::new, HostFloats.Copied::new);
    }

    private static INDArray oneToSix() {
        return Nd4j.create(new float[] {1, 2, 3, 4, 5, 6}, new long[] {2, 3}, 'c');
    }

    private static float[] numbers(FloatBuffer floats) {
        float[] numbers = new float[floats.capacity()];
        floats.get(0, numbers);
        return numbers;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void readsWhatTheArrayHoldsNow(Function<INDArray, HostFloats> way) {
        INDArray array = oneToSix();
        HostFloats floats = way.apply(array);
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, numbers(floats.readable()));
        array.addi(10);
        assertArrayEquals(new float[] {11, 12, 13, 14, 15, 16}, numbers(floats.readable()));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void writesThroughToTheArrayAndItsViews(Function<INDArray, HostFloats> way) {
        INDArray array = oneToSix();
        INDArray secondRow = array.getRow(1);
        way.apply(array).write(new float[] {6, 5, 4, 3, 2, 1});
        assertEquals(5, array.getFloat(0, 1));
        assertArrayEquals(new float[] {3, 2, 1}, secondRow.toFloatVector());
        assertArrayEquals(new long[] {2, 3}, array.shape());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void writesAPartAndLeavesTheRest(Function<INDArray, HostFloats> way) {
        INDArray array = oneToSix();
        HostFloats floats = way.apply(array);
        for (float first : new float[] {70, 80}) {
            floats.writable().put(1, new float[] {first, first + 1});
            floats.written();
            assertArrayEquals(new float[] {1, first, first + 1, 4, 5, 6}, array.data().asFloat());
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void keepsNoneOfTheCallersArray(Function<INDArray, HostFloats> way) {
        INDArray array = oneToSix();
        float[] values = {0, 0, 0, 0, 0, 0};
        way.apply(array).write(values);
        values[0] = 99;
        assertEquals(0, array.getFloat(0));
    }

    @Test
    void theProcessorsMemoryIsShared() {
        assertInstanceOf(HostFloats.Shared.class, HostFloats.of(oneToSix()));
        assertEquals(2, List.of(HostFloats.class.getPermittedSubclasses()).size());
    }
}
