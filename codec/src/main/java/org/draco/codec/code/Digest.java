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

    private static final int SLICE_FLOATS = 16384;

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The digest of {@code vector}, which is only read. */
    public static Digest of(float[] vector) {
        MessageDigest sha = sha256();
        ByteBuffer slice =
                ByteBuffer.allocate(Math.min(vector.length, SLICE_FLOATS) * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < vector.length; from += SLICE_FLOATS) {
            int count = Math.min(SLICE_FLOATS, vector.length - from);
            slice.clear().asFloatBuffer().put(vector, from, count);
            sha.update(slice.array(), 0, count * Float.BYTES);
        }
        return new Digest(sha.digest());
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
