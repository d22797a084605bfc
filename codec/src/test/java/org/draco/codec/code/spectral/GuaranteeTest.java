package org.draco.codec.code.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the decoder promises for many workers, liars anywhere and side by side: the sum within the margin, and the liars by
 * name, no more and no fewer, where each lie is at least ten times the margin. In double precision where the margin of
 * single precision says nothing.
 */
class GuaranteeTest {

    private record Job(SpectralCode code, FloatWire wire) {}

    private static final List<Job> JOBS =
            List.of(
                    new Job(SpectralCode.real(45, 1), FloatWire.FLOAT32),
                    new Job(SpectralCode.real(45, 3), FloatWire.FLOAT32),
                    new Job(SpectralCode.real(45, 3), FloatWire.FLOAT64),
                    new Job(SpectralCode.real(45, 5), FloatWire.FLOAT64),
                    new Job(SpectralCode.real(45, 7), FloatWire.FLOAT64),
                    new Job(SpectralCode.complex(46, 3), FloatWire.FLOAT64),
                    new Job(SpectralCode.complex(100, 7), FloatWire.FLOAT64));

    private final long seed = Long.getLong("draco.test.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @EnumSource(FloatLie.class)
    void holdsForLiarsAnywhereAndSideBySide(FloatLie lie) {
        for (Job job : JOBS) {
            Step step = new Step(job.code, 1000, random);
            double[][] honest = step.honest(job.wire);
            float[][] lies = step.honest();
            for (int[] liars : placements(job.code)) {
                float[][] told = lies.clone();
                lie.tell(told, liars, random);
                double[][] answers = honest.clone();
                for (int liar : liars) {
                    answers[liar] = Step.widen(told[liar]);
                }
                assertKept(job, step, honest, answers, liars, lie.toString());
            }
        }
    }

    /** The liars play the errors that s others, their neighbours or some anywhere, would explain best. */
    @ParameterizedTest
    @CsvSource({"0.01", "0.3", "1", "3", "11", "1000"})
    void holdsForTheLiesThatOthersWouldExplainBest(double margins) {
        for (Job job : JOBS) {
            Step step = new Step(job.code, 300, random);
            double[][] honest = step.honest(job.wire);
            double unit = Margin.of(job.code, job.wire).value() * Step.norm(honest, Set.of());
            for (int[] liars : placements(job.code)) {
                for (int distance = 1; distance <= 3; distance++) {
                    double[][] answers = Step.copy(honest);
                    new Scapegoats(job.code, liars, distance)
                            .accuse(answers, margins * unit, random);
                    String context = "best explained %d further, %s margins";
                    assertKept(
                            job,
                            step,
                            honest,
                            answers,
                            liars,
                            context.formatted(distance, margins));
                }
            }
        }
    }

    private void assertKept(
            Job job, Step step, double[][] honest, double[][] answers, int[] liars, String what) {
        String context =
                "%s by %s, %s, %s, seed %d"
                        .formatted(what, Arrays.toString(liars), step, job.wire, seed);
        Set<Integer> lying = new TreeSet<>();
        Arrays.stream(liars).forEach(lying::add);
        double margin = Margin.of(job.code, job.wire).value();
        double large = 10 * margin * Step.norm(honest, lying);
        boolean allLarge =
                Arrays.stream(liars).allMatch(liar -> large <= size(answers[liar], honest[liar]));
        Outcome outcome = Outcome.of(job.wire, step, answers, random.nextLong());
        if (allLarge) {
            assertNotNull(outcome, context);
            assertEquals(lying, outcome.accused(), context);
        }
        if (outcome != null) {
            double error = outcome.error() / outcome.believed();
            assertTrue(
                    error <= margin + 10 * job.wire.noise(),
                    "error " + error + ", margin " + margin + ": " + context);
        }
    }

    /** The size of a lie; infinite if it cannot be read. */
    private static double size(double[] answer, double[] honest) {
        double distance =
                answer.length == honest.length ? Step.distance(answer, honest) : Double.NaN;
        return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    /** Twice anywhere, side by side, and every other one. */
    private int[][] placements(SpectralCode code) {
        int first = random.nextInt(code.workers());
        int[] adjacent = new int[code.adversaries()];
        Arrays.setAll(adjacent, k -> (first + k) % code.workers());
        int[] alternate = new int[code.adversaries()];
        Arrays.setAll(alternate, k -> (first + 2 * k) % code.workers());
        return new int[][] {anywhere(code), anywhere(code), adjacent, alternate};
    }

    private int[] anywhere(SpectralCode code) {
        return random.ints(0, code.workers()).distinct().limit(code.adversaries()).toArray();
    }
}
