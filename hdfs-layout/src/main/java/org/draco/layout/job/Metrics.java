package org.draco.layout.job;

/**
 * What is measured in each step.
 *
 * @param detail {@link #BASIC}, what the parameter server sees anyway, or {@link #FULL}, also the quantities that the field
 *     studies gradients by
 * @param studyBatches batches whose gradients are studied, at least as many as honest workers have; 0 for as many as the code
 *     computes
 * @param studyPast past mean gradients that the composite curvature looks at, at least 1
 */
public record Metrics(String detail, int studyBatches, int studyPast) {

    /** Times, bytes, losses, suspects. */
    public static final String BASIC = "basic";

    /** These, and norms, deviations and angles of gradients. */
    public static final String FULL = "full";

    /** Nothing that would cost anything. */
    public static final Metrics PLAIN = new Metrics(BASIC, 0, 1);

    /** Whether gradients are studied. */
    public boolean isFull() {
        return detail.equals(FULL);
    }
}
