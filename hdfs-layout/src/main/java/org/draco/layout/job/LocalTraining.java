package org.draco.layout.job;

/**
 * What a worker does for one answer, beside taking the gradient of the mean loss.
 *
 * @param steps SGD steps that it makes on its own, on a batch each, before it answers with the sum of their gradients; 1 for
 *     the plain gradient
 * @param labelSmoothing share of a label's weight that is spread over all classes, 0 to below 1
 * @param l1 factor of the parameters' l1 norm, which is added to the loss
 * @param l2 factor of the parameters' Euclidean norm (not squared), which is added to the loss
 * @param gradientClip the norm to which longer gradients are shortened, before any momentum; 0 for never
 */
public record LocalTraining(
        int steps, double labelSmoothing, double l1, double l2, double gradientClip) {

    /** The plain gradient. */
    public static final LocalTraining PLAIN = new LocalTraining(1, 0, 0, 0, 0);
}
