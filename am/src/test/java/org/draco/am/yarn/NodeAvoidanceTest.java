package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodeAvoidanceTest {

    private static final Member ONE = Member.worker(1);
    private static final Member TWO = Member.worker(2);

    private final NodeAvoidance avoidance = new NodeAvoidance();

    private static void assertChange(
            List<String> avoid, List<String> welcome, NodeAvoidance.Change change) {
        assertEquals(avoid, change.avoid());
        assertEquals(welcome, change.welcome());
    }

    @Test
    void aHostIsLeftUntilThePlaceIsFoundElsewhere() {
        assertChange(List.of("a"), List.of(), avoidance.leave(ONE, "a", 3));
        assertTrue(avoidance.leave(TWO, "a", 3).isNone());
        assertTrue(avoidance.found(ONE, 3).isNone(), "the other still looks");
        assertChange(List.of(), List.of("a"), avoidance.found(TWO, 3));
    }

    @Test
    void theOnlyHostIsNotLeft() {
        assertTrue(avoidance.leave(ONE, "a", 1).isNone());
        assertTrue(avoidance.exclude("a", 1).isNone());
    }

    @Test
    void anExcludedHostStaysOutWhileAnotherIsLeft() {
        assertChange(List.of("a"), List.of(), avoidance.exclude("a", 3));
        assertChange(List.of("b"), List.of(), avoidance.leave(ONE, "b", 3));
        assertChange(
                List.of(), List.of("b"), avoidance.leave(TWO, "c", 3)); // rather b or c than nobody
        assertTrue(avoidance.found(ONE, 3).avoid().contains("c"));
        assertChange(List.of(), List.of("c"), avoidance.found(TWO, 3));
        assertChange(List.of("b"), List.of(), avoidance.exclude("b", 3));
        NodeAvoidance.Change change = avoidance.exclude("c", 3);
        assertEquals(List.of(), change.avoid());
        assertEquals(2, change.welcome().size(), "all are let in again before the job starves");
    }
}
