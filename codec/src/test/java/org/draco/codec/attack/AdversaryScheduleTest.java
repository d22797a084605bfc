package org.draco.codec.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Who lies when. */
class AdversaryScheduleTest {

    /** The first of the permutations that the documented algorithm gives, computed in Python. */
    @Test
    void namesTheLiarsThatEveryReleaseNames() {
        AdversarySchedule one = new AdversarySchedule(9, 1, 7, false);
        List<Integer> first =
                LongStream.range(0, 10).mapToObj(s -> one.liarsOf(s).iterator().next()).toList();
        assertEquals(List.of(4, 8, 6, 7, 0, 0, 5, 5, 4, 1), first);
        assertEquals(Set.of(1, 4), new AdversarySchedule(9, 2, 7, false).liarsOf(0));
    }

    @Test
    void hasJustAsManyLiarsAsAsked() {
        for (int liars = 0; liars <= 9; liars++) {
            AdversarySchedule schedule = new AdversarySchedule(9, liars, 5, false);
            for (long step = 0; step < 200; step++) {
                Set<Integer> chosen = schedule.liarsOf(step);
                assertEquals(liars, chosen.size());
                for (int worker = 0; worker < 9; worker++) {
                    assertEquals(chosen.contains(worker), schedule.lies(worker, step));
                }
                assertTrue(Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8).containsAll(chosen));
            }
        }
    }

    /** Of 9 workers one is missed by 300 fair draws with probability 9 (8/9)^300, about 4e-15. */
    @Test
    void givesEveryWorkerItsTurn() {
        AdversarySchedule schedule = new AdversarySchedule(9, 1, 1, false);
        Set<Integer> seen = new TreeSet<>();
        for (long step = 0; step < 300; step++) {
            seen.addAll(schedule.liarsOf(step));
        }
        assertEquals(9, seen.size());
    }

    @Test
    void isAFunctionOfSeedAndStep() {
        AdversarySchedule schedule = new AdversarySchedule(45, 5, 3, false);
        assertEquals(schedule.liarsOf(8), new AdversarySchedule(45, 5, 3, false).liarsOf(8));
        assertNotEquals(schedule.liarsOf(8), schedule.liarsOf(9));
        assertNotEquals(schedule.liarsOf(8), new AdversarySchedule(45, 5, 4, false).liarsOf(8));
    }

    @Test
    void givesEachLiarARandomStreamOfItsOwn() {
        AdversarySchedule schedule = new AdversarySchedule(9, 1, 3, false);
        long stream = schedule.insightOf(2, 8).own().nextLong();
        Insight same = new AdversarySchedule(9, 4, 3, true).insightOf(2, 8);
        assertEquals(stream, same.own().nextLong());
        assertEquals(stream, schedule.insightOf(2, 8).own().nextLong());
        assertNotEquals(stream, schedule.insightOf(8, 2).own().nextLong());
        assertNotEquals(stream, schedule.insightOf(3, 8).own().nextLong());
        assertNotEquals(stream, schedule.insightOf(2, 9).own().nextLong());
    }

    @Test
    void givesTheLiarsOfAStepOneRandomStreamToShare() {
        AdversarySchedule schedule = new AdversarySchedule(9, 2, 3, false);
        long stream = schedule.insightOf(2, 8).common().nextLong();
        assertEquals(stream, schedule.insightOf(5, 8).common().nextLong());
        assertNotEquals(stream, schedule.insightOf(2, 9).common().nextLong());
        assertNotEquals(stream, schedule.insightOf(2, 8).own().nextLong());
        AdversarySchedule otherJob = new AdversarySchedule(9, 2, 4, false);
        assertNotEquals(stream, otherJob.insightOf(2, 8).common().nextLong());
    }

    @Test
    void keepsItsLiarsForAllStepsWhenTheyAreFixed() {
        Set<Set<Integer>> seen = new HashSet<>();
        for (long seed = 0; seed < 40; seed++) {
            AdversarySchedule schedule = new AdversarySchedule(9, 2, seed, true);
            Set<Integer> liars = schedule.liarsOf(0);
            assertEquals(2, liars.size());
            for (long step = 1; step < 20; step++) {
                assertEquals(liars, schedule.liarsOf(step), "seed " + seed);
            }
            seen.add(liars);
        }
        // 36 pairs; that 40 seeds draw the same one is beyond belief.
        assertTrue(seen.size() > 1);
    }

    @Test
    void handsOutASetOfTheCallersOwn() {
        AdversarySchedule schedule = new AdversarySchedule(3, 1, 3, false);
        Set<Integer> before = schedule.liarsOf(0);
        schedule.liarsOf(0).clear();
        assertEquals(before, schedule.liarsOf(0));
    }

    @Test
    void refusesMoreLiarsThanWorkers() {
        for (int liars : new int[] {-1, 4}) {
            String message =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> new AdversarySchedule(3, liars, 0, false))
                            .getMessage();
            assertTrue(message.contains("0..3") && message.contains("found " + liars), message);
        }
    }
}
