package org.draco.codec.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * How a worker and the parameter server prove to each other that they hold the worker's secret: HMAC-SHA-256 over all that
 * the connection is about, with another context for each direction.
 *
 * <pre>
 *   proof := HMAC(secret, context 0:u8 version:u8 serverNonce:32 workerNonce:32 rank:u32 attempt:u32 job UTF-8)
 * </pre>
 *
 * Each rank has a secret of its own, so that one compromised worker cannot answer for another; each side's nonce is fresh for
 * each connection, so that what was overheard on one is of no use on another; and since the contexts differ, neither side's
 * proof can be sent back to it. Immutable and thread-safe.
 *
 * @param job the job's id
 * @param rank the worker's number
 * @param attempt how often its container has been replaced
 * @param serverNonce {@link #NONCE_BYTES} bytes that the parameter server drew for this connection; not copied
 * @param workerNonce {@link #NONCE_BYTES} bytes that the worker drew for it; not copied
 */
public record Handshake(String job, int rank, int attempt, byte[] serverNonce, byte[] workerNonce) {

    /** Length of a nonce. */
    public static final int NONCE_BYTES = 32;

    /** Length of a proof. */
    public static final int PROOF_BYTES = 32;

    /** Length of a worker's secret. */
    public static final int SECRET_BYTES = 32;

    private static final String SECRET_ALIAS = "draco.worker.secret.";

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Name under which a container's credentials hold the secret of a worker in it. */
    public static String secretAlias(int rank) {
        return SECRET_ALIAS + rank;
    }

    /** {@link #NONCE_BYTES} bytes that were never drawn before. */
    public static byte[] newNonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    /**
     * What the parameter server makes of a worker's introduction.
     *
     * @param serverNonce from its challenge
     */
    public static Handshake answering(byte[] serverNonce, Message.Hello hello) {
        return new Handshake(
                hello.job(), hello.rank(), hello.attempt(), serverNonce, hello.nonce());
    }

    /** What the worker says in answer to the challenge. */
    public Message.Hello hello(byte[] secret) {
        return new Message.Hello(
                job, rank, attempt, workerNonce, proof("draco worker hello", secret));
    }

    /** What the parameter server says in answer to the worker's introduction. */
    public Message.Welcome welcome(byte[] secret) {
        return new Message.Welcome(proof("draco server welcome", secret));
    }

    /** Whether it proves that the worker holds the secret, in time that does not depend on where it is wrong. */
    public boolean isProvenBy(Message.Hello hello, byte[] secret) {
        return MessageDigest.isEqual(hello.proof(), hello(secret).proof());
    }

    /** Whether it proves that the parameter server holds the secret, in time that does not depend on where it is wrong. */
    public boolean isProvenBy(Message.Welcome welcome, byte[] secret) {
        return MessageDigest.isEqual(welcome.proof(), welcome(secret).proof());
    }

    private byte[] proof(String context, byte[] secret) {
        return Authentication.code(
                secret,
                context,
                new byte[] {(byte) Frames.VERSION},
                serverNonce,
                workerNonce,
                ByteBuffer.allocate(2 * Integer.BYTES).putInt(rank).putInt(attempt).array(),
                job.getBytes(StandardCharsets.UTF_8));
    }
}
