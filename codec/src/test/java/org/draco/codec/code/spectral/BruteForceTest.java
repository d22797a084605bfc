package org.draco.codec.code.spectral;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BruteForceTest {

    private static final SpectralCode[] CODES = {
        SpectralCode.real(3, 1),
        SpectralCode.real(5, 1),
        SpectralCode.real(7, 2),
        SpectralCode.real(9, 2),
        SpectralCode.real(9, 3),
        SpectralCode.complex(4, 1),
        SpectralCode.complex(8, 3)
    };

    private final long seed = Long.getLong("draco.test.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    private enum Verdict {
        FOUND,
        REFUSED,
        UNCLEAR
    }

    /** From no liar to all of them: where at most s explain the answers they are found, elsewhere there is an error. */
    @Test
    void agreesWithTheDecoderOnAnyNumberOfLiars() {
        int rounds = 1400;
        int[] counts = new int[Verdict.values().length];
        for (int round = 0; round < rounds; round++) {
            SpectralCode code = CODES[round % CODES.length];
            FloatWire wire = FloatWire.values()[random.nextInt(2)];
            FloatLie lie = FloatLie.values()[random.nextInt(FloatLie.values().length)];
            int budget = 2 * code.adversaries();
            int missing = Math.max(0, random.nextInt(2 * budget) - budget);
            int[] order = shuffled(code.workers());
            int[] liars = Arrays.copyOf(order, random.nextInt(code.workers() - missing));
            Step step = new Step(code, 30, random);
            double[][] answers = tell(step, wire, lie, liars);
            for (int k = 0; k < missing; k++) {
                answers[order[code.workers() - 1 - k]] = null;
            }
            String where =
                    "%s by %s, %d missing, %s, %s, round %d, seed %d"
                            .formatted(
                                    lie, Arrays.toString(liars), missing, step, wire, round, seed);
            counts[compare(step, wire, answers, missing, where).ordinal()]++;
        }
        String found = "found, refused, unclear: " + Arrays.toString(counts) + ", seed " + seed;
        System.out.println(found);
        assertTrue(counts[Verdict.FOUND.ordinal()] > rounds / 5, found);
        assertTrue(counts[Verdict.REFUSED.ordinal()] > rounds / 5, found);
        assertTrue(counts[Verdict.UNCLEAR.ordinal()] < rounds / 20, found);
    }

    private Verdict compare(
            Step step, FloatWire wire, double[][] answers, int missing, String where) {
        Outcome outcome = Outcome.of(wire, step, answers, random.nextLong());
        Set<Integer> unreadable = unreadable(step, answers);
        int most = mostLiars(step.code, missing, unreadable.size());
        if (most < 0) {
            assertNull(outcome, where);
            return Verdict.REFUSED;
        }
        for (int worker : unreadable) {
            answers[worker] = null;
        }
        BruteForce opinion = BruteForce.of(step.code, wire, answers, most);
        if (!opinion.clear()) {
            return Verdict.UNCLEAR;
        }
        if (opinion.explanations().isEmpty()) {
            assertNull(outcome, where);
            return Verdict.REFUSED;
        }
        assertAmongTheSmallest(opinion, outcome, unreadable, where);
        return Verdict.FOUND;
    }

    private static void assertAmongTheSmallest(
            BruteForce opinion, Outcome outcome, Set<Integer> unreadable, String where) {
        assertNotNull(outcome, () -> where + ": refused, but " + opinion);
        int least =
                opinion.explanations().stream()
                        .min(Comparator.comparingInt(Set::size))
                        .orElseThrow()
                        .size();
        Set<Integer> found = new TreeSet<>(outcome.accused());
        found.removeAll(unreadable);
        assertTrue(
                found.size() == least
                        && opinion.explanations().contains(found)
                        && outcome.accused().containsAll(unreadable),
                () -> where + ": accused " + outcome.accused() + ", but " + opinion);
    }

    private double[][] tell(Step step, FloatWire wire, FloatLie lie, int[] liars) {
        double[][] answers = step.honest(wire);
        float[][] lies = step.honest();
        lie.tell(lies, liars, random);
        for (int liar : liars) {
            answers[liar] = Step.widen(lies[liar]);
        }
        return answers;
    }

    private static Set<Integer> unreadable(Step step, double[][] answers) {
        Set<Integer> unreadable = new TreeSet<>();
        for (int worker = 0; worker < answers.length; worker++) {
            double[] answer = answers[worker];
            if (answer != null
                    && (answer.length != step.code.answerLength(step.dimension)
                            || !Double.isFinite(Arrays.stream(answer).sum()))) {
                unreadable.add(worker);
            }
        }
        return unreadable;
    }

    /** How many readable answers may be lies; negative if the checks cannot do with what there is. */
    private static int mostLiars(SpectralCode code, int missing, int unreadable) {
        int checks = 2 * code.adversaries() - missing - unreadable;
        return Math.min(code.adversaries() - unreadable, checks < 0 ? -1 : checks / 2);
    }

    private int[] shuffled(int count) {
        int[] order = IntStream.range(0, count).toArray();
        for (int k = count - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int was = order[k];
            order[k] = order[other];
            order[other] = was;
        }
        return order;
    }
}
