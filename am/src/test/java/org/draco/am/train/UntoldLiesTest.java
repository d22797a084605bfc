package org.draco.am.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.draco.layout.job.JobSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntoldLiesTest {

    private static Optional<String> reason(
            String approach, int groupSize, int declared, String mode) {
        return UntoldLies.reason(JobSpec.Resilience.of(9, approach, groupSize, declared, mode));
    }

    @ParameterizedTest
    @CsvSource({"repetition,3,1", "cyclic,1,2", "reactive,2,1", "detox,3,1"})
    void aCodeProvesEachLie(String approach, int groupSize, int declared) {
        assertEquals(Optional.empty(), reason(approach, groupSize, declared, "median"));
    }

    @Test
    void aRuleTellsNobody() {
        assertEquals(
                Optional.of("--mode krum bears 2 liars without telling who lied"),
                reason("baseline", 1, 2, "krum"));
        assertEquals(
                Optional.of("--mode krum bears 1 liar without telling who lied"),
                reason("baseline", 1, 1, "krum"));
        assertEquals(
                Optional.of("--mode median does not tell who lied"),
                reason("baseline", 1, 0, "median"));
    }

    @Test
    void theMeanBearsNobody() {
        assertEquals(
                Optional.of("--mode average bears no liar, and does not tell who lied"),
                reason("baseline", 1, 0, "average"));
    }

    @Test
    void groupsThatLiarsMayTurnProveNothing() {
        assertEquals(
                Optional.of(
                        "2 liars may be the majority of a group of 3, and --mode median does not tell who lied"),
                reason("detox", 3, 2, "median"));
        assertEquals(Optional.empty(), reason("detox", 4, 2, "median"));
    }
}
