package org.draco.codec.code;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Every sequence of choices that a run can make, one run after the other: an odometer whose wheels are found while it
 * turns. The run asks {@link #applyAsInt} wherever more than one thing could happen next.
 */
final class ChoiceTree implements IntUnaryOperator {

    private final List<int[]> path = new ArrayList<>();
    private int depth;

    /** Picks one of {@code options} for the run that is under way. */
    @Override
    public int applyAsInt(int options) {
        if (depth == path.size()) {
            path.add(new int[] {0, options});
        }
        int[] wheel = path.get(depth++);
        if (wheel[1] != options) {
            throw new AssertionError("a run is not a function of its choices");
        }
        return wheel[0];
    }

    /** Goes on to the next run; false when all have been. */
    boolean next() {
        depth = 0;
        while (!path.isEmpty()) {
            int[] last = path.get(path.size() - 1);
            if (++last[0] < last[1]) {
                return true;
            }
            path.remove(path.size() - 1);
        }
        return false;
    }

    /** The choices made so far, for messages. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("choices");
        path.forEach(wheel -> text.append(' ').append(wheel[0]).append('/').append(wheel[1]));
        return text.toString();
    }
}
