package org.draco.container.link;

/** What the parameter server wants of the worker. Closed: whoever adds a case must visit every reader. */
public sealed interface Order {

    /**
     * Compute the gradient of a step.
     *
     * @param step from 0
     * @param parameters d components; the receiver's
     */
    record Compute(long step, float[] parameters) implements Order {}

    /**
     * Send the gradient of a step.
     *
     * @param step the step that was answered last, or an older one that is of no interest any more
     */
    record SendGradient(long step) implements Order {}

    /**
     * Training is over.
     *
     * @param why for the log
     */
    record Stop(String why) implements Order {}

    /**
     * The connection has ended without a word.
     *
     * @param why for the log
     */
    record Disconnected(String why) implements Order {}
}
