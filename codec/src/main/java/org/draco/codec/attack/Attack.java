package org.draco.codec.attack;

import org.draco.codec.Description;

/**
 * What a worker answers in place of its own gradient.
 *
 * <p>Attacks of this interface are <i>local</i>: they see the worker's own honest gradient and nothing else. Who adds one
 * implements this and enters it in {@link Attacks}. Attacks are immutable and thread-safe.
 */
public interface Attack {

    /** Name used in job files and reports, e.g. {@code "rev_grad"}; never changed once released. */
    String name();

    /** What lists say of it. */
    default Description description() {
        return Description.NONE;
    }

    /** Whether the worker sends nothing, whatever {@link #answer} gives. */
    default boolean isSilent() {
        return false;
    }

    /**
     * The lie.
     *
     * @param honest the gradient that the worker computed, d components; only read
     * @param insight what it has beside
     * @return what is sent: a new vector, or {@code honest} itself from a worker that does not lie
     */
    float[] answer(float[] honest, Insight insight);
}
