package org.draco.am.step.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * Ten thousand schedules, the same in every build; {@code -Ddraco.simulation.seed=N} runs one alone, {@code
 * -Ddraco.simulation.runs=N} another number of them.
 */
class StepSimulationTest {

    static final String SEED = "draco.simulation.seed";

    private static final long FIRST_SEED = 20261122;
    private static final int RUNS = Integer.getInteger("draco.simulation.runs", 10_000);

    @Test
    void noInvariantBreaksWhateverTheWorldDoes() {
        Long alone = Long.getLong(SEED);
        if (alone != null) {
            StepSimulation.run(alone);
            return;
        }
        int succeeded = 0;
        for (int i = 0; i < RUNS; i++) {
            succeeded += StepSimulation.run(FIRST_SEED + i) ? 1 : 0;
        }
        System.out.printf(
                "StepSimulationTest: %d of %d trainings succeeded, seeds from %d%n",
                succeeded, RUNS, FIRST_SEED);
        assertTrue(succeeded > RUNS * 3 / 4, "there are " + succeeded + " that succeed");
        assertTrue(succeeded < RUNS * 39 / 40, "there are " + succeeded + " that succeed");
    }
}
