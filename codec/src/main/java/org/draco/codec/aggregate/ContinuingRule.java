package org.draco.codec.aggregate;

/**
 * A rule that can start from an earlier result.
 *
 * <p>The rule itself stays stateless: who wants the momentum of the paper keeps the last result and hands it in.
 */
public interface ContinuingRule extends AggregationRule {

    /**
     * @param gradients as in {@link #aggregate(Gradients, int)}, which starts from zero
     * @param adversaries s
     * @param start where to begin: d finite components; neither kept nor changed
     */
    float[] aggregate(Gradients gradients, int adversaries, float[] start);

    /**
     * @throws IllegalArgumentException if the start is of another length or not finite
     */
    static void requireStart(String rule, Gradients gradients, float[] start) {
        if (start.length != gradients.dimension()) {
            throw new IllegalArgumentException(
                    "%s: start: expected %d components, found %d"
                            .formatted(rule, gradients.dimension(), start.length));
        }
        for (int k = 0; k < start.length; k++) {
            if (!Float.isFinite(start[k])) {
                throw new IllegalArgumentException(
                        "%s: start: expected finite components, found %s in component %d"
                                .formatted(rule, start[k], k));
            }
        }
    }
}
