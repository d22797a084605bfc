package org.draco.bin.arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.draco.bin.npy.NpyFormatException;
import org.draco.bin.npy.NpyReader;
import org.draco.bin.npy.NpyType;
import org.draco.bin.npy.NpyWriter;
import org.draco.codec.code.choice.CodeChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayCodesTest {

    @TempDir private Path directory;

    private static ArrayCode code(String approach, int workers, int groupSize, int adversaries) {
        return ArrayCodes.create(
                CodeChoice.of(approach, workers, groupSize, adversaries, "average"));
    }

    private static float[][] random(Random random, int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return matrix;
    }

    private static float[] sum(float[][] rows) {
        float[] sum = rows[0].clone();
        for (int row = 1; row < rows.length; row++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += rows[row][i];
            }
        }
        return sum;
    }

    /** Rows that may be overwritten: honest members of a group share one array. */
    private static float[][] copy(Answers answers) {
        float[][] rows = assertInstanceOf(Answers.Floats.class, answers).rows();
        return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void repetitionGivesTheHonestSumToTheBitAndNamesTheLiars(long seed)
            throws UndecodableException {
        Random random = new Random(seed);
        int s = 1 + random.nextInt(3);
        int r = 2 * s + 1 + random.nextInt(2);
        int groups = 1 + random.nextInt(7);
        ArrayCode code = code("repetition", groups * r, r, s);
        assertEquals(groups, code.batches());
        float[][] gradients = random(random, groups, 17);
        float[][] answers = copy(code.encode(gradients));
        Set<Integer> liars = new TreeSet<>();
        while (liars.size() < s) {
            liars.add(random.nextInt(groups * r));
        }
        liars.forEach(liar -> answers[liar][3] = Float.NaN);
        DecodedSum decoded = code.decode(new Answers.Floats(answers), Set.of());
        assertArrayEquals(sum(gradients), decoded.sum(), "seed " + seed);
        assertEquals(liars, decoded.liars(), "seed " + seed);
    }

    @Test
    void repetitionBearsMissingWorkersAndSaysWhenItCannot() throws UndecodableException {
        ArrayCode code = code("repetition", 6, 3, 1);
        float[][] gradients = {{1, 2}, {30, 40}};
        Answers answers = code.encode(gradients);
        assertArrayEquals(new float[] {31, 42}, code.decode(answers, Set.of(0, 5)).sum());
        assertThrows(UndecodableException.class, () -> code.decode(answers, Set.of(0, 1)));
        float[][] lies = copy(answers);
        lies[0][0] = 7;
        lies[1][0] = 8;
        assertThrows(
                UndecodableException.class, () -> code.decode(new Answers.Floats(lies), Set.of()));
    }

    @Test
    void theBaselineAddsUpAndCallsAnythingElseAnEstimate() throws UndecodableException {
        ArrayCode code = code("baseline", 3, 1, 0);
        float[][] gradients = {{1, 2}, {3, 4}, {5, 9}};
        DecodedSum all = code.decode(code.encode(gradients), Set.of());
        assertArrayEquals(new float[] {9, 15}, all.sum());
        assertEquals(false, all.certificate().get("estimate"));
        DecodedSum some = code.decode(code.encode(gradients), Set.of(2));
        assertArrayEquals(new float[] {6, 9}, some.sum());
        assertEquals(true, some.certificate().get("estimate"));
        DecodedSum faulty =
                code.decode(
                        new Answers.Floats(
                                new float[][] {{1, 2}, {Float.POSITIVE_INFINITY, 0}, {3, 4}}),
                        Set.of());
        assertEquals(Set.of(1), faulty.liars());
        assertArrayEquals(new float[] {6, 9}, faulty.sum());
    }

    /** The array has first answers only: what a job would settle in a second round is an error here that says so. */
    @Test
    void theReactiveCodeAddsUpWhatAgreesAndSaysWhoElseAJobWouldAsk() throws UndecodableException {
        ArrayCode code = code("reactive", 6, 1, 1);
        float[][] gradients = {{1, 2}, {30, 40}, {500, 600}};
        DecodedSum sum = code.decode(code.encode(gradients), Set.of());
        assertArrayEquals(new float[] {531, 642}, sum.sum());
        assertEquals(false, sum.certificate().get("estimate"));
        float[][] lies = copy(code.encode(gradients));
        lies[3][0] = 7;
        UndecodableException disagreement =
                assertThrows(
                        UndecodableException.class,
                        () -> code.decode(new Answers.Floats(lies), Set.of()));
        assertTrue(
                disagreement.getMessage().startsWith("group 1 disagrees"),
                disagreement.getMessage());
    }

    @Test
    void detoxGivesWhatItsRuleMakesOfTheMajorities() throws UndecodableException {
        ArrayCode code = ArrayCodes.create(CodeChoice.of("detox", 15, 3, 2, "median"));
        float[][] gradients = {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}};
        float[][] lies = copy(code.encode(gradients));
        lies[0] = new float[] {1000, 1000};
        lies[1] = new float[] {1000, 1000}; // group 0 is turned: 1000, 3, 5, 7, 9
        DecodedSum sum = code.decode(new Answers.Floats(lies), Set.of());
        assertArrayEquals(new float[] {5 * 7, 5 * 8}, sum.sum());
        assertEquals(true, sum.certificate().get("estimate"));
        assertEquals(Set.of(), sum.liars(), "a majority may be the liars'");
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        List<String> faults =
                ArrayCodes.faults(
                        CodeChoice.of("repetition", 8, 3, 5, "average").withArithmetic("exact"));
        assertEquals(4, faults.size(), faults.toString());
        assertTrue(faults.get(1).startsWith("group-size"), faults.toString());
        assertTrue(faults.get(3).startsWith("arithmetic"), faults.toString());
        assertThrows(IllegalArgumentException.class, () -> code("acyclic", 5, 1, 1));
        assertEquals(1, ArrayCodes.faults(CodeChoice.of("baseline", 0, 3, 0, "average")).size());
    }

    @Test
    void answersOfEveryKindSurviveTheirFiles() throws IOException {
        Path file = directory.resolve("answers.npy");
        float[][] rows = {{1, 2, 3, 4}, {Float.NaN, Float.NaN, Float.NaN, Float.NaN}};
        AnswerFiles.write(file, new Answers.Floats(rows));
        Answers.Floats floats = assertInstanceOf(Answers.Floats.class, read(file));
        assertArrayEquals(rows, floats.rows());
        assertEquals(Set.of(1), floats.absent());
        AnswerFiles.write(file, new Answers.Complexes(rows));
        Answers.Complexes complexes = assertInstanceOf(Answers.Complexes.class, read(file));
        assertArrayEquals(rows, complexes.rows());
        assertEquals(Set.of(1), complexes.absent());
        int[][] residues = {{0, Integer.MAX_VALUE - 1}, {-1, 7}};
        AnswerFiles.write(file, new Answers.Residues(residues, new int[] {-20, 3, 0}));
        Answers.Residues read = assertInstanceOf(Answers.Residues.class, read(file));
        assertArrayEquals(residues, read.rows());
        assertArrayEquals(new int[] {-20, 3, 0}, read.exponents());
        assertEquals(Set.of(), read.absent());
        assertEquals("answers.exponents.npy", "" + exponents(file).getFileName());
    }

    private static Path exponents(Path answers) {
        return AnswerFiles.exponentsBeside(answers);
    }

    private static Answers read(Path file) throws IOException {
        try (NpyReader reader = new NpyReader(file)) {
            return AnswerFiles.read(reader);
        }
    }

    @Test
    void refusesExponentsThatAreNone() throws IOException {
        Path file = directory.resolve("answers.npy");
        AnswerFiles.write(file, new Answers.Residues(new int[][] {{1}}, new int[] {1}));
        try (NpyWriter writer = new NpyWriter(exponents(file), NpyType.FLOAT32, 1)) {
            writer.write(new float[1]);
            writer.finish();
        }
        assertThrows(NpyFormatException.class, () -> read(file));
    }
}
