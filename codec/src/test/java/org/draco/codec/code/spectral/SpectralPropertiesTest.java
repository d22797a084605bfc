package org.draco.codec.code.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every code, gradient, set of liars and lie. jqwik prints the seed of each property, and a failure shrunk. */
class SpectralPropertiesTest {

    private static final int TRIES = 300;

    /** One step with its liars: whoever is in {@code liars} tells {@code lie}. */
    record Scene(SpectralCode code, int dimension, FloatLie lie, int[] liars, long seed) {

        Random random() {
            return new Random(seed);
        }

        Step step(Random random) {
            return new Step(code, dimension, random);
        }

        float[][] answers(Step step, Random random) {
            float[][] answers = step.honest();
            lie.tell(answers, liars, random);
            return answers;
        }

        @Override
        public String toString() {
            return "P = %d, s = %d, %s, d = %d, %s by %s, seed %d"
                    .formatted(
                            code.workers(),
                            code.adversaries(),
                            code.isComplex() ? "complex" : "real",
                            dimension,
                            lie,
                            Arrays.toString(liars),
                            seed);
        }
    }

    @Provide
    Arbitrary<SpectralCode> codes() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 31),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(true, false))
                .as(
                        (workers, s, complex) -> {
                            int most = Math.min(s, (workers - 1) / 2);
                            return complex || workers % 2 == 0
                                    ? SpectralCode.complex(workers, most)
                                    : SpectralCode.real(workers, most);
                        });
    }

    @Provide
    Arbitrary<Scene> scenes() {
        return codes().flatMap(this::scenes);
    }

    private Arbitrary<Scene> scenes(SpectralCode code) {
        Arbitrary<int[]> liars =
                Arbitraries.integers()
                        .between(0, code.workers() - 1)
                        .set()
                        .ofMaxSize(code.adversaries())
                        .map(set -> set.stream().mapToInt(worker -> worker).toArray());
        return Combinators.combine(
                        Arbitraries.integers().between(1, 6000),
                        Arbitraries.of(FloatLie.class),
                        liars,
                        Arbitraries.longs())
                .as((dimension, lie, who, seed) -> new Scene(code, dimension, lie, who, seed));
    }

    @Property(tries = TRIES)
    void theSumIsWithinTheMarginWhoeverLies(@ForAll("scenes") Scene scene) {
        Random random = scene.random();
        Step step = scene.step(random);
        double[][] answers = Step.widen(scene.answers(step, random));
        Outcome outcome = Outcome.of(FloatWire.FLOAT32, step, answers, random.nextLong());
        assertTrue(outcome != null, "refused");
        double margin = Margin.of(scene.code, FloatWire.FLOAT32).value();
        double allowed = (margin + 10 * FloatWire.FLOAT32.noise()) * outcome.believed();
        assertTrue(outcome.error() <= allowed, outcome.error() + " > " + allowed);
    }

    @Property(tries = TRIES)
    void whoeverIsAccusedSentSomethingElseThanHonestWorkers(@ForAll("scenes") Scene scene) {
        Random random = scene.random();
        Step step = scene.step(random);
        double margin = Margin.of(scene.code, FloatWire.FLOAT32).value();
        double[][] honest = Step.widen(step.honest());
        double[][] answers = Step.widen(scene.answers(step, random));
        double least = 10 * margin * Step.norm(honest, Set.of());
        Outcome outcome = Outcome.of(FloatWire.FLOAT32, step, answers, random.nextLong());
        Set<Integer> large = new TreeSet<>();
        for (int liar : scene.liars) {
            boolean readable = answers[liar].length == honest[liar].length;
            if (!readable || !(Step.distance(answers[liar], honest[liar]) < least)) {
                large.add(liar);
            }
        }
        if (large.size() == scene.liars.length) {
            assertEquals(large, outcome.accused());
        } else {
            assertTrue(outcome.accused().containsAll(large), "missed one of " + large);
        }
    }

    /** The sketch and the sums are linear, and a power of two changes no digit. */
    @Property(tries = TRIES / 3)
    void timesAPowerOfTwoTheSumIsThatTimesTheSum(
            @ForAll("scenes") Scene scene, @ForAll @IntRange(min = -30, max = 30) int exponent) {
        Random random = scene.random();
        Step step = scene.step(random);
        float[][] answers = scene.answers(step, random);
        float[][] scaled = new float[answers.length][];
        for (int worker = 0; worker < scaled.length; worker++) {
            scaled[worker] = scale(answers[worker], exponent);
        }
        SpectralDecoder decoder = new SpectralDecoder(scene.code);
        SpectralDecoding.Decoded<float[]> one = decoded(decoder.decode(answers, step.dimension, 5));
        SpectralDecoding.Decoded<float[]> two = decoded(decoder.decode(scaled, step.dimension, 5));
        assertEquals(one.liars(), two.liars());
        assertArrayEquals(scale(one.sum(), exponent), two.sum());
    }

    /** Worker 0 is like any other: turning the ring of workers turns the accused. */
    @Property(tries = TRIES / 3)
    void turningTheRingTurnsTheAccused(
            @ForAll("scenes") Scene scene, @ForAll @IntRange(max = 30) int turn) {
        int workers = scene.code.workers();
        Random random = scene.random();
        Step step = scene.step(random);
        double[][] answers = Step.widen(scene.answers(step, random));
        double[][] turned = new double[workers][];
        for (int worker = 0; worker < workers; worker++) {
            turned[(worker + turn) % workers] = answers[worker];
        }
        Outcome one = Outcome.of(FloatWire.FLOAT32, step, answers, 5);
        Outcome two = Outcome.of(FloatWire.FLOAT32, step, turned, 5);
        // A lie near the margin may be believed here and not there.
        if (Margin.of(scene.code, FloatWire.FLOAT32).value() < 1e-4) {
            Set<Integer> expected = new TreeSet<>();
            one.accused().forEach(worker -> expected.add((worker + turn) % workers));
            assertEquals(expected, two.accused());
        }
        double allowed =
                2 * Margin.of(scene.code, FloatWire.FLOAT32).value()
                        + 20 * FloatWire.FLOAT32.noise();
        assertTrue(Math.abs(one.error() - two.error()) <= allowed * one.believed());
    }

    private static SpectralDecoding.Decoded<float[]> decoded(SpectralDecoding<float[]> decoding) {
        assertInstanceOf(SpectralDecoding.Decoded.class, decoding);
        return (SpectralDecoding.Decoded<float[]>) decoding;
    }

    private static float[] scale(float[] vector, int exponent) {
        float[] scaled = new float[vector.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = Math.scalb(vector[i], exponent);
        }
        return scaled;
    }
}
