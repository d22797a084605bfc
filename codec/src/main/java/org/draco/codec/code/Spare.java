package org.draco.codec.code;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The memory of a vector that was used, for a later one: so a step takes no memory, which would have to be filled with zeros first, and
 * leaves none to the collector. Thread-safe.
 *
 * @param <V> an array, or a vector that owns one
 */
public final class Spare<V> {

    private final AtomicReference<V> spare = new AtomicReference<>();

    /**
     * Memory whose contents are anything; the caller's.
     *
     * @param fits whether what was given back will do
     * @param fresh makes another if it will not, or there is none
     */
    public V take(Predicate<V> fits, Supplier<V> fresh) {
        V taken = spare.getAndSet(null);
        return taken != null && fits.test(taken) ? taken : fresh.get();
    }

    /** @param used to which nobody refers any more */
    public void giveBack(V used) {
        spare.set(used);
    }
}
