package org.draco.container.model;

import java.util.Optional;

/**
 * An architecture that can be trained: what users add. A new one is a class beside {@link LeNet} and a line in {@link
 * Networks}.
 *
 * <p>A network fits itself to the data: it is told what a sample looks like and how many classes there are, and says either
 * why it cannot, or makes a model.
 *
 * <p>Networks are immutable and thread-safe; the models that they create are not.
 */
public interface Network {

    /** Name used in job files and on the command line, e.g. {@code "LeNet"}; never changed once released. */
    String name();

    /**
     * Why it cannot be trained on such samples: what was expected and what was found, without the network's name, e.g. {@code
     * "expected at least 16 x 16 pixels, found 1 x 8 x 8"}; empty if it can.
     *
     * @param input the shape of a sample
     * @param classes how many classes there are
     */
    Optional<String> misfit(InputShape input, int classes);

    /**
     * A new model.
     *
     * @param input the shape of a sample
     * @param classes how many classes there are; labels are {@code 0 .. classes - 1}
     * @param options what else there is to choose
     * @throws IllegalArgumentException if there is a {@link #misfit}; the message says which
     */
    GradientModel create(InputShape input, int classes, ModelOptions options);
}
