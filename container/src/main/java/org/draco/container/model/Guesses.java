package org.draco.container.model;

/** Who wants to know what a model takes each sample for, while it is scored. */
@FunctionalInterface
public interface Guesses {

    /** What {@code predicted} is if the model has no prediction, since a probability is not a number or two are equal where that decides. */
    int NONE = -1;

    /** Nobody wants to know. */
    Guesses UNHEARD = (label, predicted, rank) -> {};

    /**
     * A sample was scored; called once for each, in the batch's order.
     *
     * @param label its class
     * @param predicted the most probable class, the first of equals; or {@link #NONE}
     * @param rank how many classes the model finds more probable than the sample's own, those before it that it finds as probable
     *     included: 0 if the prediction is right; at least the number of classes if probabilities are not numbers
     */
    void guessed(int label, int predicted, int rank);
}
