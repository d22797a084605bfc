package org.draco.am.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.draco.am.optimizer.SgdMomentum;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.group.RepetitionCode;
import org.junit.jupiter.api.Test;

/** What is decoded for a running statistic is taken off as it is: no rate, no momentum, no decay. Every number is exact. */
class RunningStatisticsTest {

    @Test
    void areMovedByWhatIsDecodedForThem() {
        SgdMomentum sgd =
                new SgdMomentum(
                        step -> 0.5,
                        new SgdMomentum.Momentum(0.5f, 0, false, SgdMomentum.Place.UPDATE),
                        0.25f);
        StepLoopRun run =
                StepLoopDriver.newDriver(new RepetitionCode(3, 3, 1, new FloatArithmetic()))
                        .withInput((step, batch, w) -> new float[] {1, 2, 0.25f})
                        .withInitial(
                                new ModelState(
                                        0,
                                        new float[] {4, 8, 3},
                                        2,
                                        new float[0],
                                        new int[0],
                                        new float[0]))
                        .withOptimizer(sgd)
                        .withSteps(2)
                        .run();
        ModelState state = run.result().orElseThrow().state();
        float first = 4 - 0.5f * (1 + 1);
        float second = 8 - 0.5f * (2 + 2);
        assertArrayEquals(
                new float[] {
                    first - 0.5f * (1.5f + 0.25f * first),
                    second - 0.5f * (3 + 0.25f * second),
                    3 - 0.25f - 0.25f
                },
                state.parameters());
        assertEquals(2, state.trained());
        assertArrayEquals(new float[] {1.5f, 3, 0}, state.memory());
    }
}
