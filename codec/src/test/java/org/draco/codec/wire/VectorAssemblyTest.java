package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.draco.codec.code.Digest;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberType;
import org.junit.jupiter.api.Test;

/** A vector is put together from its chunks. */
class VectorAssemblyTest {

    private static final long STEP = 4;
    private static final float[] VECTOR = {1, 2, 3, 4, 5};

    private final VectorChunks chunks =
            new VectorChunks(NumberType.FLOAT32, 5, new Compression("raw", 0, "none", 2));
    private final VectorAssembly assembly = new VectorAssembly(chunks, STEP);

    private Message.Chunk chunk(long step, int index) {
        return Payloads.chunk(
                Message.VectorKind.ANSWER,
                step,
                0,
                index,
                Payloads.of(chunks, new FloatVector(VECTOR), Math.min(index, chunks.count() - 1)));
    }

    private static float[] floats(VectorAssembly assembly) {
        return assertInstanceOf(FloatVector.class, assembly.vector()).values();
    }

    @Test
    void isCompleteWithTheLastChunkInWhateverOrder() throws Exception {
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            VectorAssembly any =
                    VectorAssembly.digested(
                            chunks, STEP, new FloatVector(new float[] {9, 9, 9, 9, 9}));
            assertFalse(any.add(chunk(STEP, order[0])));
            assertFalse(any.add(chunk(STEP, order[1])));
            assertTrue(any.add(chunk(STEP, order[2])));
            assertArrayEquals(VECTOR, floats(any));
            assertEquals(Optional.of(Digest.of(VECTOR)), any.digest());
        }
    }

    @Test
    void takesNoDigestThatNobodyWants() throws Exception {
        for (int index = 0; index < chunks.count(); index++) {
            assembly.add(chunk(STEP, index));
        }
        assertEquals(Optional.empty(), assembly.digest());
    }

    @Test
    void takesEachChunkOnce() throws Exception {
        assembly.add(chunk(STEP, 1));
        MalformedFrameException e =
                assertThrows(MalformedFrameException.class, () -> assembly.add(chunk(STEP, 1)));
        assertTrue(e.getMessage().contains("chunk 1 again"), e.getMessage());
        assembly.add(chunk(STEP, 0));
        assertTrue(assembly.add(chunk(STEP, 2)));
    }

    @Test
    void takesChunksOfItsStepOnly() {
        assertEquals(STEP, assembly.step());
        for (long step : new long[] {STEP - 1, STEP + 1, Long.MAX_VALUE}) {
            MalformedFrameException e =
                    assertThrows(MalformedFrameException.class, () -> assembly.add(chunk(step, 0)));
            assertTrue(e.getMessage().contains("step " + STEP), e.getMessage());
        }
    }

    @Test
    void doesNotCountAChunkThatItRefused() throws Exception {
        Message.Chunk bad =
                Payloads.chunk(Message.VectorKind.ANSWER, STEP, 0, 0, new byte[] {0, 1});
        assertThrows(MalformedFrameException.class, () -> assembly.add(bad));
        assertFalse(assembly.add(chunk(STEP, 0)));
        assertFalse(assembly.add(chunk(STEP, 1)));
        assertTrue(assembly.add(chunk(STEP, 2)));
        assertArrayEquals(VECTOR, floats(assembly));
    }

    @Test
    void refusesChunksBeyondTheVectorWithoutTakingMemoryForThem() {
        for (int index : new int[] {3, Integer.MAX_VALUE}) {
            assertThrows(MalformedFrameException.class, () -> assembly.add(chunk(STEP, index)));
        }
    }
}
