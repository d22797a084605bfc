package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The proof of identity. */
class HandshakeTest {

    private static final byte[] SECRET = SampleMessages.bytes(1, Handshake.SECRET_BYTES);
    private static final byte[] NONCE = SampleMessages.bytes(50, Handshake.NONCE_BYTES);

    /** HMAC spelled out from RFC 2104, for keys shorter than a block. */
    private static byte[] hmac(byte[] key, byte[] text) throws NoSuchAlgorithmException {
        byte[] inner = Arrays.copyOf(key, 64);
        byte[] outer = Arrays.copyOf(key, 64);
        for (int i = 0; i < 64; i++) {
            inner[i] ^= 0x36;
            outer[i] ^= 0x5c;
        }
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(inner);
        byte[] digest = sha.digest(text);
        sha.update(outer);
        return sha.digest(digest);
    }

    @Test
    void provesVersionNonceRankAndJob() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("draco worker hello".getBytes(StandardCharsets.US_ASCII));
        text.write(1);
        text.writeBytes(NONCE);
        text.writeBytes(new byte[] {0, 0, 1, 2});
        text.writeBytes("job-7".getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(
                hmac(SECRET, text.toByteArray()), Handshake.proof(SECRET, NONCE, "job-7", 258));
    }

    private static boolean holds(Message.Hello hello) {
        return Handshake.holds(hello, SECRET, NONCE, "job");
    }

    @Test
    void holdsForTheRightOne() {
        assertTrue(holds(new Message.Hello("job", 3, Handshake.proof(SECRET, NONCE, "job", 3))));
    }

    @Test
    void doesNotHoldForAnotherSecret() {
        byte[] other = SECRET.clone();
        other[31] ^= 1;
        assertFalse(holds(new Message.Hello("job", 3, Handshake.proof(other, NONCE, "job", 3))));
    }

    @Test
    void doesNotHoldForAnotherRank() {
        byte[] proof = Handshake.proof(SECRET, NONCE, "job", 3);
        assertFalse(holds(new Message.Hello("job", 4, proof)));
    }

    @Test
    void doesNotHoldForAnotherJob() {
        byte[] proof = Handshake.proof(SECRET, NONCE, "other", 3);
        assertFalse(holds(new Message.Hello("other", 3, proof)));
        assertFalse(holds(new Message.Hello("job", 3, proof)));
        assertFalse(holds(new Message.Hello("other", 3, Handshake.proof(SECRET, NONCE, "job", 3))));
    }

    @Test
    void doesNotHoldForAnotherNonce() {
        byte[] nonce = NONCE.clone();
        nonce[0] ^= 1;
        assertFalse(holds(new Message.Hello("job", 3, Handshake.proof(SECRET, nonce, "job", 3))));
    }

    @Test
    void doesNotHoldForProofsOfOtherLengths() {
        byte[] proof = Handshake.proof(SECRET, NONCE, "job", 3);
        for (int length : new int[] {0, 31, 33}) {
            assertFalse(holds(new Message.Hello("job", 3, Arrays.copyOf(proof, length))));
        }
    }
}
