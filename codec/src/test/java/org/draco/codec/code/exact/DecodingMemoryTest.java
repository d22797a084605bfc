package org.draco.codec.code.exact;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import org.draco.codec.code.FaultModel;
import org.draco.codec.vector.ResidueVector;
import org.junit.jupiter.api.Test;

class DecodingMemoryTest {

    /** Whatever decoding allocates, garbage too, is at most a tenth of the answers; without and with liars. */
    @Test
    void takesATenthOfTheAnswersAtMost() {
        int dimension = 1_000_001;
        FaultModel faults = new FaultModel(15, 5);
        for (int liars = 0; liars <= 5; liars++) {
            // Zeros are honest answers to gradients of zeros.
            ResidueVector[] answers = new ResidueVector[15];
            for (int worker = 0; worker < 15; worker++) {
                answers[worker] = new ResidueVector(dimension);
                answers[worker].lanes()[worker] = worker < liars ? 1 : 0;
            }
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            ExactDecoder decoder = new ExactDecoder(faults, dimension, new SecureRandom());
            for (int worker = 0; worker < 15; worker++) {
                decoder.accept(worker, answers[worker], dimension);
            }
            assertInstanceOf(Recovery.Recovered.class, decoder.decode());
            double share =
                    (threads.getCurrentThreadAllocatedBytes() - before)
                            / (15.0 * dimension * Integer.BYTES);
            assertTrue(share < 0.1, liars + " liars: " + share);
        }
    }
}
