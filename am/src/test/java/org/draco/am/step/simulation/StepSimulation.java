package org.draco.am.step.simulation;

import java.io.IOException;
import java.util.Arrays;
import org.draco.am.step.ManualClock;
import org.draco.am.step.ModelState;
import org.draco.am.step.TrainingFailedException;
import org.draco.am.step.TrainingLoop;
import org.draco.am.step.TrainingPlan;
import org.draco.codec.Parallelism;

/**
 * One run of the real step loop on one schedule.
 *
 * <pre>
 *   Schedule --decides--&gt; SimulatedWorker --says--&gt; VirtualNetwork --poll--&gt; TrainingLoop
 *                              ^                        | broadcast, request      |
 *                              +------------------------+                         | decodes, applies, tells
 *                                       Judge: sees all of it, checks every Invariant
 * </pre>
 */
final class StepSimulation {

    private StepSimulation() {}

    /**
     * Runs the schedule of a seed.
     *
     * @return whether training went to its end
     * @throws AssertionError if an invariant does not hold, naming it and the schedule
     */
    static boolean run(long seed) {
        Schedule schedule = Schedule.draw(seed);
        try {
            return run(schedule);
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError(
                    broken
                            + "\n"
                            + schedule
                            + "\nrun it alone with -D"
                            + StepSimulationTest.SEED
                            + "="
                            + seed,
                    broken);
        }
    }

    private static boolean run(Schedule schedule) {
        float[] start = new float[schedule.dimension()];
        Arrays.fill(start, 1);
        ManualClock clock = new ManualClock();
        Judge judge = new Judge(schedule, start, clock);
        VirtualNetwork network = new VirtualNetwork(schedule, clock, judge);
        TrainingPlan plan =
                new TrainingPlan(
                        schedule.steps(),
                        Judge.EVAL_FREQ,
                        Schedule.GATHER_NANOS,
                        Schedule.STEP_NANOS,
                        true,
                        schedule.onProvenLiar());
        TrainingLoop loop =
                new TrainingLoop(
                        plan,
                        new WitnessedCode(schedule.subject().code(), judge),
                        judge,
                        new TrainingLoop.Surroundings(
                                network, judge, judge, clock, network, Parallelism.NONE));
        try {
            loop.run(new ModelState(0, start, new float[0], new int[0]));
            judge.finished();
            return true;
        } catch (TrainingFailedException e) {
            judge.failed(e.getMessage());
            return false;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("nothing here can cause this", e);
        }
    }
}
