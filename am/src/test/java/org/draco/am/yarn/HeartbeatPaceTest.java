package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatPaceTest {

    private final List<Integer> intervals = new ArrayList<>();
    private final HeartbeatPace pace = new HeartbeatPace(intervals::add);

    @Test
    void answersAreFetchedSoonAfterARequestAndThenEverLessOften() {
        for (int i = 0; i < 4; i++) {
            pace.answered();
        }
        pace.asked();
        pace.answered();
        assertEquals(List.of(200, 400, 500, 500, 100, 200), intervals);
    }
}
