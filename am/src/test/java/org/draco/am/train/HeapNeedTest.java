package org.draco.am.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.draco.am.optimizer.Adam;
import org.draco.am.optimizer.Optimizer;
import org.draco.am.optimizer.SgdMomentum;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.choice.GradientCodes;
import org.junit.jupiter.api.Test;

class HeapNeedTest {

    private static final int DIMENSION = 1 << 20;
    private static final long VECTOR = 4L * DIMENSION;
    private static final Optimizer SGD = SgdMomentum.of(0.01f, 0.9f);

    private static HeapNeed of(CodeChoice choice, Optimizer optimizer) {
        return HeapNeed.of(GradientCodes.create(choice), optimizer, DIMENSION);
    }

    /** The answers, and parameters, momentum, and sum or mean: which is what MemoryBenchmark finds to be enough. */
    @Test
    void isTheAnswersAndThreeVectorsWithSgd() {
        CodeChoice mean = CodeChoice.of("baseline", 15, 1, 0, "average");
        assertEquals(18 * VECTOR, of(mean, SGD).bytes());
        CodeChoice krum = CodeChoice.of("baseline", 15, 1, 1, "krum");
        assertEquals(18 * VECTOR, of(krum, SGD).bytes());
        CodeChoice cyclic = CodeChoice.of("cyclic", 15, 3, 1, "average");
        assertEquals(18 * VECTOR, of(cyclic, SGD).bytes());
        CodeChoice repetition = CodeChoice.of("repetition", 15, 3, 1, "average");
        assertEquals(8 * VECTOR, of(repetition, SGD).bytes());
    }

    @Test
    void knowsWhatTakesMore() {
        CodeChoice mean = CodeChoice.of("baseline", 15, 1, 0, "average");
        Optimizer adam = new Adam(step -> 0.01f, 0.9, 0.999, 1e-8, 0);
        assertEquals(19 * VECTOR, of(mean, adam).bytes());
        Optimizer atServer =
                new SgdMomentum(
                        step -> 0.01f,
                        new SgdMomentum.Momentum(0.9f, 0, false, SgdMomentum.Place.SERVER),
                        0);
        assertEquals(19 * VECTOR, of(mean, atServer).bytes());
        CodeChoice continuing = CodeChoice.of("baseline", 15, 1, 1, "centered-clipping");
        assertEquals(19 * VECTOR, of(continuing, SGD).bytes());
        CodeChoice complex = CodeChoice.of("cyclic", 15, 3, 1, "average").withArithmetic("complex");
        assertEquals(16 * 2 * VECTOR + 3 * VECTOR, of(complex, SGD).bytes());
    }

    @Test
    void saysWhatToGiveToAHeapThatCannotHoldAStep() {
        HeapNeed need = of(CodeChoice.of("baseline", 15, 1, 0, "average"), SGD);
        assertEquals(18 * 4 + 128, need.megabytes());
        assertEquals(Optional.empty(), need.missing(need.megabytes() << 20));
        String why = need.missing(64 << 20).orElseThrow();
        assertTrue(why.contains("heap of 64 MB"), why);
        assertTrue(why.endsWith("give --master-memory 200"), why);
    }
}
