package org.draco.container.link;

/** What the parameter server wants of the worker. Closed: whoever adds a case must visit every reader. */
public sealed interface Order {

    /**
     * Compute your own task of a step.
     *
     * @param step from 0
     * @param parameters d components, the receiver's until it is given the next such order, whose memory it may be
     * @param exponents of the step's fixed point; empty where workers do not round; the receiver's
     */
    record Compute(long step, float[] parameters, int[] exponents) implements Order {}

    /**
     * Compute a further task of a step.
     *
     * @param step the step that was computed last, or an older one that is of no interest any more
     * @param task which task
     */
    record ComputeTask(long step, int task) implements Order {}

    /**
     * Send the vector of an answer.
     *
     * @param step the step that was answered last, or an older one that is of no interest any more
     * @param task which task
     */
    record SendVector(long step, int task) implements Order {}

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
