package org.draco.am.step;

import org.draco.am.optimizer.SgdMomentum;
import org.draco.codec.attack.Attacks;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.group.RepetitionCode;

/** A small training whose outcome is known: gradients that depend on all they may depend on, and descent done by hand. */
final class Descent {

    private Descent() {}

    /** Depends on everything that a gradient may depend on, without symmetry between steps, batches or components. */
    static float[] slope(long step, int batch, float[] w) {
        float[] gradient = new float[w.length];
        for (int i = 0; i < w.length; i++) {
            gradient[i] = 0.3f * w[i] - 0.1f * (batch + 1) + 0.01f * (i + 1) * (step % 5);
        }
        return gradient;
    }

    /** Momentum descent as its definition says, with the mean of the batches summed in order. */
    static float[] byHand(int batches, long steps, float[] start) {
        float[] w = start.clone();
        float[] v = new float[w.length];
        for (long step = 0; step < steps; step++) {
            float[] sum = slope(step, 0, w);
            for (int batch = 1; batch < batches; batch++) {
                float[] next = slope(step, batch, w);
                for (int i = 0; i < w.length; i++) {
                    sum[i] += next[i];
                }
            }
            for (int i = 0; i < w.length; i++) {
                v[i] = 0.9f * v[i] + sum[i] * (1f / batches);
                w[i] = w[i] - 0.05f * v[i];
            }
        }
        return w;
    }

    static final float[] START = {1, -2, 0.5f};

    static StepLoopDriver driver(GradientCode code) {
        return StepLoopDriver.newDriver(code)
                .withInput(Descent::slope)
                .withInitial(START)
                .withOptimizer(SgdMomentum.of(0.05f, 0.9f))
                .withSteps(20);
    }

    static ScriptedWorker honest(int rank) {
        return new ScriptedWorker(
                rank,
                new ScriptedWorker.Script(
                        Attacks.honest(), false, s -> false, s -> false, s -> false, s -> false),
                new RepetitionCode(5, 5, 2, new FloatArithmetic()),
                Descent::slope);
    }
}
