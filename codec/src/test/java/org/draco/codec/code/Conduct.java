package org.draco.codec.code;

import java.util.List;
import org.draco.codec.vector.NumberVector;

/**
 * What one worker does about one task.
 *
 * @param said whose digest it announces, where digests come first; else what it sends; null: it is lost without a word
 * @param handedIn what it hands in when it is asked for the vector of its digest; null: it is lost then
 * @param later what it says after that
 */
record Conduct(NumberVector said, NumberVector handedIn, List<NumberVector> later) {

    /** Announces and hands in one and the same vector. */
    static Conduct of(NumberVector vector) {
        return new Conduct(vector, vector, List.of());
    }

    /** Announces one vector and hands in another, or none if that is null. */
    static Conduct breakingThePromise(NumberVector promised, NumberVector handedIn) {
        return new Conduct(promised, handedIn, List.of());
    }

    /** Says nothing at all. */
    static Conduct silence() {
        return new Conduct(null, null, List.of());
    }

    /** The same, and then says these. */
    Conduct followedBy(NumberVector... vectors) {
        return new Conduct(said, handedIn, List.of(vectors));
    }

    /** Whether it says something else than an honest worker, where all can hear it. */
    boolean isPlainLie(NumberVector honest) {
        return said != null && !Numbers.same(said, honest);
    }

    /** What all workers do. */
    interface OfAll {

        /** What this worker does about this task. */
        Conduct of(int worker, int task);
    }
}
