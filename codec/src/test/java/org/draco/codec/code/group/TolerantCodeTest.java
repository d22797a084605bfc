package org.draco.codec.code.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** The vote within a tolerance where honest workers round differently. */
class TolerantCodeTest {

    private static final long SEED = 20261124;
    private static final int DIMENSION = 200;

    private final Random random = new Random(SEED);

    private float[] gradient() {
        float[] gradient = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            gradient[i] = (float) random.nextGaussian();
        }
        return gradient;
    }

    /** The vector and noise of that norm, relative to the vector's. */
    private float[] near(float[] vector, double relative) {
        float[] noise = gradient();
        double scale = relative * norm(vector) / norm(noise);
        float[] near = vector.clone();
        for (int i = 0; i < DIMENSION; i++) {
            near[i] += (float) (scale * noise[i]);
        }
        return near;
    }

    private static float[] times(float[] vector, double factor) {
        float[] product = vector.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= (float) factor;
        }
        return product;
    }

    private static double norm(float[] vector) {
        return distance(vector, new float[vector.length]);
    }

    private static double distance(float[] one, float[] other) {
        double squares = 0;
        for (int i = 0; i < one.length; i++) {
            squares += Math.pow((double) one[i] - other[i], 2);
        }
        return Math.sqrt(squares);
    }

    /** A step of one group: answers in the order of the ranks, null for the lost, fed in a random order. */
    private StepDecoder feed(int adversaries, double tolerance, List<float[]> answers) {
        int workers = answers.size();
        StepDecoder decoder =
                new TolerantCode(workers, workers, adversaries, tolerance)
                        .newDecoder(DIMENSION, new int[0]);
        List<Integer> order = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            order.add(worker);
        }
        Collections.shuffle(order, random);
        for (int worker : order) {
            if (answers.get(worker) == null) {
                decoder.onLost(worker);
            } else {
                decoder.onVector(worker, 0, new FloatVector(answers.get(worker)));
            }
        }
        return decoder;
    }

    private static float[] decoded(StepDecoder decoder, String where) {
        return assertInstanceOf(Decoding.Decoded.class, decoder.decoding(), where).gradient();
    }

    /** Honest answers differ by up to the tolerance, liars do what they like, and what comes out is near an honest answer. */
    @Test
    void takesAValueWithinTheToleranceOfAnHonestOneAndAccusesNobodyHonest() {
        for (int round = 0; round < 400; round++) {
            int s = 1 + random.nextInt(3);
            int size = 2 * s + 1 + random.nextInt(3);
            double tolerance = Math.pow(10, -1 - 5 * random.nextDouble());
            float[] truth = gradient();
            Set<Integer> liars = new TreeSet<>();
            while (liars.size() < s) {
                liars.add(random.nextInt(size));
            }
            List<float[]> answers = new ArrayList<>();
            List<float[]> honest = new ArrayList<>();
            for (int worker = 0; worker < size; worker++) {
                // Two honest ones are then at most 0.9 of the tolerance from each other.
                float[] own = near(truth, 0.45 * tolerance * random.nextDouble());
                answers.add(liars.contains(worker) ? null : own);
                if (!liars.contains(worker)) {
                    honest.add(own);
                }
            }
            int kind = random.nextInt(5);
            float[] shared = near(truth, tolerance * 3 * random.nextDouble());
            liars.forEach(liar -> answers.set(liar, lie(kind, truth, shared, tolerance)));
            String where =
                    "round %d, seed %d, s %d of %d, tolerance %g, kind %d, liars %s"
                            .formatted(round, SEED, s, size, tolerance, kind, liars);
            StepDecoder decoder = feed(s, tolerance, answers);
            float[] value = decoded(decoder, where);
            boolean near =
                    honest.stream()
                            .anyMatch(
                                    own ->
                                            distance(own, value)
                                                    <= tolerance
                                                            * Math.max(norm(own), norm(value))
                                                            * 1.000001);
            assertTrue(near, where);
            assertTrue(liars.containsAll(decoder.suspects()), where);
            if (kind == 0) {
                assertEquals(liars, decoder.suspects(), where);
            }
        }
    }

    private float[] lie(int kind, float[] truth, float[] shared, double tolerance) {
        return switch (kind) {
            case 0 -> times(truth, -1);
            case 1 -> shared;
            case 2 -> near(truth, tolerance * 4 * random.nextDouble());
            case 3 -> times(truth, 1 + tolerance * (2 * random.nextDouble() - 1));
            default -> near(truth, 1e6);
        };
    }

    @Test
    void neverLetsAReversedOrAZeroGradientPassForAnother() {
        for (double tolerance : new double[] {1e-6, 1e-3, TolerantCode.MOST}) {
            for (int s = 1; s <= 3; s++) {
                float[] truth = gradient();
                for (float[] lie :
                        List.of(times(truth, -1), new float[DIMENSION], times(truth, 0.5))) {
                    List<float[]> answers = new ArrayList<>(Collections.nCopies(s + 1, truth));
                    answers.addAll(Collections.nCopies(s, lie));
                    Collections.shuffle(answers, random);
                    String where = "s " + s + ", tolerance " + tolerance + ", seed " + SEED;
                    StepDecoder decoder = feed(s, tolerance, answers);
                    assertEquals(0, distance(truth, decoded(decoder, where)), where);
                    assertEquals(s, decoder.suspects().size(), where);
                }
            }
        }
    }

    /** A single liar far from every honest answer is not enough company for another. */
    @Test
    void doesNotChainFromOneLieToTheNext() {
        float[] truth = gradient();
        double tolerance = 0.01;
        List<float[]> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(times(truth, 1 + 0.9 * tolerance * i));
        }
        answers.add(truth);
        StepDecoder decoder = feed(2, tolerance, answers);
        float[] value = decoded(decoder, "chain");
        assertTrue(distance(truth, value) <= 2.01 * tolerance * norm(truth));
    }

    @Test
    void agreesOnZerosAndOnEqualBitsOfAnyKind() {
        float[] zeros = new float[DIMENSION];
        assertEquals(0, norm(decoded(feed(1, 1e-4, List.of(zeros, zeros, gradient())), "zeros")));
        float[] diverged = gradient();
        diverged[3] = Float.NaN;
        StepDecoder decoder = feed(1, 1e-4, List.of(diverged, diverged.clone(), gradient()));
        assertTrue(Float.isNaN(decoded(decoder, "NaN")[3]));
    }

    @Test
    void doesNotLetInfinitiesAndNotANumbersAgreeWithAnythingElse() {
        for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE}) {
            float[] truth = gradient();
            float[] lie = truth.clone();
            Arrays.fill(lie, odd);
            for (int place = 0; place < 3; place++) {
                List<float[]> answers = new ArrayList<>(List.of(truth, truth));
                answers.add(place, lie);
                StepDecoder decoder = feed(1, TolerantCode.MOST, answers);
                assertEquals(0, distance(truth, decoded(decoder, odd + " at " + place)));
                assertEquals(Set.of(place), decoder.suspects());
            }
        }
    }

    @Test
    void saysThatHonestWorkersAreTooFarApart() {
        float[] truth = gradient();
        StepDecoder decoder =
                feed(1, 1e-4, List.of(near(truth, 1e-2), near(truth, 1e-2), near(truth, 1e-2)));
        String why = assertInstanceOf(Decoding.Undecodable.class, decoder.decoding()).why();
        for (String part : List.of("workers 0..2", "within 1.0E-4", "rounds further apart")) {
            assertTrue(why.contains(part), why);
        }
        assertEquals(Set.of(), decoder.suspects());
    }

    @Test
    void namesTheLostWhenTheyCouldHaveDecided() {
        List<float[]> answers = new ArrayList<>(List.of(gradient(), gradient()));
        answers.add(1, null);
        StepDecoder decoder = feed(1, 1e-4, answers);
        var few = assertInstanceOf(Decoding.TooFewAnswers.class, decoder.decoding());
        assertEquals(Set.of(1), few.missing());
    }

    @Test
    void judgesWhoeverAnswersAfterTheValueIsProven() {
        float[] truth = gradient();
        StepDecoder decoder = new TolerantCode(4, 4, 1, 1e-3).newDecoder(DIMENSION, new int[0]);
        decoder.onVector(0, 0, new FloatVector(truth));
        decoder.onVector(1, 0, new FloatVector(near(truth, 1e-4)));
        assertInstanceOf(Decoding.Decoded.class, decoder.decoding());
        decoder.onVector(2, 0, new FloatVector(times(truth, -1)));
        assertEquals(Set.of(2), decoder.suspects());
        assertInstanceOf(Decoding.Decoded.class, decoder.decoding());
        decoder.onVector(3, 0, new FloatVector(new float[DIMENSION]));
        String why = assertInstanceOf(Decoding.Undecodable.class, decoder.decoding()).why();
        assertTrue(why.contains("[2, 3]"), why);
    }

    @Test
    void refusesTolerancesThatAreNoneOrAcceptAnything() {
        for (double tolerance :
                new double[] {0, -1e-3, Double.NaN, 1 / 0.0, 1, 2, Math.nextUp(0.1)}) {
            String message =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> new TolerantCode(3, 3, 1, tolerance))
                            .getMessage();
            assertTrue(message.contains("found " + tolerance), message);
            assertTrue(message.contains("at most 0.1"), message);
        }
        assertEquals("repetition", new TolerantCode(3, 3, 1, TolerantCode.MOST).name());
    }

    @Test
    void refusesGroupsWithoutAnHonestMajority() {
        assertThrows(IllegalArgumentException.class, () -> new TolerantCode(4, 4, 2, 1e-3));
        assertThrows(IllegalArgumentException.class, () -> new TolerantCode(9, 4, 1, 1e-3));
    }
}
