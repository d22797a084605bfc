package org.draco.am.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.draco.am.optimizer.Optimizer;
import org.draco.am.optimizer.Weights;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.group.ReactiveCode;
import org.draco.codec.code.group.RepetitionCode;
import org.junit.jupiter.api.Test;

/**
 * Thousands of runs over workers whose every move is drawn. Invariants: each gradient that is applied is the honest one, to
 * the bit; no honest worker is ever named; training comes to its end (the fake cluster gives up on a loop that hangs).
 */
class TrainingLoopPropertyTest {

    private static final long FIRST_SEED = 20260104;
    private static final int RUNS = 10_000;
    private static final int STEPS = 6;

    /** Checks what it is given, and moves the model so that the next step's gradients differ. */
    private static final class HonestGradientsOnly implements Optimizer {
        private final GradientCode code;
        private final String where;
        private long step;
        private int[] exponents;

        HonestGradientsOnly(GradientCode code, String where) {
            this.code = code;
            this.where = where;
            this.exponents = code.arithmetic().exponentsAfter(2, null);
        }

        @Override
        public int memory(int dimension) {
            return 0;
        }

        @Override
        public double learningRate(long step) {
            return 1;
        }

        @Override
        public void update(long at, Weights weights, float[] gradient) {
            float[] parameters = weights.parameters();
            List<float[]> batches = new ArrayList<>();
            for (int batch = 0; batch < code.assignment().batches(); batch++) {
                batches.add(slope(step, batch, parameters));
            }
            float[] mean = code.arithmetic().mean(batches, exponents).gradient();
            for (int i = 0; i < mean.length; i++) {
                parameters[i] -= mean[i];
            }
            assertArrayEquals(mean, gradient, () -> "step " + (step + 1) + ", " + where);
            exponents = code.arithmetic().exponentsAfter(2, gradient);
            step++;
        }
    }

    private static float[] slope(long step, int batch, float[] w) {
        return new float[] {w[0] * 0.1f + batch + 1, step - w[1] * 0.5f * batch};
    }

    @Test
    void appliesHonestGradientsOnlyWhateverHappens() {
        System.out.println("TrainingLoopPropertyTest: seeds from " + FIRST_SEED);
        GradientCode[] codes = {
            new RepetitionCode(3, 3, 1, new FloatArithmetic()),
            new RepetitionCode(9, 3, 1, new FloatArithmetic()),
            new RepetitionCode(10, 5, 2, new FloatArithmetic()),
            new RepetitionCode(8, 4, 1, new FloatArithmetic()),
            new RepetitionCode(2, 1, 0, new FloatArithmetic()),
            new RepetitionCode(9, 3, 1, new ExactArithmetic(3)),
            new ReactiveCode(4, 1, new FloatArithmetic()),
            new ReactiveCode(9, 2, new FloatArithmetic()),
            new ReactiveCode(8, 3, new ExactArithmetic(2)),
            new CyclicCode(new FaultModel(4, 1)),
            new CyclicCode(new FaultModel(7, 2)),
        };
        for (int i = 0; i < RUNS; i++) {
            tryOut(codes[i % codes.length], FIRST_SEED + i);
        }
    }

    private static void tryOut(GradientCode code, long seed) {
        Random random = new Random(seed);
        Set<Integer> liars = new TreeSet<>();
        int count = random.nextInt(code.faults().adversaries() + 1);
        while (liars.size() < count) {
            liars.add(random.nextInt(code.faults().workers()));
        }
        List<FakeWorker> workers = new ArrayList<>();
        for (int rank = 0; rank < code.faults().workers(); rank++) {
            workers.add(
                    new RandomWorker(
                            rank,
                            liars.contains(rank),
                            code,
                            TrainingLoopPropertyTest::slope,
                            new Random(random.nextLong())));
        }
        String where = "liars " + liars + ", seed " + seed;
        StepLoopDriver driver =
                StepLoopDriver.newDriver(code)
                        .withInitial(1, 1)
                        .withSteps(STEPS)
                        .withOptimizer(new HonestGradientsOnly(code, where))
                        .withSeed(random.nextLong());
        StepLoopRun run = (random.nextBoolean() ? driver.withStragglers() : driver).run(workers);
        assertTrue(run.failure().isEmpty(), () -> run.failure() + ", " + where);
        assertEquals(STEPS, run.reports().size(), where);
        Set<Integer> named = run.result().orElseThrow().suspects().keySet();
        assertTrue(liars.containsAll(named), () -> "names " + named + ", " + where);
    }
}
