package org.draco.bin.arrays;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came of decoding.
 *
 * @param sum of the batches' gradients, d components; the receiver's to keep
 * @param liars the workers that are proven to have lied
 * @param certificate what vouches for it, by the names under which reports show it, such as a residual and a margin
 */
public record DecodedSum(float[] sum, Set<Integer> liars, Map<String, Object> certificate) {

    /** Copies the set and the map, which then iterate in order. */
    public DecodedSum {
        liars = Collections.unmodifiableSet(new TreeSet<>(liars));
        certificate = Collections.unmodifiableMap(new LinkedHashMap<>(certificate));
    }
}
