package org.draco.codec.code;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The memory of a gradient that was used, for a later one: so a step takes no memory, which would have to be filled with zeros first,
 * and leaves none to the collector. Thread-safe.
 */
public final class SpareGradient {

    private final AtomicReference<float[]> spare = new AtomicReference<>();

    /** Memory for d components, which are anything; the caller's. */
    public float[] take(int dimension) {
        float[] taken = spare.getAndSet(null);
        return taken != null && taken.length == dimension ? taken : new float[dimension];
    }

    /** @param gradient to which nobody refers any more */
    public void giveBack(float[] gradient) {
        spare.set(gradient);
    }
}
