package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The secrets of a job's workers. */
class JobKeyTest {

    private static final byte[] BYTES = SampleMessages.bytes(7, JobKey.BYTES);

    @Test
    void derivesSecretsAsDocumented() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("draco worker secret".getBytes(StandardCharsets.US_ASCII));
        text.writeBytes(new byte[] {0, 0, 0, 1, 2, 0, 0, 0, 3});
        assertArrayEquals(
                HmacByHand.sha256(BYTES, text.toByteArray()),
                JobKey.of(BYTES).workerSecret(258, 3));
    }

    @Test
    void derivesTheSameSecretsAgainFromItsBytes() {
        JobKey key = JobKey.random();
        assertArrayEquals(key.workerSecret(2, 1), JobKey.of(key.bytes()).workerSecret(2, 1));
    }

    @Test
    void givesEachAttemptOfEachRankOfEachJobAnotherSecret() {
        Set<String> secrets = new HashSet<>();
        for (JobKey key : new JobKey[] {JobKey.random(), JobKey.random()}) {
            for (int rank = 0; rank < 10; rank++) {
                for (int attempt = 0; attempt < 10; attempt++) {
                    byte[] secret = key.workerSecret(rank, attempt);
                    assertEquals(Handshake.SECRET_BYTES, secret.length);
                    secrets.add(HexFormat.of().formatHex(secret));
                }
            }
        }
        assertEquals(200, secrets.size());
    }

    @Test
    void keepsItsBytesToItself() {
        byte[] mine = BYTES.clone();
        JobKey key = JobKey.of(mine);
        mine[0] ^= 1;
        key.bytes()[1] ^= 1;
        assertArrayEquals(BYTES, key.bytes());
    }

    @Test
    void refusesOtherLengthsWithoutShowingThem() {
        for (int length : new int[] {0, 31, 33}) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> JobKey.of(new byte[length]));
            assertEquals("job key: expected 32 bytes, found " + length, e.getMessage());
        }
    }

    @Test
    void isNotShown() {
        assertEquals("a job's key", JobKey.of(BYTES).toString());
    }
}
