package org.draco.codec.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The second opinion on HMAC: spelled out from RFC 2104, for keys that are no longer than a block. */
final class HmacByHand {

    private static final int BLOCK_BYTES = 64;

    private HmacByHand() {}

    static byte[] sha256(byte[] key, byte[] text) throws NoSuchAlgorithmException {
        byte[] inner = Arrays.copyOf(key, BLOCK_BYTES);
        byte[] outer = Arrays.copyOf(key, BLOCK_BYTES);
        for (int i = 0; i < BLOCK_BYTES; i++) {
            inner[i] ^= 0x36;
            outer[i] ^= 0x5c;
        }
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(inner);
        byte[] digest = sha.digest(text);
        sha.update(outer);
        return sha.digest(digest);
    }
}
