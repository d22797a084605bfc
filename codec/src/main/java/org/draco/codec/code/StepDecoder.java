package org.draco.codec.code;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.draco.codec.vector.NumberVector;

/**
 * Decodes one step from answers in the order in which they happen to come.
 *
 * <p>The step loop feeds it, sends on what {@link #takeRequests()} asks for, and stops when {@link #decoding()} is no
 * longer {@link Decoding.Waiting}. Answers that come later may still be fed: they do not change a decoded gradient, but
 * they show who lied, and they may show that the fault model was broken.
 *
 * <p>Of several answers of one worker to one task the first counts; answers to tasks that it does not have are ignored. Owned
 * by one thread.
 */
public interface StepDecoder {

    /**
     * A worker says what its answer's digest is.
     *
     * @param worker 0 .. P - 1
     * @param task any number whatever
     */
    void onDigest(int worker, int task, Digest digest);

    /**
     * A worker's answer is here, because the code wants vectors at once or because it was asked for.
     *
     * @param worker 0 .. P - 1
     * @param task any number whatever
     * @param answer numbers of the code's {@link AnswerForm}, of any value and number whatever; the decoder keeps it
     * @param digest of just these numbers, whatever the worker said of them, if who received them has taken it while they came; else
     *     the decoder takes it, if it needs one
     */
    void onVector(int worker, int task, NumberVector answer, Optional<Digest> digest);

    /** As above, where nobody has taken the answer's digest. */
    default void onVector(int worker, int task, NumberVector answer) {
        onVector(worker, task, answer, Optional.empty());
    }

    /** Nothing more comes from this worker in this step: it died, was thrown out, or is too late. */
    void onLost(int worker);

    /** What is wanted now of whom; each request is returned once for each time it should be made. */
    List<Request> takeRequests();

    /** How far the step has come. */
    Decoding decoding();

    /** The workers that are proven to have lied in this step, as far as is known by now, which may be more once it is decoded; a copy. */
    Set<Integer> suspects();

    /** The workers from which the step still takes answers; a copy. */
    Set<Integer> unanswered();

    /**
     * The decoded gradient has been used, and nobody refers to it any more, since its memory may take that of a later step: the decoder lets go of it, and of all vectors but those by which answers that are still to
     * come are judged. Called when {@link #decoding()} is {@link Decoding.Decoded}, which has no components from then on.
     *
     * @return whether it refers to none of the answers that it was given until now, whose memory may then be used again
     */
    boolean letGo();
}
