package org.draco.codec.code;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The SHA-256 digest of a vector of floats, taken over their bit patterns as little-endian bytes.
 *
 * <p>A cryptographic digest is needed: under a fast hash a liar could find another gradient with the honest digest and
 * hand that one in when it is asked for the gradient. Equal vectors means equal bits: 0.0 and -0.0 differ, and NaNs are
 * told apart by their payload.
 *
 * <p>Immutable and thread-safe.
 */
public final class Digest {

    /** Length in bytes. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The digest of {@code vector}, which is only read. */
    public static Digest of(float[] vector) {
        Taking taking = new Taking();
        taking.add(vector, 0, vector.length);
        return taking.digest();
    }

    /** A digest that is taken while the vector comes, piece after piece in their order. Owned by one thread. */
    public static final class Taking {

        private static final int SLICE_FLOATS = 4096;

        private final MessageDigest sha = sha256();
        private ByteBuffer slice = ByteBuffer.allocate(0);

        /** The next {@code count} components, which are only read: those of {@code vector} from {@code from} on. */
        public void add(float[] vector, int from, int count) {
            if (slice.capacity() < Math.min(count, SLICE_FLOATS) * Float.BYTES) {
                slice =
                        ByteBuffer.allocate(Math.min(count, SLICE_FLOATS) * Float.BYTES)
                                .order(ByteOrder.LITTLE_ENDIAN);
            }
            for (int done = 0; done < count; done += SLICE_FLOATS) {
                int now = Math.min(SLICE_FLOATS, count - done);
                slice.clear().asFloatBuffer().put(vector, from + done, now);
                sha.update(slice.array(), 0, now * Float.BYTES);
            }
        }

        /** The digest of all that was added; asked for once. */
        public Digest digest() {
            return new Digest(sha.digest());
        }
    }

    /**
     * A digest as it came over the wire.
     *
     * @param bytes 32 bytes; copied
     * @throws IllegalArgumentException if they are not 32
     */
    public static Digest ofBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "digest: expected " + BYTES + " bytes, found " + bytes.length);
        }
        return new Digest(bytes.clone());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** The 32 bytes; a copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
