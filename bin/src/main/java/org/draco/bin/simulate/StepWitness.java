package org.draco.bin.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.draco.am.optimizer.AnswerMomentum;
import org.draco.am.optimizer.Weights;
import org.draco.bin.study.Observation;
import org.draco.codec.aggregate.Gradients;
import org.draco.codec.aggregate.Verdict;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.GradientCode;
import org.draco.container.worker.Adversary;
import org.draco.container.worker.BatchGradients.BatchGradient;

/**
 * Sees everybody's gradients of a step in which all workers are in this process. What it needs beside those that were computed
 * anyway, such as a second judgement of the rule, is computed for the study alone.
 */
final class StepWitness {

    private final GradientCode code;
    private final StepGradients gradients;
    private final Adversary adversary;
    private final int studied;
    private final int samplesPerBatch;

    /**
     * @param studied how many batches are studied, the first
     * @param samplesPerBatch that a batch's gradient is computed of
     */
    StepWitness(
            GradientCode code,
            StepGradients gradients,
            Adversary adversary,
            int studied,
            int samplesPerBatch) {
        this.code = code;
        this.gradients = gradients;
        this.adversary = adversary;
        this.studied = studied;
        this.samplesPerBatch = samplesPerBatch;
    }

    /**
     * The step that was computed last.
     *
     * @param step from 0
     * @param weights before the update
     * @param broadcast where gradients were taken
     * @param defense the decoded gradient
     * @param momentum that is added to answers, if one is
     */
    Observation observe(
            long step,
            Weights weights,
            float[] broadcast,
            float[] defense,
            Optional<AnswerMomentum> momentum) {
        List<BatchGradient> computed = gradients.ofStep();
        Assignment assignment = code.assignment();
        Set<Integer> liars = adversary.liarsOf(step);
        Set<Integer> honestBatches = new TreeSet<>();
        List<float[]> attack = new ArrayList<>();
        float[][] rows = new float[assignment.workers()][];
        for (int worker = 0; worker < rows.length; worker++) {
            for (int batch : assignment.batchesOf(assignment.taskOf(worker))) {
                float[] honest = computed.get(batch).gradient();
                if (!liars.contains(worker)) {
                    honestBatches.add(batch);
                    rows[worker] = seen(honest, weights, momentum);
                } else if (!adversary.isSilent()) {
                    float[] lie = adversary.claim(worker, step, batch, honest, broadcast);
                    rows[worker] = seen(lie, weights, momentum);
                    attack.add(rows[worker]);
                }
            }
        }
        List<BatchGradient> sampled = computed.subList(0, studied);
        return new Observation(
                step * honestBatches.size() * samplesPerBatch,
                sampled.stream().map(BatchGradient::loss).toList(),
                sampled.stream().map(BatchGradient::raw).toList(),
                honestBatches.stream()
                        .map(batch -> seen(computed.get(batch).gradient(), weights, momentum))
                        .toList(),
                attack,
                defense,
                weights.parameters(),
                acceptance(rows, liars));
    }

    private static float[] seen(float[] sent, Weights weights, Optional<AnswerMomentum> momentum) {
        if (momentum.isEmpty()) {
            return sent;
        }
        float[] seen = sent.clone();
        momentum.get().apply(seen, weights.memory());
        return seen;
    }

    /** The liars' share of what the rule picked, or, where it picks nothing but weighs, of the weight. */
    private double acceptance(float[][] rows, Set<Integer> liars) {
        if (code.ruleOverWorkers().isEmpty() || adversary.isSilent()) {
            return Double.NaN;
        }
        Verdict verdict =
                code.ruleOverWorkers()
                        .get()
                        .judge(new Gradients(rows), code.faults().adversaries());
        if (verdict.selected().length > 0 && verdict.weights().length > 0) {
            long ofLiars = Arrays.stream(verdict.selected()).filter(liars::contains).count();
            return (double) ofLiars / verdict.selected().length;
        }
        double all = 0;
        double ofLiars = 0;
        for (int worker = 0; worker < verdict.weights().length; worker++) {
            all += verdict.weights()[worker];
            ofLiars += liars.contains(worker) ? verdict.weights()[worker] : 0;
        }
        return verdict.weights().length == 0 ? Double.NaN : ofLiars / all;
    }
}
