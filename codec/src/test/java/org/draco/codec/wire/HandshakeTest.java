package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The proofs of identity. */
class HandshakeTest {

    private static final byte[] SECRET = SampleMessages.bytes(1, Handshake.SECRET_BYTES);
    private static final byte[] SERVERS = SampleMessages.bytes(50, Handshake.NONCE_BYTES);
    private static final byte[] WORKERS = SampleMessages.bytes(90, Handshake.NONCE_BYTES);
    private static final Handshake HANDSHAKE = new Handshake("job", 3, 2, SERVERS, WORKERS);

    /** Others than {@link #HANDSHAKE}, each in one respect. */
    private static final List<Handshake> OTHERS =
            List.of(
                    new Handshake("other", 3, 2, SERVERS, WORKERS),
                    new Handshake("job", 4, 2, SERVERS, WORKERS),
                    new Handshake("job", 3, 1, SERVERS, WORKERS),
                    new Handshake("job", 3, 2, WORKERS, WORKERS),
                    new Handshake("job", 3, 2, SERVERS, SERVERS),
                    new Handshake("job", 3, 2, WORKERS, SERVERS));

    private static byte[] proof(String context) throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(context.getBytes(StandardCharsets.US_ASCII));
        text.writeBytes(new byte[] {0, 3});
        text.writeBytes(SERVERS);
        text.writeBytes(WORKERS);
        text.writeBytes(new byte[] {0, 0, 1, 2, 0, 0, 0, 5});
        text.writeBytes("job-7".getBytes(StandardCharsets.UTF_8));
        return HmacByHand.sha256(SECRET, text.toByteArray());
    }

    @Test
    void provesVersionNoncesRankAttemptAndJob() throws Exception {
        Handshake handshake = new Handshake("job-7", 258, 5, SERVERS, WORKERS);
        assertArrayEquals(proof("draco worker hello"), handshake.hello(SECRET).proof());
        assertArrayEquals(proof("draco server welcome"), handshake.welcome(SECRET).proof());
    }

    @Test
    void holdsForBothSides() {
        Message.Hello hello = HANDSHAKE.hello(SECRET);
        Handshake asTheServerSeesIt = Handshake.answering(SERVERS, hello);
        assertTrue(asTheServerSeesIt.isProvenBy(hello, SECRET));
        assertTrue(HANDSHAKE.isProvenBy(asTheServerSeesIt.welcome(SECRET), SECRET));
    }

    @Test
    void doesNotHoldForAnotherSecret() {
        byte[] other = SECRET.clone();
        other[31] ^= 1;
        assertFalse(HANDSHAKE.isProvenBy(HANDSHAKE.hello(other), SECRET));
        assertFalse(HANDSHAKE.isProvenBy(HANDSHAKE.welcome(other), SECRET));
    }

    @Test
    void doesNotHoldForAnotherJobRankAttemptOrNonce() {
        for (Handshake other : OTHERS) {
            assertFalse(HANDSHAKE.isProvenBy(other.hello(SECRET), SECRET), other.toString());
            assertFalse(HANDSHAKE.isProvenBy(other.welcome(SECRET), SECRET), other.toString());
        }
    }

    @Test
    void doesNotHoldForWhatTheOtherSideSaid() {
        byte[] welcome = HANDSHAKE.welcome(SECRET).proof();
        assertFalse(HANDSHAKE.isProvenBy(helloWith(welcome), SECRET));
        byte[] hello = HANDSHAKE.hello(SECRET).proof();
        assertFalse(HANDSHAKE.isProvenBy(new Message.Welcome(hello), SECRET));
    }

    @Test
    void doesNotHoldForProofsOfOtherLengths() {
        byte[] hello = HANDSHAKE.hello(SECRET).proof();
        byte[] welcome = HANDSHAKE.welcome(SECRET).proof();
        for (int length : new int[] {0, 31, 33}) {
            assertFalse(HANDSHAKE.isProvenBy(helloWith(Arrays.copyOf(hello, length)), SECRET));
            Message.Welcome other = new Message.Welcome(Arrays.copyOf(welcome, length));
            assertFalse(HANDSHAKE.isProvenBy(other, SECRET));
        }
    }

    private static Message.Hello helloWith(byte[] proof) {
        return new Message.Hello("job", 3, 2, WORKERS, proof);
    }

    @Test
    void drawsEachNonceAnew() {
        assertFalse(Arrays.equals(Handshake.newNonce(), Handshake.newNonce()));
    }
}
