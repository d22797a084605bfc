package org.draco.bin.arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.draco.codec.code.choice.CodeChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CyclicBatchesTest {

    private static final int DIMENSION = 5000;

    private static ArrayCode cyclic(String arithmetic, int workers, int adversaries) {
        return ArrayCodes.create(
                CodeChoice.of("cyclic", workers, 3, adversaries, "average")
                        .withArithmetic(arithmetic));
    }

    private static float[][] gradients(Random random, int batches) {
        float[][] gradients = new float[batches][DIMENSION];
        for (float[] gradient : gradients) {
            for (int i = 0; i < DIMENSION; i++) {
                gradient[i] = (float) random.nextGaussian();
            }
        }
        return gradients;
    }

    /** Independent of the codes: added up in double. */
    private static double[] sum(float[][] gradients) {
        double[] sum = new double[DIMENSION];
        for (float[] gradient : gradients) {
            for (int i = 0; i < DIMENSION; i++) {
                sum[i] += gradient[i];
            }
        }
        return sum;
    }

    private static void assertNear(double[] expected, float[] found, double tolerance, long seed) {
        for (int i = 0; i < DIMENSION; i++) {
            assertEquals(expected[i], found[i], tolerance, "component " + i + ", seed " + seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"9,2", "8,1", "8,3", "15,3", "45,5"})
    void theExactSumUnderAttackIsTheHonestOneToTheBit(int workers, int adversaries)
            throws UndecodableException {
        long seed = 31L * workers + adversaries;
        Random random = new Random(seed);
        ArrayCode code = cyclic("exact", workers, adversaries);
        float[][] gradients = gradients(random, workers);
        Answers.Residues honest = (Answers.Residues) code.encode(gradients);
        DecodedSum truth = code.decode(honest, Set.of());
        // Each gradient is off by at most half a unit; the largest component is below 2^3, and the
        // unit is its 2^-22.
        double unit = 8.0 / (1 << 22);
        double[] sum = sum(gradients);
        assertNear(sum, truth.sum(), workers * unit / 2 + 1e-6 * 8 * workers, seed);
        assertEquals(Set.of(), truth.liars());

        for (int liar = 0; liar < adversaries; liar++) {
            honest.rows()[liar * 2 % workers][7 * liar] ^= 1;
        }
        DecodedSum attacked = code.decode(honest, Set.of());
        assertArrayEquals(truth.sum(), attacked.sum(), "seed " + seed);
        assertEquals(adversaries, attacked.liars().size(), "seed " + seed);
    }

    @Test
    void missingWorkersAreErasures() throws UndecodableException {
        ArrayCode code = cyclic("exact", 9, 2);
        Answers answers = code.encode(gradients(new Random(5), 9));
        DecodedSum truth = code.decode(answers, Set.of());
        assertArrayEquals(truth.sum(), code.decode(answers, Set.of(0, 3, 4, 8)).sum());
        assertThrows(UndecodableException.class, () -> code.decode(answers, Set.of(0, 1, 2, 3, 4)));
    }

    @ParameterizedTest
    @CsvSource({"float,9,2", "complex,8,1", "float,45,1"})
    void theFloatSumUnderAttackIsNearTheHonestOne(String arithmetic, int workers, int adversaries)
            throws UndecodableException {
        long seed = 7L * workers + adversaries;
        ArrayCode code = cyclic(arithmetic, workers, adversaries);
        float[][] gradients = gradients(new Random(seed), workers);
        Answers answers = code.encode(gradients);
        float[][] rows =
                answers instanceof Answers.Complexes complex
                        ? complex.rows()
                        : ((Answers.Floats) answers).rows();
        for (int liar = 0; liar < adversaries; liar++) {
            for (int i = 0; i < rows[liar].length; i++) {
                rows[liar][i] *= -100;
            }
        }
        DecodedSum decoded = code.decode(answers, Set.of());
        double margin = (double) decoded.certificate().get("margin");
        // The margin is relative to the norm of the answers, each of which is at most 2s + 1
        // gradients.
        double norm = Math.sqrt((double) workers * DIMENSION) * (2 * adversaries + 1);
        assertNear(sum(gradients), decoded.sum(), margin * norm + 1e-5 * workers, seed);
        assertEquals(adversaries, decoded.liars().size());
        assertTrue((double) decoded.certificate().get("residual") >= 0);
    }

    @Test
    void whatCannotBeIsRefusedWithTheNumbers() {
        List<String> even =
                ArrayCodes.faults(
                        CodeChoice.of("cyclic", 8, 3, 1, "average").withArithmetic("float"));
        assertEquals(1, even.size());
        assertTrue(even.get(0).contains("found 8"), even.toString());
        List<String> wrong =
                ArrayCodes.faults(
                        CodeChoice.of("cyclic", 4, 3, 2, "average").withArithmetic("decimal"));
        assertEquals(2, wrong.size(), wrong.toString());
    }
}
