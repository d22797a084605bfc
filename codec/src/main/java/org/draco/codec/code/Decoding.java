package org.draco.codec.code;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** How far the decoding of a step has come. Closed: whoever adds a case must visit every reader. */
public sealed interface Decoding {

    /** More answers are needed, and may still come. */
    record Waiting() implements Decoding {}

    /**
     * The batch gradient is known.
     *
     * @param gradient the mean over the step's batches, d components; the receiver's to keep
     * @param saturated how many components were too large for the fixed point, as far as the decoder sees whole gradients
     */
    record Decoded(float[] gradient, long saturated) implements Decoding {

        /** The same, but for the gradient, which has no components. */
        public Decoded withoutGradient() {
            return new Decoded(new float[0], saturated);
        }
    }

    /**
     * Too many workers were lost in this step; with their answers it could be decoded, so trying again may help.
     *
     * @param why which group lacks what
     * @param missing the workers whose answers are lost
     */
    record TooFewAnswers(String why, Set<Integer> missing) implements Decoding {
        /** Copies the set, which then iterates in order. */
        public TooFewAnswers {
            missing = Collections.unmodifiableSet(new TreeSet<>(missing));
        }
    }

    /**
     * More workers disagree than the code can bear, and the fault model is broken; or a user's rule gives no gradient. Trying
     * again cannot help.
     *
     * @param why which group disagrees, and how
     * @param brokenRule whether it is a user's rule that gives no gradient
     */
    record Undecodable(String why, boolean brokenRule) implements Decoding {

        /** The fault model is broken. */
        public Undecodable(String why) {
            this(why, false);
        }
    }
}
