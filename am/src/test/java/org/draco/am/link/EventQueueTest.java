package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.code.Digest;
import org.draco.codec.vector.FloatVector;
import org.junit.jupiter.api.Test;

class EventQueueTest {

    private final HeldBytes held = new HeldBytes();
    private final EventQueue queue = new EventQueue(2, held);

    private boolean offerVector(int worker, boolean askedFor) {
        FloatVector vector = new FloatVector(new float[5]);
        return queue.offer(new WorkerEvent.VectorArrived(worker, 0, 0, vector), askedFor, 20);
    }

    private boolean offerAnswer(int worker) {
        return queue.offer(
                new WorkerEvent.Answered(worker, 0, 0, 0, 0, 0, Optional.<Digest>empty()));
    }

    @Test
    void hasRoomForSoManyVectorsOfAWorkerThatNobodyAskedFor() throws Exception {
        for (int i = 0; i < Limits.VECTORS_WAITING; i++) {
            assertTrue(offerVector(0, false));
        }
        assertFalse(offerVector(0, false));
        assertTrue(offerVector(1, false), "another's is another's");
        queue.poll(0);
        assertTrue(offerVector(0, false), "what is read makes room");
        assertFalse(offerVector(0, false));
    }

    @Test
    void hasRoomForWhatWasAskedFor() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertTrue(offerVector(0, true));
        }
        for (int i = 0; i < Limits.VECTORS_WAITING; i++) {
            assertTrue(offerVector(0, false), "it takes no room");
        }
        queue.poll(0);
        assertFalse(offerVector(0, false), "and makes none");
    }

    @Test
    void hasRoomForSoManyAnswersOfAWorker() throws Exception {
        for (int i = 0; i < Limits.ANSWERS; i++) {
            assertTrue(offerAnswer(0));
        }
        assertFalse(offerAnswer(0));
        assertTrue(offerAnswer(1));
        assertTrue(offerVector(0, false));
        queue.poll(0);
        assertTrue(offerAnswer(0));
    }

    @Test
    void countsTheBytesOfVectorsUntilTheyAreRead() throws Exception {
        offerVector(0, true);
        for (int i = 0; i <= Limits.VECTORS_WAITING; i++) {
            offerVector(0, false);
        }
        assertEquals(20 * (1 + Limits.VECTORS_WAITING), held.now());
        while (queue.poll(0) != null) {
            assertEquals(20 * (1 + Limits.VECTORS_WAITING), held.most());
        }
        assertEquals(0, held.now());
    }

    @Test
    void givesEventsInTheirOrderAndLeavesNoComingOrGoingOut() throws Exception {
        for (int i = 0; i < 2 * Limits.ANSWERS; i++) {
            offerAnswer(0);
        }
        queue.add(new WorkerEvent.Lost(0, "gone"));
        for (int i = 0; i < Limits.ANSWERS; i++) {
            assertTrue(queue.poll(0) instanceof WorkerEvent.Answered);
        }
        assertEquals(new WorkerEvent.Lost(0, "gone"), queue.poll(0));
        assertNull(queue.poll(0));
    }
}
