package org.draco.layout.metrics;

import java.util.Locale;

/**
 * What gradients are studied by: the quantities of El Mhamdi, Guerraoui, Rouault, <i>Distributed Momentum for
 * Byzantine-resilient Stochastic Gradient Descent</i>, ICLR 2021, as its code defines them, in the order in which it writes them.
 *
 * <p>In a step, <i>sampled</i> gradients are those of the study's batches, before any momentum; <i>honest</i> ones are what
 * honest workers send and <i>attack</i> ones what liars send, both as the aggregation rule sees them; the <i>defense</i> is the
 * decoded gradient. A kind's <i>deviation</i> is the square root of the mean squared distance from its mean (divided by one less
 * than their number), its <i>norm</i> and <i>max</i> are the Euclidean norm and the largest absolute coordinate of its mean. What
 * does not exist is NaN.
 */
public enum StudyColumn {
    /** Samples that honest gradients of the steps before were computed of. */
    TRAINING_POINT_COUNT("Training point count"),
    /** Mean of the losses of the study's batches. */
    AVERAGE_LOSS("Average loss"),
    /** Distance of the parameters from the initial ones, before the update. */
    L2_FROM_ORIGIN("l2 from origin"),
    /** Deviation. */
    SAMPLED_DEVIATION("Sampled gradient deviation"),
    /** Deviation. */
    HONEST_DEVIATION("Honest gradient deviation"),
    /** Deviation. */
    ATTACK_DEVIATION("Attack gradient deviation"),
    /** Norm. */
    SAMPLED_NORM("Sampled gradient norm"),
    /** Norm. */
    HONEST_NORM("Honest gradient norm"),
    /** Norm. */
    ATTACK_NORM("Attack gradient norm"),
    /** Norm. */
    DEFENSE_NORM("Defense gradient norm"),
    /** Largest absolute coordinate. */
    SAMPLED_MAX("Sampled max coordinate"),
    /** Largest absolute coordinate. */
    HONEST_MAX("Honest max coordinate"),
    /** Largest absolute coordinate. */
    ATTACK_MAX("Attack max coordinate"),
    /** Largest absolute coordinate. */
    DEFENSE_MAX("Defense max coordinate"),
    /** Of the means. */
    SAMPLED_HONEST_COSINE("Sampled-honest cosine"),
    /** Of the means. */
    SAMPLED_ATTACK_COSINE("Sampled-attack cosine"),
    /** Of the means. */
    SAMPLED_DEFENSE_COSINE("Sampled-defense cosine"),
    /** Of the means. */
    HONEST_ATTACK_COSINE("Honest-attack cosine"),
    /** Of the means. */
    HONEST_DEFENSE_COSINE("Honest-defense cosine"),
    /** Of the means. */
    ATTACK_DEFENSE_COSINE("Attack-defense cosine"),
    /** Of the sampled mean and that of the step before. */
    SAMPLED_PREVIOUS_COSINE("Sampled-prev cosine"),
    /**
     * With the momentum m and the sampled means g: m (g_k g_{k-1} + m g_k g_{k-2} + m^2 g_k g_{k-3} + ...), over as many past
     * steps as are kept.
     */
    COMPOSITE_CURVATURE("Sampled composite curvature"),
    /** Share of attack gradients in what the rule made its choice of; NaN for rules that choose no rows. */
    ATTACK_ACCEPTANCE_RATIO("Attack acceptation ratio");

    private final String title;

    StudyColumn(String title) {
        this.title = title;
    }

    /** The column's name in the {@code study} files of that code. */
    public String title() {
        return title;
    }

    /** The column's name in {@code steps.csv}, e.g. {@code sampled_norm}. */
    public String csvName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
