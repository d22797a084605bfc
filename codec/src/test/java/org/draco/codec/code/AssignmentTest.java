package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Who computes what. */
class AssignmentTest {

    @Test
    void tellsWhoComputesWhat() {
        Assignment assignment =
                new Assignment(3, new int[][] {{0, 1}, {2}, {}}, new int[] {2, 0, 1, 0});
        assertEquals(4, assignment.workers());
        assertEquals(3, assignment.batches());
        assertEquals(3, assignment.tasks());
        assertEquals(2, assignment.taskOf(0));
        assertEquals(0, assignment.taskOf(3));
        assertArrayEquals(new int[] {0, 1}, assignment.batchesOf(0));
        assertArrayEquals(new int[] {}, assignment.batchesOf(2));
    }

    @Test
    void givesNeighboursTheSameTask() {
        Assignment assignment = Assignment.inGroups(6, 3);
        assertEquals(2, assignment.tasks());
        assertEquals(2, assignment.batches());
        for (int worker = 0; worker < 6; worker++) {
            assertEquals(worker / 3, assignment.taskOf(worker));
        }
        assertArrayEquals(new int[] {1}, assignment.batchesOf(1));
    }

    @Test
    void givesEachWorkerItsOwnTask() {
        Assignment assignment = Assignment.ofOwnTasks(2, new int[][] {{0, 1}, {1}, {0}});
        assertEquals(3, assignment.workers());
        assertEquals(3, assignment.tasks());
        assertEquals(2, assignment.batches());
        assertEquals(2, assignment.taskOf(2));
        assertArrayEquals(new int[] {0, 1}, assignment.batchesOf(0));
    }

    @Test
    void isACopyAndHandsOutCopies() {
        int[][] batches = {{0}, {1}};
        int[] tasks = {0, 1};
        Assignment assignment = new Assignment(2, batches, tasks);
        batches[0][0] = 1;
        tasks[0] = 1;
        assignment.batchesOf(1)[0] = 0;
        assertEquals(0, assignment.taskOf(0));
        assertArrayEquals(new int[] {0}, assignment.batchesOf(0));
        assertArrayEquals(new int[] {1}, assignment.batchesOf(1));
    }

    @Test
    void refusesABatchOrATaskThatIsNobodysOrNone() {
        int[] one = {0};
        assertMessage(() -> new Assignment(2, new int[][] {{0}}, one), "batch 1", "no worker");
        assertMessage(() -> new Assignment(1, new int[][] {{0}, {0}}, one), "task 1", "no worker");
        assertMessage(() -> new Assignment(1, new int[][] {{1}}, one), "batch", "0..0", "found 1");
        assertMessage(() -> new Assignment(1, new int[][] {{-1}}, one), "batch", "found -1");
        int[] beyond = {0, 1};
        assertMessage(
                () -> new Assignment(1, new int[][] {{0}}, beyond), "task", "0..0", "found 1");
    }

    private static void assertMessage(Executable executable, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
