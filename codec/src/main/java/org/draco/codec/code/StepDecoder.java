package org.draco.codec.code;

import java.util.List;
import java.util.Set;

/**
 * Decodes one step from answers in the order in which they happen to come.
 *
 * <p>The step loop feeds it, sends on what {@link #takeRequests()} asks for, and stops when {@link #decoding()} is no
 * longer {@link Decoding.Waiting}. Answers that come later may still be fed: they do not change a decoded gradient, but
 * they show who lied, and they may show that the fault model was broken.
 *
 * <p>Of several answers of one worker the first counts. Owned by one thread.
 */
public interface StepDecoder {

    /**
     * A worker says what its gradient's digest is.
     *
     * @param worker 0 .. P - 1
     */
    void onDigest(int worker, Digest digest);

    /**
     * A worker's gradient is here, because the code wants gradients at once or because it was asked for.
     *
     * @param gradient d components of any value whatever; the decoder keeps it
     */
    void onGradient(int worker, float[] gradient);

    /** Nothing more comes from this worker in this step: it died, was thrown out, or is too late. */
    void onLost(int worker);

    /** The workers whose gradient is wanted now; each is returned once for each time it should be asked. */
    List<Integer> takeRequests();

    /** How far the step has come. */
    Decoding decoding();

    /** The workers that are proven to have lied in this step, as far as is known by now; a copy. */
    Set<Integer> suspects();

    /** The workers from which the step still takes answers; a copy. */
    Set<Integer> unanswered();
}
