package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterruptionTest {

    private final ContainerFleet fleet =
            new ContainerFleet(FleetPlan.of(Jobs.withWorkers(3)), 0, () -> true, System::nanoTime);
    private final Interruption interruption = new Interruption(fleet);

    @AfterEach
    void leaveTheThreadAsItWas() {
        Thread.interrupted();
    }

    @Test
    void whoeverTrainsIsInterruptedAndTheFleetKnowsWhy() {
        interruption.trainingBegins();
        assertFalse(Thread.currentThread().isInterrupted());
        interruption.abandon("dropped");
        assertTrue(Thread.currentThread().isInterrupted());
        assertEquals(Optional.of("dropped"), fleet.abandoned());
    }

    @Test
    void whatCameBeforeTheTrainingInterruptsItAtOnce() {
        interruption.abandon("dropped");
        assertFalse(Thread.currentThread().isInterrupted());
        interruption.trainingBegins();
        assertTrue(Thread.currentThread().isInterrupted());
    }

    @Test
    void whoWritesTheOutcomeIsNotInterrupted() {
        interruption.trainingBegins();
        interruption.abandon("dropped");
        interruption.trainingEnds();
        assertFalse(Thread.currentThread().isInterrupted());
        interruption.abandon("and a signal");
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(Optional.of("dropped"), fleet.abandoned(), "the first reason stands");
    }
}
