package org.draco.am.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.draco.am.optimizer.SgdMomentum;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.aggregate.Gradients;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.group.UncodedCode;
import org.junit.jupiter.api.Test;

/** The server's momentum stands before the rule: for a rule that looks at norms that is not the same as after it. */
class ServerMomentumTest {

    private static final int WORKERS = 5;

    @Test
    void theRuleSeesAnswersWithTheMomentumAdded() {
        GradientCode code =
                new UncodedCode(
                        WORKERS,
                        1,
                        AggregationRules.byName("cge", Map.of()).orElseThrow(),
                        new FloatArithmetic());
        SgdMomentum sgd =
                new SgdMomentum(
                        step -> 0.05,
                        new SgdMomentum.Momentum(0.9f, 0.1f, false, SgdMomentum.Place.SERVER),
                        0);
        StepLoopRun run = Descent.driver(code).withOptimizer(sgd).withSteps(6).run();
        assertEquals("", run.failure().orElse(""));
        assertArrayEquals(byHand(6), run.result().orElseThrow().state().parameters());
    }

    private static float[] byHand(int steps) {
        float[] w = Descent.START.clone();
        float[] memory = new float[w.length];
        for (int step = 0; step < steps; step++) {
            float[][] rows = new float[WORKERS][];
            for (int worker = 0; worker < WORKERS; worker++) {
                rows[worker] = Descent.slope(step, worker, w);
                for (int i = 0; i < w.length; i++) {
                    rows[worker][i] = (1 - 0.1f) * rows[worker][i] + 0.9f * memory[i];
                }
            }
            memory =
                    AggregationRules.byName("cge", Map.of())
                            .orElseThrow()
                            .aggregate(new Gradients(rows), 1);
            for (int i = 0; i < w.length; i++) {
                w[i] -= (float) 0.05 * memory[i];
            }
        }
        return w;
    }
}
