package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.draco.codec.vector.NumberType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fuzzing rests on: inputs of the forms that should meet Blosc's native decoder do. */
class FuzzedChunkTest {

    private static final int SETTINGS = 240;

    /** Empty if it was taken. */
    private static String refusal(FuzzedChunk chunk) {
        try {
            Payloads.decode(
                    chunk.reader(), chunk.payload(), chunk.index(), chunk.reader().newVector());
            return "";
        } catch (MalformedFrameException refused) {
            return refused.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aChunkThatIsLeftAsItIsIsTaken(int form) {
        for (int settings = 0; settings < SETTINGS; settings++) {
            for (NumberType type : NumberType.values()) {
                for (boolean last : new boolean[] {false, true}) {
                    byte[] input = FuzzedChunk.untouched(form, type, last, settings);
                    assertEquals("", refusal(FuzzedChunk.of(input).orElseThrow()));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whatIsMadeRightIsRefusedByNothingButTheDecoder(int form) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] input = new byte[2 + random.nextInt(300)];
            random.nextBytes(input);
            input[0] = (byte) (input[0] & 7 | form << 3);
            String refusal = refusal(FuzzedChunk.of(input).orElseThrow());
            assertTrue(
                    refusal.isEmpty() || refusal.contains("one that does not decompress"),
                    () -> refusal + ", seed " + seed);
        }
    }
}
