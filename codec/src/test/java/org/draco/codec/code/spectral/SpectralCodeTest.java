package org.draco.codec.code.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SpectralCodeTest {

    @Test
    void hasTheCoefficientsOfTheDesignForFortyFiveWorkersAndOneLiar() {
        double[] g = SpectralCode.real(45, 1).coefficients();
        assertArrayEquals(new double[] {0.250, 0.499, 0.250}, g, 1e-3);
        assertEquals(g[0], g[2], 1e-15);
    }

    @Test
    void hasCoefficientsThatAddUpToOne() {
        for (SpectralCode code : codes()) {
            assertEquals(1, Arrays.stream(code.coefficients()).sum(), 1e-12);
            assertEquals(0, Arrays.stream(code.imaginaryCoefficients()).sum(), 1e-12);
        }
    }

    @Test
    void givesTheSumOfTheBatchesAsThePlainSumOfHonestAnswersWhichPassEveryCheck() {
        for (SpectralCode code : codes()) {
            Step step = new Step(code, 7, new Random(1));
            double[][] answers = step.honestDouble();
            double[] plain = new double[7];
            for (double[] answer : answers) {
                for (int i = 0; i < 7; i++) {
                    plain[i] += answer[code.isComplex() ? 2 * i : i];
                }
            }
            assertArrayEquals(step.sum(), plain, 1e-12 * code.workers(), step.toString());
            for (int z = 0; z < 2 * code.adversaries(); z++) {
                assertEquals(0, step.check(answers, 3, code.firstFrequency() + z), 1e-12);
            }
        }
    }

    @Test
    void roundsAnAnswerOnce() {
        for (SpectralCode code : codes()) {
            Step step = new Step(code, 3000, new Random(2));
            float[][] rounded = step.honest();
            double[][] full = step.honestDouble();
            for (int worker = 0; worker < code.workers(); worker++) {
                for (int i = 0; i < full[worker].length; i++) {
                    double half = Math.ulp(rounded[worker][i]) / 2;
                    // Another float than (float) full only where that is a tie but for its last
                    // digits.
                    assertEquals(full[worker][i], rounded[worker][i], half + 0x1p-42);
                }
            }
        }
    }

    @Test
    void refusesWhatNoCodeCanDo() {
        assertMessage("odd P, found P = 8", () -> SpectralCode.real(8, 1));
        assertMessage("P = 4 and s = 2", () -> SpectralCode.complex(4, 2));
        assertMessage("s = -1", () -> SpectralCode.real(5, -1));
        assertMessage("2s + 1 = 3, found 2", () -> SpectralCode.real(5, 1).encode(new float[2][4]));
        float[][] ragged = {{1}, {1, 2}, {1}};
        assertMessage("lengths differ", () -> SpectralCode.real(5, 1).encode(ragged));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static SpectralCode[] codes() {
        return new SpectralCode[] {
            SpectralCode.real(1, 0),
            SpectralCode.real(3, 1),
            SpectralCode.real(9, 2),
            SpectralCode.real(45, 1),
            SpectralCode.real(45, 7),
            SpectralCode.complex(4, 1),
            SpectralCode.complex(8, 3),
            SpectralCode.complex(9, 4),
            SpectralCode.complex(46, 3)
        };
    }
}
