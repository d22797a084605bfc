package org.draco.codec.code;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one worker does in one step.
 *
 * @param digest what it announces, where digests come first; null: it is lost without a word
 * @param gradient what it hands in; null: it is lost when it should
 * @param later further digests, which it announces after the first
 */
record Conduct(Digest digest, float[] gradient, List<Digest> later) {

    /** Announces and hands in one and the same vector. */
    static Conduct of(float[] gradient) {
        return new Conduct(Digest.of(gradient), gradient, List.of());
    }

    /** Announces what is true of {@code promised} and hands in another vector, or none if that is null. */
    static Conduct breakingThePromise(float[] promised, float[] handedIn) {
        return new Conduct(Digest.of(promised), handedIn, List.of());
    }

    /** Says nothing at all. */
    static Conduct silence() {
        return new Conduct(null, null, List.of());
    }

    /** The same, followed by announcements of these. */
    Conduct followedBy(float[]... vectors) {
        return new Conduct(digest, gradient, Stream.of(vectors).map(Digest::of).toList());
    }
}
