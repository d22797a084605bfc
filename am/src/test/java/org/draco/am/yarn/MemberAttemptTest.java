package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemberAttemptTest {

    @Test
    void aRequestsNumberSaysWhoseItIs() {
        Set<Long> numbers = new HashSet<>();
        for (int attempt :
                new int[] {0, 1, 65_535, MemberAttempt.first(2), MemberAttempt.first(1000) + 7}) {
            for (Member member :
                    new Member[] {
                        Member.EVALUATOR,
                        Member.evaluator(1),
                        Member.evaluator(99),
                        Member.worker(0),
                        Member.worker(1),
                        Member.worker(9999)
                    }) {
                MemberAttempt who = new MemberAttempt(member, attempt);
                assertEquals(Optional.of(who), MemberAttempt.of(who.requestId()));
                assertTrue(who.requestId() > 0, "YARN takes negative numbers for none");
                assertTrue(numbers.add(who.requestId()));
            }
        }
    }

    @Test
    void numbersThatItHasNotMadeAreNobodys() {
        for (long number : new long[] {-1, 0, 1, 45, Long.MIN_VALUE}) {
            assertEquals(Optional.empty(), MemberAttempt.of(number), () -> "" + number);
        }
    }

    @Test
    void anotherMasterBeginsWithOtherNumbers() {
        assertEquals(0, MemberAttempt.first(1));
        MemberAttempt last = new MemberAttempt(Member.worker(1), 65_535);
        assertNotEquals(
                last.requestId(),
                new MemberAttempt(Member.worker(1), MemberAttempt.first(2)).requestId());
        assertEquals(MemberAttempt.first(2), last.next().attempt());
    }
}
