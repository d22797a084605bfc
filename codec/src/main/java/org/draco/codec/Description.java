package org.draco.codec;

/**
 * What a list of codes, rules and attacks says of one of them; kept beside its implementation.
 *
 * @param idea one sentence
 * @param parameters the options that it reads, with their domains; empty if it has none
 * @param smallestWorkers fewest workers n (or P) for s adversaries; empty where that means nothing
 * @param paper where it comes from
 */
public record Description(String idea, String parameters, String smallestWorkers, String paper) {

    /** For an implementation that does not describe itself. */
    public static final Description NONE = new Description("", "", "", "");
}
