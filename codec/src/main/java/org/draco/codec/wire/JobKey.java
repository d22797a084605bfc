package org.draco.codec.wire;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * The one secret of a job, from which every worker's is derived.
 *
 * <p>Who holds it knows all of the job's secrets: it stays with the parameter server. Since nothing else goes into a
 * worker's secret, each attempt of the ApplicationMaster comes to the same ones and knows the workers that outlived the
 * attempt before.
 *
 * <p>Immutable and thread-safe; never shown.
 */
public final class JobKey {

    /** Length of a key. */
    public static final int BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    private JobKey(byte[] key) {
        this.key = key;
    }

    /** A new key that nobody can guess. */
    public static JobKey random() {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return new JobKey(key);
    }

    /**
     * The key that {@link #bytes} gave.
     *
     * @param bytes {@value #BYTES} of them; copied
     * @throws IllegalArgumentException if there are more or fewer; the message does not show them
     */
    public static JobKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "job key: expected " + BYTES + " bytes, found " + bytes.length);
        }
        return new JobKey(bytes.clone());
    }

    /** The key itself; a copy. */
    public byte[] bytes() {
        return key.clone();
    }

    /**
     * What the process of this worker proves its identity with; to be given to that process alone.
     *
     * @param rank the worker's number, from 0
     * @param attempt how often its container has been replaced, from 0: what an earlier one knew is of no use any more
     * @return {@value Handshake#SECRET_BYTES} bytes, a new array
     */
    public byte[] workerSecret(int rank, int attempt) {
        ByteBuffer whose = ByteBuffer.allocate(2 * Integer.BYTES).putInt(rank).putInt(attempt);
        return Authentication.code(key, "draco worker secret", whose.array());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "a job's key";
    }
}
