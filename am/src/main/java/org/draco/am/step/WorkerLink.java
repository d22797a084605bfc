package org.draco.am.step;

import org.draco.am.optimizer.AnswerMomentum;
import org.draco.codec.code.Request;
import org.draco.codec.vector.NumberVector;

/**
 * The workers as the loop sees them. Called by the loop's thread alone.
 *
 * <p>It promises little: events of one worker come in the order in which it sent them, and nothing else; an answer may be
 * late, of an old step, or never come.
 */
public interface WorkerLink {

    /**
     * Sends the parameters of a step to every worker that is there.
     *
     * @param parameters d components, which do not change before the step is decided
     * @param exponents the step's, as the code's arithmetic gave them; empty for floating point
     */
    void broadcast(long step, float[] parameters, int[] exponents);

    /**
     * Tells those who play the adversary of a momentum that is added to each answer of the coming step; called before its
     * broadcast. Workers need not know it.
     *
     * @param memory d components, which do not change before the step is decided
     */
    default void knowMomentum(AnswerMomentum momentum, float[] memory) {}

    /** Asks one worker for what the code wants of it in this step. */
    void request(Request request, long step);

    /**
     * The loop does not need this vector any more, which {@link #poll} gave it, and nobody that it knows does: its memory may take
     * another.
     */
    default void takeBack(NumberVector vector) {}

    /** Lets this worker take part no more; it is told why. */
    void expel(int worker, String why);

    /**
     * The next event.
     *
     * @param maxWaitNanos how long to wait for one
     * @return null if none came
     * @throws InterruptedException if the loop is to end
     */
    WorkerEvent poll(long maxWaitNanos) throws InterruptedException;

    /** Bytes received from workers until now. */
    long bytesIn();

    /** Bytes sent to workers until now. */
    long bytesOut();
}
