package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The values that codes are made of cannot be out of range. */
class FaultModelTest {

    @Test
    void bearsAnythingBelowHalf() {
        for (int workers = 1; workers <= 50; workers++) {
            for (int s = -2; s <= workers; s++) {
                int adversaries = s;
                int n = workers;
                if (s >= 0 && s + s < workers) {
                    assertEquals(s, new FaultModel(workers, s).adversaries());
                } else {
                    assertMessage(() -> new FaultModel(n, adversaries), "P = " + n, "s = " + s);
                }
            }
        }
    }

    @Test
    void refusesNumbersWhoseDoubleOverflows() {
        assertMessage(() -> new FaultModel(Integer.MAX_VALUE, 1 << 30), "s = 1073741824");
    }

    @Test
    void refusesNoWorkers() {
        assertMessage(() -> new FaultModel(0, 0), "workers", "found 0");
        assertMessage(() -> new FaultModel(-5, 0), "workers", "found -5");
    }

    @Test
    void assignmentTellsWhoComputesWhat() {
        Assignment assignment = new Assignment(3, new int[][] {{0, 1}, {2}, {}});
        assertEquals(3, assignment.workers());
        assertEquals(3, assignment.batches());
        assertArrayEquals(new int[] {0, 1}, assignment.batchesOf(0));
        assertArrayEquals(new int[] {}, assignment.batchesOf(2));
        assertEquals(2, assignment.gradientsPerWorker());
    }

    @Test
    void assignmentIsACopyAndHandsOutCopies() {
        int[][] batches = {{0}, {1}};
        Assignment assignment = new Assignment(2, batches);
        batches[0][0] = 1;
        assignment.batchesOf(1)[0] = 0;
        assertArrayEquals(new int[] {0}, assignment.batchesOf(0));
        assertArrayEquals(new int[] {1}, assignment.batchesOf(1));
    }

    @Test
    void assignmentRefusesABatchThatIsNobodysOrNone() {
        assertMessage(() -> new Assignment(2, new int[][] {{0}, {0}}), "batch 1");
        assertMessage(() -> new Assignment(1, new int[][] {{0}, {1}}), "worker 1", "0..0");
        assertMessage(() -> new Assignment(1, new int[][] {{-1}}), "worker 0", "found -1");
    }

    private static void assertMessage(Executable executable, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
