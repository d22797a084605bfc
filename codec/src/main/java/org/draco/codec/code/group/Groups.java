package org.draco.codec.code.group;

import java.util.SortedSet;
import org.draco.codec.code.FaultModel;

/** What groups of workers must be, and how messages call them. */
final class Groups {

    private Groups() {}

    /**
     * P and s, if groups of that size have an honest majority whatever the s do.
     *
     * @throws IllegalArgumentException naming the value that is impossible
     */
    static FaultModel requireMajority(int workers, int groupSize, int adversaries) {
        requireDivisor(workers, groupSize);
        if (adversaries < 0 || 2L * adversaries >= groupSize) {
            throw new IllegalArgumentException(
                    "adversaries: expected 2s < group size "
                            + groupSize
                            + ", found s = "
                            + adversaries);
        }
        return new FaultModel(workers, adversaries);
    }

    static void requireDivisor(int workers, int groupSize) {
        if (groupSize < 1 || workers % groupSize != 0) {
            throw new IllegalArgumentException(
                    "group size: expected a divisor of the "
                            + workers
                            + " workers, found "
                            + groupSize);
        }
    }

    /** E.g. {@code group 2 (workers 6..8)}, or {@code group 2 (workers [0, 6, 7])}. */
    static String name(int task, SortedSet<Integer> members) {
        boolean consecutive = members.last() - members.first() + 1 == members.size();
        return "group %d (workers %s)"
                .formatted(
                        task,
                        consecutive ? members.first() + ".." + members.last() : members.toString());
    }
}
