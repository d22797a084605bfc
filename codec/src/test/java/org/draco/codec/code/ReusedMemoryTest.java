package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Random;
import java.util.stream.Stream;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.choice.GradientCodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plain mean lies where the one before lay, once that was used. */
class ReusedMemoryTest {

    /** Those whose gradient is a plain mean. */
    static Stream<CodeChoice> codes() {
        return Stream.of(
                CodeChoice.of("baseline", 9, 1, 0, "average"),
                CodeChoice.of("baseline", 9, 1, 0, "average").withArithmetic("exact"),
                CodeChoice.of("repetition", 9, 3, 1, "average"),
                CodeChoice.of("repetition", 9, 3, 1, "average").withArithmetic("exact"),
                CodeChoice.of("reactive", 8, 1, 1, "average"),
                CodeChoice.of("cyclic", 9, 1, 2, "average"));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void aGradientLiesWhereAUsedOneLay(CodeChoice choice) {
        Scene scene = Scene.random(GradientCodes.create(choice), 1000, new Random(20261123));
        HonestStep step = new HonestStep(scene);
        StepDecoder decoder = newDecoder(scene);
        float[] used = step.play(decoder);
        float[] copy = used.clone();
        decoder.letGo();
        assertSame(used, step.play(newDecoder(scene)), choice.toString());
        assertArrayEquals(copy, used, choice.toString());
        assertNotSame(used, step.play(newDecoder(scene)), choice.toString());
    }

    private static StepDecoder newDecoder(Scene scene) {
        return scene.code.newDecoder(scene.dimension, scene.exponents);
    }

    @Test
    void whatDoesNotFitOrIsNotThereIsMade() {
        Spare<int[]> spare = new Spare<>();
        assertEquals(2, spare.take(used -> true, () -> new int[2]).length);
        int[] used = {1, 2, 3};
        spare.giveBack(used);
        assertEquals(2, spare.take(small -> small.length == 2, () -> new int[2]).length);
        spare.giveBack(used);
        assertSame(used, spare.take(fits -> fits.length == 3, () -> new int[3]));
        assertNotSame(used, spare.take(fits -> fits.length == 3, () -> new int[3]));
    }
}
