package org.draco.codec.code.spectral;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What became of the answers of one step. Closed: whoever adds a case must visit every reader.
 *
 * @param <V> float[] or double[], as the answers were
 */
public sealed interface SpectralDecoding<V> {

    /**
     * The sum over the batches, wrong by at most the margin (and its own rounding) if at most s workers lied.
     *
     * @param sum d components; the receiver's to keep
     * @param liars the accused: a smallest set that explains the checks
     * @param residual what is left of the checks without the accused, relative to the norm of the believed answers
     * @param tolerated the largest residual that would have been accepted
     */
    record Decoded<V>(V sum, Set<Integer> liars, double residual, double tolerated)
            implements SpectralDecoding<V> {
        /** Copies the set, which then iterates in order. */
        public Decoded {
            liars = Collections.unmodifiableSet(new TreeSet<>(liars));
        }
    }

    /**
     * With so many answers missing or unreadable, s liars among the others could not be told.
     *
     * @param why the numbers
     */
    record TooFewAnswers<V>(String why) implements SpectralDecoding<V> {}

    /**
     * No set of at most s liars explains the answers, or none was found.
     *
     * @param why the numbers
     */
    record Undecodable<V>(String why) implements SpectralDecoding<V> {}
}
