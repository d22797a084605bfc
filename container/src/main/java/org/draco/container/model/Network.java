package org.draco.container.model;

/**
 * An architecture that can be trained: what users add. A new one is a class beside {@link LeNet} and a line in {@link
 * Networks}.
 *
 * <p>Networks are immutable and thread-safe; the models that they create are not.
 */
public interface Network {

    /** Name used in job files and on the command line, e.g. {@code "LeNet"}; never changed once released. */
    String name();

    /** The shape of the samples that it takes. */
    InputShape input();

    /** How many classes it tells apart; labels are {@code 0 .. classes() - 1}. */
    int classes();

    /**
     * A new model.
     *
     * @param seed decides {@link GradientModel#initialParameters} and nothing else
     */
    GradientModel create(long seed);
}
