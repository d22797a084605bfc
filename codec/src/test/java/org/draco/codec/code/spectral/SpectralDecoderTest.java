package org.draco.codec.code.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpectralDecoderTest {

    private static final int DIMENSION = 40;

    private final long seed = Long.getLong("draco.test.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @EnumSource(FloatLie.class)
    void recoversTheSumAndNamesTheLiarsForEveryPlacementAmongFewWorkers(FloatLie lie) {
        for (SpectralCode code : fewWorkers()) {
            for (int set = 0; set < 1 << code.workers(); set++) {
                if (Integer.bitCount(set) <= code.adversaries()) {
                    tell(code, lie, members(set), DIMENSION);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FloatLie.class)
    void recoversTheSumAndNamesTheLiarsForRandomAndAdjacentPlacementsAmongMany(FloatLie lie) {
        SpectralCode[] codes = {
            SpectralCode.real(45, 1),
            SpectralCode.real(45, 3),
            SpectralCode.real(21, 3),
            SpectralCode.complex(20, 2)
        };
        for (SpectralCode code : codes) {
            for (int round = 0; round < 5; round++) {
                tell(code, lie, anywhere(code), 5000);
                tell(code, lie, adjacent(code), 5000);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FloatLie.class)
    void recoversTheSumWithManyLiarsFromAnswersInDoublePrecision(FloatLie lie) {
        for (int s : new int[] {5, 7}) {
            SpectralCode code = SpectralCode.real(45, s);
            tellDouble(code, lie, anywhere(code));
            if (s == 5) {
                tellDouble(code, lie, adjacent(code));
            }
        }
    }

    @Test
    void bearsLiarsBesideMissingAnswersWithinTheBudget() {
        for (SpectralCode code : fewWorkers()) {
            for (int missing = 0; missing <= 2 * code.adversaries(); missing++) {
                int liars = (2 * code.adversaries() - missing) / 2;
                Step step = new Step(code, DIMENSION, random);
                float[][] answers = step.honest();
                int[] chosen = choose(code.workers(), missing + liars);
                int[] lying = Arrays.copyOf(chosen, liars);
                FloatLie.RANDOM.tell(answers, lying, random);
                for (int k = liars; k < chosen.length; k++) {
                    answers[chosen[k]] = null;
                }
                assertDecoded(step, answers, set(lying), "missing " + missing);
            }
        }
    }

    @Test
    void asksForMoreAnswersWhenTooManyAreMissing() {
        SpectralCode code = SpectralCode.real(9, 2);
        Step step = new Step(code, DIMENSION, random);
        float[][] answers = step.honest();
        Arrays.fill(answers, 0, 5, null);
        assertInstanceOf(SpectralDecoding.TooFewAnswers.class, decode(step, answers));
        answers = step.honest();
        answers[1] = null;
        answers[2] = null;
        FloatLie.RANDOM.tell(answers, new int[] {5, 7}, random);
        assertInstanceOf(SpectralDecoding.TooFewAnswers.class, decode(step, answers));
    }

    @ParameterizedTest
    @EnumSource(FloatLie.class)
    void refusesWhenMoreThanTheDeclaredNumberLieAndTheChecksCanTell(FloatLie lie) {
        // s + 1 liars can pass for s others, but only by lies in one proportion that none of these
        // kinds has.
        for (SpectralCode code :
                new SpectralCode[] {SpectralCode.real(11, 2), SpectralCode.real(47, 2)}) {
            for (int round = 0; round < 10; round++) {
                Step step = new Step(code, DIMENSION, random);
                float[][] answers = step.honest();
                int[] liars = choose(code.workers(), code.adversaries() + 1);
                lie.tell(answers, liars, random);
                if (lie == FloatLie.HUGE_AND_SMALL
                        || lie == FloatLie.ONE_UNIT_IN_ONE_COORDINATE && code.workers() == 11) {
                    continue; // what is small beside the margin may pass
                }
                assertInstanceOf(
                        SpectralDecoding.Undecodable.class,
                        decode(step, answers),
                        () -> step + ", liars " + Arrays.toString(liars) + ", seed " + seed);
            }
        }
    }

    @Test
    void decodesWithoutAdversariesAndZeroGradients() {
        Step plain = new Step(SpectralCode.real(3, 0), DIMENSION, random);
        assertDecoded(plain, plain.honest(), Set.of(), "s = 0");
        Step zero = new Step(SpectralCode.real(9, 2), DIMENSION, random);
        for (float[] batch : zero.batches) {
            Arrays.fill(batch, 0);
        }
        assertDecoded(zero, zero.honest(), Set.of(), "zeros");
        float[][] answers = zero.honest();
        answers[4][2] = 1e-3f;
        assertDecoded(zero, answers, Set.of(4), "zeros but one");
    }

    @Test
    void accusesNobodyForRoundingWhateverTheGradients() {
        for (int round = 0; round < 300; round++) {
            SpectralCode[] codes = fewWorkers();
            SpectralCode code = codes[round % codes.length];
            Step step = new Step(code, 1 + random.nextInt(9000), random);
            double spread = random.nextInt(12);
            for (float[] batch : step.batches) {
                for (int i = 0; i < batch.length; i++) {
                    batch[i] *= (float) Math.pow(10, spread * random.nextGaussian() / 3);
                }
            }
            assertDecoded(step, step.honest(), Set.of(), "spread " + spread);
        }
        Step tiny = new Step(SpectralCode.real(9, 2), DIMENSION, random);
        for (float[] batch : tiny.batches) {
            for (int i = 0; i < batch.length; i++) {
                batch[i] *= 1e-43f;
            }
        }
        assertEquals(Set.of(), decoded(tiny, tiny.honest(), "denormal").liars());
    }

    /**
     * Where one component is nearly all of the norm, the sketch's own rounding can be more than what is taken for rounding; in some
     * seven of a thousand sketches of this step. Another sketch then says that there is nothing.
     */
    @Test
    void accusesNobodyForTheRoundingOfAnUnluckySketch() {
        Step step = new Step(SpectralCode.complex(4, 1), 2048, new Random(138));
        for (float[] batch : step.batches) {
            batch[7] *= 1e4f;
        }
        float[][] answers = step.honest();
        SpectralDecoder decoder = new SpectralDecoder(step.code);
        for (int sketch = 0; sketch < 3000; sketch++) {
            SpectralDecoding<float[]> decoding = decoder.decode(answers, step.dimension, sketch);
            Set<Integer> accused = ((SpectralDecoding.Decoded<float[]>) decoding).liars();
            assertEquals(Set.of(), accused, "sketch " + sketch);
        }
    }

    /** As above, beside a liar. */
    @Test
    void accusesTheLiarAloneWhenTheSketchIsUnlucky() {
        Step step = new Step(SpectralCode.complex(6, 2), 2048, new Random(51));
        for (float[] batch : step.batches) {
            batch[7] *= 1e4f;
        }
        float[][] answers = step.honest();
        FloatLie.REVERSED.tell(answers, new int[] {5}, new Random(1));
        SpectralDecoder decoder = new SpectralDecoder(step.code);
        for (int sketch = 0; sketch < 3000; sketch++) {
            SpectralDecoding<float[]> decoding = decoder.decode(answers, step.dimension, sketch);
            Set<Integer> accused = ((SpectralDecoding.Decoded<float[]>) decoding).liars();
            assertEquals(Set.of(5), accused, "sketch " + sketch);
        }
    }

    private void tell(SpectralCode code, FloatLie lie, int[] liars, int dimension) {
        Step step = new Step(code, dimension, random);
        float[][] answers = step.honest();
        lie.tell(answers, liars, random);
        // When everybody computes everything, all real answers are the same and a copy is the
        // truth.
        boolean truth =
                lie == FloatLie.COPY_OF_A_NEIGHBOUR
                        && code.redundancy() == code.workers()
                        && !code.isComplex();
        assertDecoded(
                step,
                answers,
                truth ? Set.of() : set(liars),
                lie + " by " + Arrays.toString(liars));
    }

    private void tellDouble(SpectralCode code, FloatLie lie, int[] liars) {
        Step step = new Step(code, 2000, random);
        float[][] lies = step.honest();
        lie.tell(lies, liars, random);
        double[][] answers = step.honestDouble();
        for (int liar : liars) {
            answers[liar] = Step.widen(lies[liar]);
        }
        String context = step + ", " + lie + " by " + Arrays.toString(liars) + ", seed " + seed;
        SpectralDecoding<double[]> decoding =
                new SpectralDecoder(code).decode(answers, step.dimension, random.nextLong());
        if (!(decoding instanceof SpectralDecoding.Decoded<double[]> decoded)) {
            throw new AssertionError(decoding + " " + context);
        }
        assertEquals(set(liars), decoded.liars(), context);
        assertClose(FloatWire.FLOAT64, step, answers, decoded.sum(), decoded.liars(), context);
    }

    private SpectralDecoding<float[]> decode(Step step, float[][] answers) {
        return new SpectralDecoder(step.code).decode(answers, step.dimension, random.nextLong());
    }

    private SpectralDecoding.Decoded<float[]> decoded(Step step, float[][] answers, String what) {
        SpectralDecoding<float[]> decoding = decode(step, answers);
        if (decoding instanceof SpectralDecoding.Decoded<float[]> decoded) {
            return decoded;
        }
        throw new AssertionError(decoding + ": " + what + ", " + step + ", seed " + seed);
    }

    private void assertDecoded(Step step, float[][] answers, Set<Integer> liars, String what) {
        SpectralDecoding.Decoded<float[]> decoded = decoded(step, answers, what);
        String context = what + ", " + step + ", seed " + seed;
        assertEquals(liars, decoded.liars(), context);
        double[][] wide = Step.widen(answers);
        assertClose(FloatWire.FLOAT32, step, wide, Step.widen(decoded.sum()), liars, context);
    }

    private static void assertClose(
            FloatWire wire,
            Step step,
            double[][] answers,
            double[] sum,
            Set<Integer> liars,
            String context) {
        double margin = Margin.of(step.code, wire).value() + 10 * wire.noise();
        double error = Step.distance(step.sum(), sum);
        double allowed = margin * Step.norm(answers, liars);
        assertTrue(error <= allowed, error + " > " + allowed + ": " + context);
    }

    private static SpectralCode[] fewWorkers() {
        return new SpectralCode[] {
            SpectralCode.real(3, 1),
            SpectralCode.real(5, 2),
            SpectralCode.real(7, 2),
            SpectralCode.real(9, 2),
            SpectralCode.complex(4, 1),
            SpectralCode.complex(8, 3)
        };
    }

    private int[] anywhere(SpectralCode code) {
        return choose(code.workers(), code.adversaries());
    }

    private int[] choose(int workers, int count) {
        return random.ints(0, workers).distinct().limit(count).toArray();
    }

    private int[] adjacent(SpectralCode code) {
        int first = random.nextInt(code.workers());
        int[] liars = new int[code.adversaries()];
        Arrays.setAll(liars, k -> (first + k) % code.workers());
        return liars;
    }

    private static int[] members(int set) {
        int[] members = new int[Integer.bitCount(set)];
        int count = 0;
        for (int worker = 0; set >> worker != 0; worker++) {
            if ((set >> worker & 1) == 1) {
                members[count++] = worker;
            }
        }
        return members;
    }

    private static Set<Integer> set(int[] workers) {
        Set<Integer> set = new TreeSet<>();
        for (int worker : workers) {
            set.add(worker);
        }
        return set;
    }
}
