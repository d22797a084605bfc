package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.group.ReactiveCode;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.code.group.UncodedCode;
import org.junit.jupiter.api.Test;

/**
 * With {@code --arithmetic exact} it makes no difference which code a job has, who lies and who is lost: from the same batches
 * come the same bits, and from those the same exponents of the next step.
 */
class ExactAgreementTest {

    private static final long SEED = 20261123;

    /** Three blocks of exponents, the last one short. */
    private static final int DIMENSION = 2 * 4096 + 37;

    private static final int STEPS = 4;

    /** Codes that take the mean of as many batches; the baseline, where nobody lies, is the first. */
    private static List<GradientCode> codesOf(int batches) {
        Arithmetic exact = new ExactArithmetic(batches);
        List<GradientCode> codes = new ArrayList<>();
        codes.add(new UncodedCode(batches, 0, AggregationRules.average(), exact));
        codes.add(new RepetitionCode(batches, 1, 0, exact));
        codes.add(new RepetitionCode(3 * batches, 3, 1, exact));
        codes.add(new RepetitionCode(5 * batches, 5, 2, exact));
        codes.add(new ReactiveCode(2 * batches, 1, exact));
        codes.add(new ReactiveCode(3 * batches, 2, exact));
        for (int s = 0; 2 * s < batches; s++) {
            codes.add(new CyclicCode(new FaultModel(batches, s)));
        }
        return codes;
    }

    /**
     * Gradients whose blocks differ in scale by many powers of two, whose scale changes from step to step, and of which some
     * components are far too large for the fixed point, zero or tiny.
     */
    private static float[][] batches(int count, int step, Random random) {
        float[][] batches = new float[count][DIMENSION];
        for (float[] batch : batches) {
            for (int i = 0; i < DIMENSION; i++) {
                double scale = Math.scalb(1.0, -7 * (i / 4096) + (step % 3 - 1) * 2);
                batch[i] = (float) (scale * random.nextGaussian());
            }
            batch[random.nextInt(DIMENSION)] = Float.MAX_VALUE;
            batch[random.nextInt(DIMENSION)] = -1e20f;
            batch[random.nextInt(DIMENSION)] = Float.MIN_VALUE;
            batch[random.nextInt(DIMENSION)] = -0f;
        }
        return batches;
    }

    @Test
    void givesTheSameBitsWhateverTheCodeTheLiarsAndTheLost() {
        for (int batches : new int[] {4, 7}) {
            List<GradientCode> codes = codesOf(batches);
            List<float[]> last = new ArrayList<>();
            codes.forEach(code -> last.add(null));
            Random random = new Random(SEED);
            for (int step = 0; step < STEPS; step++) {
                float[][] gradients = batches(batches, step, random);
                float[] truth = null;
                for (int k = 0; k < codes.size(); k++) {
                    GradientCode code = codes.get(k);
                    int[] exponents = code.arithmetic().exponentsAfter(DIMENSION, last.get(k));
                    Scene scene = new Scene(code, gradients, exponents);
                    float[] found = play(scene, k == 0, random);
                    String where =
                            "%s, %s, step %d, seed %d"
                                    .formatted(code.name(), code.faults(), step, SEED);
                    truth = k == 0 ? SecondOpinion.fixedPointMean(gradients, exponents) : truth;
                    assertArrayEquals(Numbers.bits(truth), Numbers.bits(found), where);
                    last.set(k, found);
                }
            }
        }
    }

    /** As many lie and are lost as the code bears, at most. */
    private static float[] play(Scene scene, boolean honest, Random random) {
        int adversaries = honest ? 0 : scene.code.faults().adversaries();
        int liars = random.nextInt(adversaries + 1);
        Set<Integer> lying = WorkerSets.anywhere(liars, scene.workers(), random);
        Set<Integer> lost = WorkerSets.anywhere(adversaries - liars, scene.workers(), random);
        lost.removeAll(lying);
        Lie lie = Lie.values()[random.nextInt(Lie.values().length)];
        StepPlay play =
                new StepPlay(scene, lie.toldBy(new Lie.Plot(scene, lying, random.nextLong())))
                        .losing(lost)
                        .run(random::nextInt, now -> {});
        String where = lying + " lie " + lie + ", lost " + lost + ", " + scene.code.name();
        var decoded = assertInstanceOf(Decoding.Decoded.class, play.decoder().decoding(), where);
        assertTrue(lying.containsAll(play.decoder().suspects()), where);
        return decoded.gradient();
    }

    @Test
    void derivesTheSameExponentsWhateverTheCode() {
        Random random = new Random(SEED);
        List<GradientCode> codes = codesOf(7);
        for (float[] last : new float[][] {null, batches(1, 0, random)[0], new float[DIMENSION]}) {
            int[] exponents = codes.get(0).arithmetic().exponentsAfter(DIMENSION, last);
            for (GradientCode code : codes) {
                assertArrayEquals(
                        exponents, code.arithmetic().exponentsAfter(DIMENSION, last), code.name());
            }
        }
    }
}
