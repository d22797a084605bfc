package org.draco.codec.code;

/** What a code wants of one worker while a step is on. Closed: whoever adds a case must visit every reader. */
public sealed interface Request {

    /** Who is asked, 0 .. P - 1. */
    int worker();

    /** What it is asked about. */
    int task();

    /**
     * To send the vector whose digest it has sent.
     *
     * @param worker who is asked
     * @param task of which task
     */
    record SendVector(int worker, int task) implements Request {}

    /**
     * To compute a further task and to answer as it did to its first one.
     *
     * @param worker who is asked
     * @param task which one
     */
    record Compute(int worker, int task) implements Request {}
}
