package org.draco.codec.code.exact;

import java.util.random.RandomGenerator;

/**
 * The field of integers modulo the Mersenne prime p = 2^31 - 1.
 *
 * <p>Elements are {@code long}s in {@code 0 .. p - 1}. Since 2^31 = 1 (mod p), the high bits of a number may be added to
 * its low ones: {@link #fold} makes any 64 bits, read without sign, smaller than 2^34, so a loop can add up several products
 * (each below 2^62) before it folds, and reduces once at the end. Statics only; thread-safe.
 */
public final class PrimeField {

    /** p. */
    public static final int P = Integer.MAX_VALUE;

    private PrimeField() {}

    /** A number equal to {@code x} modulo p and below 2^33 + 2^31; {@code x} is read without sign. */
    static long fold(long x) {
        return (x & P) + (x >>> 31);
    }

    /** The element that {@code x}, read without sign, is modulo p. */
    public static long reduce(long x) {
        // 2^64 -> below 2^33 + 2^31 -> at most p + 5 -> below p.
        long small = fold(fold(x)) - P;
        return small + ((small >> 63) & P);
    }

    /** The element that {@code x}, read with its sign and within -2^62 .. 2^62, is modulo p. */
    static long reduceSigned(long x) {
        return reduce(x + ((long) P << 31) + ((long) P << 1));
    }

    /** a + b. */
    public static long add(long a, long b) {
        return reduce(a + b);
    }

    /** a - b. */
    public static long subtract(long a, long b) {
        return reduce(a + P - b);
    }

    /** a b. */
    public static long multiply(long a, long b) {
        return reduce(a * b);
    }

    /** a to the power of {@code exponent}, which is not negative. */
    public static long power(long a, long exponent) {
        long result = 1;
        long square = a;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = multiply(result, square);
            }
            square = multiply(square, square);
        }
        return result;
    }

    /**
     * 1 / a.
     *
     * @throws ArithmeticException if {@code a} is zero
     */
    public static long inverse(long a) {
        if (a == 0) {
            throw new ArithmeticException("0 has no inverse modulo p");
        }
        return power(a, P - 2L);
    }

    /** Elements drawn evenly and independently; a new array. */
    static long[] draw(RandomGenerator random, int count) {
        long[] drawn = new long[count];
        // Whole buffers at a time: a SecureRandom asked for one number is slow.
        byte[] bytes = new byte[Integer.BYTES * Math.min(count, 4096)];
        int left = 0;
        for (int i = 0; i < count; ) {
            if (left == 0) {
                random.nextBytes(bytes);
                left = bytes.length;
            }
            left -= Integer.BYTES;
            int candidate =
                    ((bytes[left] & 0x7f) << 24)
                            | ((bytes[left + 1] & 0xff) << 16)
                            | ((bytes[left + 2] & 0xff) << 8)
                            | (bytes[left + 3] & 0xff);
            if (candidate != P) {
                drawn[i++] = candidate;
            }
        }
        return drawn;
    }
}
