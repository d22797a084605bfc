package org.draco.bin.study;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.draco.layout.metrics.StudyColumn;

/**
 * Computes what a step's gradients are like. It remembers the initial parameters and some past means; a study that is begun
 * anew in the middle of a training knows no past.
 *
 * <p>Used by one thread.
 *
 * <p><b>Source.</b> The code of El Mhamdi, Guerraoui, Rouault, <i>Distributed Momentum for Byzantine-resilient Stochastic
 * Gradient Descent</i>, ICLR 2021; what each quantity is, {@link StudyColumn} says. <b>Departure:</b> sums are made in double.
 */
public final class GradientStudy {

    private final float[] origin;
    private final double momentum;
    private final int past;
    private final Deque<GradientGroup> means = new ArrayDeque<>();

    /**
     * @param origin the initial parameters; copied
     * @param momentum m of the composite curvature
     * @param past how many means are remembered, at least 1; without momentum one is enough
     */
    public GradientStudy(float[] origin, double momentum, int past) {
        if (past < 1) {
            throw new IllegalArgumentException("past: expected at least 1, found " + past);
        }
        this.origin = origin.clone();
        this.momentum = momentum;
        this.past = momentum == 0 ? 1 : past;
    }

    /** The quantities of a step, all columns; steps come in their order. */
    public Map<StudyColumn, Double> of(Observation step) {
        int d = origin.length;
        GradientGroup sampled = GradientGroup.of(step.sampled(), d);
        GradientGroup honest = GradientGroup.of(step.honest(), d);
        GradientGroup attack = GradientGroup.of(step.attack(), d);
        GradientGroup defense = GradientGroup.of(List.of(step.defense()), d);
        Map<StudyColumn, Double> study = new EnumMap<>(StudyColumn.class);
        study.put(StudyColumn.TRAINING_POINT_COUNT, (double) step.trainingPoints());
        study.put(StudyColumn.AVERAGE_LOSS, mean(step.losses()));
        study.put(StudyColumn.L2_FROM_ORIGIN, distance(step.parameters()));
        study.put(StudyColumn.SAMPLED_DEVIATION, sampled.deviation());
        study.put(StudyColumn.HONEST_DEVIATION, honest.deviation());
        study.put(StudyColumn.ATTACK_DEVIATION, attack.deviation());
        study.put(StudyColumn.SAMPLED_NORM, sampled.norm());
        study.put(StudyColumn.HONEST_NORM, honest.norm());
        study.put(StudyColumn.ATTACK_NORM, attack.norm());
        study.put(StudyColumn.DEFENSE_NORM, defense.norm());
        study.put(StudyColumn.SAMPLED_MAX, sampled.max());
        study.put(StudyColumn.HONEST_MAX, honest.max());
        study.put(StudyColumn.ATTACK_MAX, attack.max());
        study.put(StudyColumn.DEFENSE_MAX, defense.max());
        study.put(StudyColumn.SAMPLED_HONEST_COSINE, sampled.cosine(honest));
        study.put(StudyColumn.SAMPLED_ATTACK_COSINE, sampled.cosine(attack));
        study.put(StudyColumn.SAMPLED_DEFENSE_COSINE, sampled.cosine(defense));
        study.put(StudyColumn.HONEST_ATTACK_COSINE, honest.cosine(attack));
        study.put(StudyColumn.HONEST_DEFENSE_COSINE, honest.cosine(defense));
        study.put(StudyColumn.ATTACK_DEFENSE_COSINE, attack.cosine(defense));
        study.put(
                StudyColumn.SAMPLED_PREVIOUS_COSINE,
                means.isEmpty() ? Double.NaN : sampled.cosine(means.getFirst()));
        study.put(StudyColumn.COMPOSITE_CURVATURE, curvature(sampled));
        study.put(StudyColumn.ATTACK_ACCEPTANCE_RATIO, step.acceptance());
        means.addFirst(sampled);
        if (means.size() > past) {
            means.removeLast();
        }
        return study;
    }

    private static double mean(List<Float> losses) {
        return losses.stream().mapToDouble(Float::doubleValue).average().orElse(Double.NaN);
    }

    private double distance(float[] parameters) {
        double squares = 0;
        for (int i = 0; i < origin.length; i++) {
            double away = (double) parameters[i] - origin[i];
            squares += away * away;
        }
        return Math.sqrt(squares);
    }

    private double curvature(GradientGroup sampled) {
        if (means.isEmpty()) {
            return Double.NaN;
        }
        double sum = 0;
        double factor = momentum;
        for (GradientGroup mean : means) {
            sum += factor * sampled.dot(mean);
            factor *= momentum;
        }
        return sum;
    }
}
