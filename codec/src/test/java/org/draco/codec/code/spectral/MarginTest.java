package org.draco.codec.code.spectral;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarginTest {

    /** The last column is half a unit of the last digit that the design states. */
    @ParameterizedTest
    @CsvSource({
        "9, 1, 12, 0.5",
        "9, 2, 46, 0.5",
        "15, 2, 300, 5",
        "15, 3, 1.0e3, 50",
        "21, 3, 7e3, 500",
        "45, 1, 136, 0.5",
        "45, 2, 1.5e4, 500",
        "45, 3, 5e5, 5e4",
        "45, 5, 9e7, 5e6"
    })
    void amplifiesAsTheDesignSays(int workers, int adversaries, double expected, double half) {
        Margin margin = Margin.of(SpectralCode.real(workers, adversaries), FloatWire.FLOAT32);
        assertEquals(expected, margin.amplification(), half);
    }

    @Test
    void isWorstForAdjacentWorkersOfWhichHalfLie() {
        for (int[] p : new int[][] {{5, 1}, {7, 2}, {7, 3}, {9, 1}, {9, 2}, {9, 3}, {11, 2}}) {
            SpectralCode code = SpectralCode.real(p[0], p[1]);
            double stated = Margin.of(code, FloatWire.FLOAT32).amplification();
            ParityChecks checks = new ParityChecks(code);
            double worst = 0;
            for (int members = 1; members < 1 << p[0]; members++) {
                int size = Integer.bitCount(members);
                if (size > 2 * p[1]) {
                    continue;
                }
                int[] together = members(members, p[0]);
                for (long split = 1; split < 1L << size; split++) {
                    if (Long.bitCount(split) <= p[1] && size - Long.bitCount(split) <= p[1]) {
                        worst = Math.max(worst, Margin.amplification(checks, together, split));
                    }
                }
            }
            assertEquals(stated, worst, 1e-6 * stated, "P = " + p[0] + ", s = " + p[1]);
        }
    }

    @Test
    void isTheSameForTheRealAndTheComplexCode() {
        assertEquals(
                Margin.of(SpectralCode.real(15, 2), FloatWire.FLOAT32).amplification(),
                Margin.of(SpectralCode.complex(15, 2), FloatWire.FLOAT32).amplification());
    }

    @Test
    void isNothingWithoutAdversaries() {
        assertEquals(0, Margin.of(SpectralCode.real(5, 0), FloatWire.FLOAT32).value());
    }

    @Test
    void refusesAToleranceBelowItWithTheNumbers() {
        Margin margin = Margin.of(SpectralCode.real(45, 3), FloatWire.FLOAT32);
        assertFalse(margin.admits(1e-3));
        String message =
                assertThrows(IllegalArgumentException.class, () -> margin.require(1e-3))
                        .getMessage();
        for (String part :
                new String[] {"P = 45", "s = 3", "0.12", "5.23e+05", "0.0010", "float64"}) {
            assertTrue(message.contains(part), part + " in: " + message);
        }
        Margin wide = Margin.of(SpectralCode.real(45, 3), FloatWire.FLOAT64);
        assertTrue(wide.admits(1e-3));
        assertDoesNotThrow(() -> wide.require(1e-3));
    }

    private static int[] members(int bits, int workers) {
        int[] members = new int[Integer.bitCount(bits)];
        int count = 0;
        for (int worker = 0; worker < workers; worker++) {
            if ((bits >> worker & 1) == 1) {
                members[count++] = worker;
            }
        }
        return members;
    }
}
