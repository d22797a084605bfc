package org.draco.layout.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 16_383, 16_384, 16_385, 100_000})
    void theModelsDigestIsSha256OfLittleEndianFloats(int d) throws Exception {
        Checkpoint checkpoint = CheckpointSamples.checkpoint(0, d, new Random(d));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int bits : CheckpointSamples.bits(checkpoint.parameters())) {
            bytes.write(bits);
            bytes.write(bits >>> 8);
            bytes.write(bits >>> 16);
            bytes.write(bits >>> 24);
        }
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        assertEquals(HexFormat.of().formatHex(expected), checkpoint.modelSha256());
        assertEquals(checkpoint.modelSha256(), Checkpoint.modelSha256(checkpoint.parameters()));
    }

    @Test
    void aKnownModelHasAKnownDigest() {
        // printf '\x00\x00\x80\x3f' | sha256sum
        assertEquals(
                "e00e5eb9444182f352323374ef4e08ebcb784725fdd4fd612d7730540b3e0c8c",
                Checkpoint.modelSha256(new float[] {1}));
    }

    @Test
    void equalMeansEqualInAllParts() {
        float[] none = {};
        Checkpoint one = CheckpointSamples.checkpoint(1, 5, new Random(3));
        assertEquals(one, CheckpointSamples.checkpoint(1, 5, new Random(3)));
        assertEquals(one.hashCode(), CheckpointSamples.checkpoint(1, 5, new Random(3)).hashCode());
        assertNotEquals(one, CheckpointSamples.checkpoint(2, 5, new Random(3)));
        assertNotEquals(one, CheckpointSamples.checkpoint(1, 5, new Random(4)));
        float[] p = one.parameters();
        assertNotEquals(one, new Checkpoint(1, one.jobDigest(), p, 4, p, one.carried()));
        assertNotEquals(one, new Checkpoint(1, one.jobDigest(), p, 5, one.memory(), one.carried()));
        assertNotEquals(one, new Checkpoint(1, one.jobDigest(), p, 4, one.memory(), none));
        assertEquals(one, new Checkpoint(1, one.jobDigest(), p, 4, one.memory(), one.carried()));
    }

    @Test
    void whatCouldNotBeWrittenCannotBeBuilt() {
        byte[] digest = new byte[32];
        float[] two = new float[2];
        float[] none = {};
        refused(
                "step: expected 0 or more, found -1",
                () -> new Checkpoint(-1, digest, two, two, none));
        refused(
                "jobDigest: expected 32 bytes, found 31",
                () -> new Checkpoint(0, new byte[31], two, two, none));
        refused(
                "parameters: expected 1 or more, found 0",
                () -> new Checkpoint(0, digest, new float[0], two, none));
        refused(
                "memory: expected a multiple of 2 floats, the parameters, found 3",
                () -> new Checkpoint(0, digest, two, new float[3], none));
        refused(
                "trained: expected 1 to 2, found 3",
                () -> new Checkpoint(0, digest, two, 3, two, none));
        refused(
                "carried: expected at most 2, found 3",
                () -> new Checkpoint(0, digest, two, two, new float[3]));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }
}
