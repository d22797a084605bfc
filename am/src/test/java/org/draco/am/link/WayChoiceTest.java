package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.draco.codec.wire.Compression;
import org.junit.jupiter.api.Test;

/** On a clock of its own: a step takes what the test says of its way. */
class WayChoiceTest {

    private static final Compression AUTO = new Compression("auto", 5, "bit", 64);
    private static final int TRIAL = WayChoice.TURNS * WayChoice.TURN * AUTO.ways().size();

    private final WayChoice choice = new WayChoice(AUTO.ways());
    private final List<Integer> taken = new ArrayList<>();
    private long now = 7;

    /** So many steps, each as long as its way takes. */
    private void run(int steps, LongUnaryOperator nanosOfWay) {
        for (int step = 0; step < steps; step++) {
            int way = choice.next(now);
            taken.add(way);
            now += nanosOfWay.applyAsLong(way);
        }
    }

    private int wayAfter(LongUnaryOperator nanosOfWay) {
        run(WayChoice.WARM_UP + TRIAL + 1, nanosOfWay);
        return taken.get(taken.size() - 1);
    }

    @Test
    void keepsTheWayInWhichStepsAreShortest() {
        for (int best = 0; best < 3; best++) {
            long fastest = best;
            assertEquals(best, new WayChoiceTest().wayAfter(way -> way == fastest ? 80 : 100));
        }
    }

    @Test
    void beginsWithTheFirstAndTriesAllAlike() {
        run(WayChoice.WARM_UP + TRIAL, way -> 100);
        assertEquals(List.of(0), taken.subList(0, WayChoice.WARM_UP).stream().distinct().toList());
        List<Integer> trial = taken.subList(WayChoice.WARM_UP, taken.size());
        for (int way = 0; way < 3; way++) {
            int each = way;
            assertEquals(TRIAL / 3, trial.stream().filter(one -> one == each).count());
        }
    }

    /** As JVMs do in a job's first minute: no way seems better for being tried later. */
    @Test
    void isNotMisledByStepsThatGetShorter() {
        int[] step = {0};
        assertEquals(0, wayAfter(way -> 1_000_000 - 5_000L * step[0]++));
    }

    @Test
    void staysWhereAnotherWayIsHardlyBetter() {
        assertEquals(0, wayAfter(way -> way == 0 ? 100 : 98));
    }

    /** Answers of the step before still come in the other way. */
    @Test
    void doesNotCountTheFirstStepOfATurn() {
        long[] before = {-1};
        int chosen =
                wayAfter(
                        way -> {
                            boolean first = way != before[0];
                            before[0] = way;
                            return first ? 10_000 * (way + 1) : 100 - 10 * way;
                        });
        assertEquals(2, chosen);
    }

    /** As where a checkpoint was written, or a worker came late. */
    @Test
    void isNotMisledByFewLongSteps() {
        int[] step = {0};
        int chosen = wayAfter(way -> way == 1 ? (step[0]++ % 4 == 3 ? 5_000 : 90) : 100);
        assertEquals(1, chosen);
    }

    @Test
    void triesAgainSinceNetworksChange() {
        assertEquals(2, wayAfter(way -> 100 - 10 * way));
        run(WayChoice.FIRST_KEPT - 1, way -> 100);
        assertEquals(
                List.of(2),
                taken.subList(WayChoice.WARM_UP + TRIAL, taken.size()).stream()
                        .distinct()
                        .toList());
        run(TRIAL + 1, way -> 100 + 10 * way);
        assertEquals(0, taken.get(taken.size() - 1));
    }

    /** What the first trial got wrong, while JVMs warmed up, does not stay. */
    @Test
    void returnsToTheFirstWhereItIsAboutAsGood() {
        assertEquals(1, wayAfter(way -> way == 1 ? 80 : 100));
        run(WayChoice.FIRST_KEPT - 1 + TRIAL + 1, way -> 100 - 2 * way);
        assertEquals(0, taken.get(taken.size() - 1));
    }

    @Test
    void hasNoChoiceWhereThereIsOneWay() {
        WayChoice one = new WayChoice(List.of(AUTO.ways().get(1)));
        for (int step = 0; step < 100; step++) {
            assertEquals(0, one.next(step));
        }
    }
}
