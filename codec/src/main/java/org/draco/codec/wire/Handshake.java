package org.draco.codec.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a worker proves that it holds the secret of its rank: HMAC-SHA-256 over the parameter server's nonce, the job and the
 * rank.
 *
 * <p>Each rank has a secret of its own, so that one compromised worker cannot answer for another; the nonce is fresh for
 * each connection, so that a proof is of no use a second time. Stateless and thread-safe.
 */
public final class Handshake {

    /** Length of a challenge's nonce. */
    public static final int NONCE_BYTES = 32;

    /** Length of a proof. */
    public static final int PROOF_BYTES = 32;

    /** Length of a worker's secret. */
    public static final int SECRET_BYTES = 32;

    /** Name under which a container's credentials hold its worker's secret. */
    public static final String SECRET_ALIAS = "draco.worker.secret";

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] CONTEXT = "draco worker hello".getBytes(StandardCharsets.US_ASCII);

    private Handshake() {}

    /**
     * The proof for one connection.
     *
     * @param secret the rank's secret, {@value #SECRET_BYTES} bytes
     * @param nonce from the parameter server
     * @return {@value #PROOF_BYTES} bytes
     */
    public static byte[] proof(byte[] secret, byte[] nonce, String job, int rank) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update(CONTEXT);
            mac.update((byte) Frames.VERSION);
            mac.update(nonce);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(rank).array());
            mac.update(job.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Whether {@code hello} proves the secret, in time that does not depend on where it is wrong. */
    public static boolean holds(Message.Hello hello, byte[] secret, byte[] nonce, String job) {
        return hello.job().equals(job)
                && MessageDigest.isEqual(hello.proof(), proof(secret, nonce, job, hello.rank()));
    }
}
