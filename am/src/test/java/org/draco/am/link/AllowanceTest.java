package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AllowanceTest {

    private long now = Long.MAX_VALUE - 5; // a clock that is about to turn over
    private final Allowance allowance = new Allowance(3, 10, () -> now);

    private int taken() {
        int count = 0;
        while (allowance.take()) {
            count++;
        }
        return count;
    }

    @Test
    void givesSoManyAtOnce() {
        assertEquals(3, taken());
        assertEquals(0, taken());
    }

    @Test
    void givesOneMoreEachTimeSoLongHasPassed() {
        taken();
        now += 9;
        assertEquals(0, taken());
        now += 1;
        assertEquals(1, taken());
        now += 25;
        assertEquals(2, taken());
        now += 5;
        assertEquals(1, taken());
    }

    @Test
    void savesNoMoreThanThat() {
        taken();
        now += 1_000_000;
        assertEquals(3, taken());
    }
}
