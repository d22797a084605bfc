package org.draco.codec.code;

/**
 * What one worker does in one step.
 *
 * @param digest what it announces, where digests come first; null: it is lost without a word
 * @param gradient what it hands in; null: it is lost when it should
 * @param repeats how many further digests, all different, it announces after the first
 */
record Conduct(Digest digest, float[] gradient, int repeats) {

    /** Announces and hands in one and the same vector. */
    static Conduct of(float[] gradient) {
        return new Conduct(Digest.of(gradient), gradient, 0);
    }

    /** Announces what is true of {@code promised} and hands in another vector, or none if that is null. */
    static Conduct breakingThePromise(float[] promised, float[] handedIn) {
        return new Conduct(Digest.of(promised), handedIn, 0);
    }

    /** Says nothing at all. */
    static Conduct silence() {
        return new Conduct(null, null, 0);
    }

    /** The same, followed by contradictions. */
    Conduct repeating(int times) {
        return new Conduct(digest, gradient, times);
    }
}
