package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be chosen, and all that is wrong with what may not. */
class GradientCodesTest {

    private static CodeChoice repetition(int workers, int groupSize, int s) {
        return new CodeChoice("repetition", workers, groupSize, s, "average");
    }

    private static CodeChoice baseline(int workers, int s, String mode) {
        return new CodeChoice("baseline", workers, 1, s, mode);
    }

    @Test
    void listsTheCodes() {
        assertEquals(List.of("baseline", "repetition"), GradientCodes.names());
    }

    @Test
    void findsNothingWrongWithWhatCanBe() {
        assertEquals(List.of(), GradientCodes.faults(repetition(9, 3, 1)));
        assertEquals(List.of(), GradientCodes.faults(repetition(9, 9, 4)));
        assertEquals(List.of(), GradientCodes.faults(repetition(1, 1, 0)));
        assertEquals(List.of(), GradientCodes.faults(baseline(9, 0, "average")));
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertEquals(
                List.of(
                        "group-size: expected a divisor of the 9 workers, found 4",
                        "declared-byz: groups of 4 bear at most 1 adversaries, found 2"),
                GradientCodes.faults(repetition(9, 4, 2)));
        assertEquals(
                List.of(
                        "declared-byz: expected at least 0, found -1",
                        "mode: expected one of [average], found \"krum\""),
                GradientCodes.faults(baseline(9, -1, "krum")));
        assertEquals(
                List.of(
                        "declared-byz: expected at least 0, found -2",
                        "approach: expected one of [baseline, repetition], found \"draco\""),
                GradientCodes.faults(new CodeChoice("draco", 9, 3, -2, "average")));
    }

    @Test
    void saysThatTheMeanBearsNobody() {
        assertEquals(
                List.of("declared-byz: mode \"average\" bears no adversary, expected 0, found 1"),
                GradientCodes.faults(baseline(9, 1, "average")));
    }

    @Test
    void wantsWorkers() {
        assertEquals(
                List.of("workers: expected at least 1, found 0"),
                GradientCodes.faults(repetition(0, 3, 1)));
        assertEquals(
                List.of("workers: mode \"average\" with s = 0 expected at least 1, found 0"),
                GradientCodes.faults(baseline(0, 0, "average")));
    }

    /** The registry's promise, over a range that holds every kind of fault. */
    @Test
    void createsJustWhatHasNoFaults() {
        for (String approach : new String[] {"baseline", "repetition", "cyclic"}) {
            for (String mode : new String[] {"average", "krum"}) {
                for (int workers = -3; workers <= 9; workers++) {
                    for (int r = -2; r <= 10; r++) {
                        for (int s = -2; s <= 5; s++) {
                            check(new CodeChoice(approach, workers, r, s, mode));
                        }
                    }
                }
            }
        }
        check(repetition(9, 3, Integer.MAX_VALUE));
        check(repetition(9, Integer.MIN_VALUE, 1));
    }

    private static void check(CodeChoice choice) {
        List<String> faults = GradientCodes.faults(choice);
        if (faults.isEmpty()) {
            GradientCode code = GradientCodes.create(choice);
            assertEquals(choice.approach(), code.name());
            assertEquals(choice.workers(), code.faults().workers());
            assertEquals(choice.adversaries(), code.faults().adversaries());
        } else {
            String message =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> GradientCodes.create(choice),
                                    choice::toString)
                            .getMessage();
            assertEquals(String.join("; ", faults), message);
            for (String fault : faults) {
                assertTrue(
                        fault.contains("expected") || fault.contains("bear"),
                        () -> "no expectation in: " + fault);
                assertTrue(fault.contains("found"), fault);
            }
        }
    }

    @Test
    void declaresAsManyAdversariesAsTheGroupsBearUnlessTold() {
        assertEquals(0, GradientCodes.defaultAdversaries("baseline", 3));
        int[] expected = {0, 0, 0, 1, 1, 2, 2, 3};
        for (int r = 0; r < expected.length; r++) {
            assertEquals(expected[r], GradientCodes.defaultAdversaries("repetition", r));
        }
        assertEquals(0, GradientCodes.defaultAdversaries("repetition", -4));
    }

    @Test
    void describesEveryCode() {
        assertEquals(GradientCodes.names(), List.copyOf(GradientCodes.descriptions().keySet()));
        GradientCodes.descriptions()
                .forEach(
                        (name, about) -> {
                            assertFalse(about.idea().isEmpty(), name);
                            assertFalse(about.paper().isEmpty(), name);
                        });
    }
}
