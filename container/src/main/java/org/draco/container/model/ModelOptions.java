package org.draco.container.model;

/**
 * What there is to choose about a model beside its network and its data.
 *
 * @param seed decides {@link GradientModel#initialParameters} and nothing else
 * @param labelSmoothing a, at least 0 and below 1: of C classes, the right one is to get the probability 1 - a + a / C and
 *     every other a / C, as in Szegedy et al., <i>Rethinking the Inception architecture for computer vision</i>, CVPR 2016,
 *     section 7; 0 is none. Scores are always those of the labels themselves
 */
public record ModelOptions(long seed, double labelSmoothing) {

    /** Checks the range. */
    public ModelOptions {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException(
                    "label smoothing: expected at least 0 and below 1, found " + labelSmoothing);
        }
    }

    /** With this seed, and everything else as it is unless a job says otherwise. */
    public static ModelOptions seeded(long seed) {
        return new ModelOptions(seed, 0);
    }
}
