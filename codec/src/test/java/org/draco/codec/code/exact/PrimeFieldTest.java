package org.draco.codec.code.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrimeFieldTest {

    private static final BigInteger P = BigInteger.valueOf(PrimeField.P);

    @Test
    void reducesAny64BitsAsBigIntegerDoes() {
        Random random = new Random(20260206);
        long[] edges = {0, 1, -1, PrimeField.P, PrimeField.P - 1L, Long.MIN_VALUE, Long.MAX_VALUE};
        for (int i = 0; i < 100_000; i++) {
            long x = i < edges.length ? edges[i] : random.nextLong() >>> random.nextInt(40);
            BigInteger unsigned = new BigInteger(Long.toUnsignedString(x));
            assertEquals(unsigned.mod(P).longValue(), PrimeField.reduce(x), "x = " + x);
            long signed = x >> 2;
            assertEquals(
                    BigInteger.valueOf(signed).mod(P).longValue(),
                    PrimeField.reduceSigned(signed),
                    "x = " + signed);
        }
    }

    @Test
    void dividesAndSubtracts() {
        Random random = new Random(20260207);
        for (int i = 0; i < 10_000; i++) {
            long a = 1 + random.nextInt(PrimeField.P - 1);
            long b = random.nextInt(PrimeField.P);
            assertEquals(1, PrimeField.multiply(a, PrimeField.inverse(a)));
            assertEquals(b, PrimeField.add(PrimeField.subtract(b, a), a));
        }
        assertThrows(ArithmeticException.class, () -> PrimeField.inverse(0));
    }

    @Test
    void drawsResiduesAcrossTheWholeField() {
        long[] drawn = PrimeField.draw(new Random(20260208), 20_000);
        int high = 0;
        for (long number : drawn) {
            assertTrue(number >= 0 && number < PrimeField.P);
            high += number > PrimeField.P / 2 ? 1 : 0;
        }
        assertEquals(10_000, high, 500);
    }
}
