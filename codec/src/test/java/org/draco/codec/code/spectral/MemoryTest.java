package org.draco.codec.code.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding is not to take more than a tenth of the answers' size beside them; all that it allocates is counted, dead or alive. */
class MemoryTest {

    private static final int WORKERS = 15;

    /** A tenth is 1.5 vectors for these 15 workers: large enough for what does not depend on d to count for little. */
    private static final int DIMENSION = 500_000;

    private static final double MOST = 0.1;

    private final Random random = new Random(7);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void decodesFloatsWithinATenthOfTheAnswersSize(boolean lie) {
        Step step = new Step(SpectralCode.real(WORKERS, 2), DIMENSION, random);
        float[][] answers = step.honest();
        if (lie) {
            FloatLie.SAME_VECTOR_ADDED.tell(answers, new int[] {3, 4}, random);
        }
        SpectralDecoder decoder = new SpectralDecoder(step.code);
        SpectralDecoding<?>[] decoding = new SpectralDecoding<?>[1];
        long bytes = allocated(() -> decoding[0] = decoder.decode(answers, DIMENSION, 1));
        assertShare(bytes, (double) Float.BYTES * WORKERS * DIMENSION);
        SpectralDecoding.Decoded<?> decoded =
                assertInstanceOf(SpectralDecoding.Decoded.class, decoding[0]);
        assertEquals(lie ? Set.of(3, 4) : Set.of(), decoded.liars());
    }

    @Test
    void decodesDoublesWithinATenthOfTheAnswersSize() {
        Step step = new Step(SpectralCode.real(WORKERS, 2), DIMENSION, random);
        double[][] answers = step.honestDouble();
        answers[3][5] += 1;
        SpectralDecoder decoder = new SpectralDecoder(step.code);
        long bytes = allocated(() -> decoder.decode(answers, DIMENSION, 1));
        assertShare(bytes, (double) Double.BYTES * WORKERS * DIMENSION);
    }

    private static void assertShare(long bytes, double answers) {
        String found = "allocated %.4f of the answers' size".formatted(bytes / answers);
        System.out.println(found);
        assertTrue(bytes <= MOST * answers, found);
    }

    private static long allocated(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
