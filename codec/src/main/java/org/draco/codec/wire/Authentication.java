package org.draco.codec.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 for one purpose at a time: a code made for one is of no use for another. */
final class Authentication {

    private static final String ALGORITHM = "HmacSHA256";

    private Authentication() {}

    /**
     * The code of {@code context 0:u8 parts}.
     *
     * @param context what the code is for, in ASCII
     * @param parts of fixed lengths, but for the last
     * @return 32 bytes, a new array
     */
    static byte[] code(byte[] key, String context, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(context.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + ALGORITHM, e);
        }
    }
}
