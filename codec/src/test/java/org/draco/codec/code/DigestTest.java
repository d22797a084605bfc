package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** SHA-256 over little-endian floats. */
class DigestTest {

    private static byte[] sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    @Test
    void isSha256OfTheLittleEndianBits() throws Exception {
        // 1.0 = 0x3F800000, -2.0 = 0xC0000000, the smallest float = 0x00000001.
        byte[] bytes = {0, 0, (byte) 0x80, 0x3F, 0, 0, 0, (byte) 0xC0, 1, 0, 0, 0};
        assertArrayEquals(sha256(bytes), Digest.of(new float[] {1, -2, Float.MIN_VALUE}).toBytes());
    }

    @Test
    void ofNothingIsSha256OfNothing() {
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                Digest.of(new float[0]).toString());
    }

    @Test
    void doesNotDependOnHowTheVectorIsSliced() throws Exception {
        Random random = new Random(3);
        for (int length : new int[] {1, 4095, 4096, 4097, 8192, 50_000}) {
            float[] vector = new float[length];
            byte[] bytes = new byte[length * 4];
            for (int i = 0; i < length; i++) {
                int bits = random.nextInt() & 0x7F7FFFFF;
                vector[i] = Float.intBitsToFloat(bits);
                for (int b = 0; b < 4; b++) {
                    bytes[4 * i + b] = (byte) (bits >>> (8 * b));
                }
            }
            assertArrayEquals(sha256(bytes), Digest.of(vector).toBytes(), "length " + length);
        }
    }

    @Test
    void tellsEveryBitApart() {
        float[] vector = {1.5f, 0, -3};
        Set<Digest> digests = new HashSet<>(Set.of(Digest.of(vector)));
        for (int bit = 0; bit < 32 * vector.length; bit++) {
            float[] flipped = vector.clone();
            flipped[bit / 32] =
                    Float.intBitsToFloat(
                            Float.floatToRawIntBits(flipped[bit / 32]) ^ (1 << (bit % 32)));
            digests.add(Digest.of(flipped));
        }
        assertEquals(1 + 32 * vector.length, digests.size());
    }

    @Test
    void tellsZerosAndNotANumbersApart() {
        assertNotEquals(Digest.of(new float[] {0f}), Digest.of(new float[] {-0f}));
        float quiet = Float.intBitsToFloat(0x7FC00000);
        float other = Float.intBitsToFloat(0x7FC00001);
        assertNotEquals(Digest.of(new float[] {quiet}), Digest.of(new float[] {other}));
        assertEquals(Digest.of(new float[] {other}), Digest.of(new float[] {other}));
    }

    @Test
    void tellsLengthsApart() {
        assertNotEquals(Digest.of(new float[1]), Digest.of(new float[2]));
        assertNotEquals(Digest.of(new float[0]), Digest.of(new float[1]));
    }

    @Test
    void comesBackFromItsBytes() {
        Digest digest = Digest.of(new float[] {1});
        Digest copy = Digest.ofBytes(digest.toBytes());
        assertEquals(digest, copy);
        assertEquals(digest.hashCode(), copy.hashCode());
        assertEquals(digest.toString(), copy.toString());
    }

    @Test
    void cannotBeChangedFromOutside() {
        byte[] bytes = new byte[Digest.BYTES];
        Digest digest = Digest.ofBytes(bytes);
        bytes[0] = 1;
        digest.toBytes()[1] = 1;
        assertEquals(Digest.ofBytes(new byte[Digest.BYTES]), digest);
    }

    @Test
    void refusesOtherLengths() {
        for (int length : new int[] {0, 31, 33}) {
            String message =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> Digest.ofBytes(new byte[length]))
                            .getMessage();
            assertTrue(message.contains("32") && message.contains("found " + length), message);
        }
    }
}
