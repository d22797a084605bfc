package org.draco.am.step;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How often a step has been tried, and for whom in vain. A worker that the step needs is given three tries in which it keeps
 * silent or is away. A try in which it is lost is not held against it, for another process may come in its place, as often as
 * the job has replacements; so that workers which come and go cannot keep a step going for ever, there are thirty in all.
 * Owned by the loop's thread.
 */
final class StepTries {

    private static final int MOST_IN_VAIN = 3;
    private static final int MOST = 30;

    private final Presence presence;
    private final Map<Integer, Integer> inVain = new HashMap<>();
    private Set<Integer> goneBefore = Set.of();
    private int count;

    StepTries(Presence presence) {
        this.presence = presence;
    }

    /** The step is tried, with those who are there. */
    void begin() {
        count++;
        goneBefore = presence.gone();
    }

    /** How many tries have begun. */
    int count() {
        return count;
    }

    /** The try has come to nothing for lack of these workers' answers: whether there may be another. */
    boolean mayFollow(Set<Integer> missing) {
        boolean patient = true;
        for (int worker : missing) {
            boolean lostInIt = presence.isGone(worker) && !goneBefore.contains(worker);
            if (!lostInIt && !presence.areGoneForGood(Set.of(worker))) {
                patient &= inVain.merge(worker, 1, Integer::sum) < MOST_IN_VAIN;
            }
        }
        return patient && count < MOST && !presence.areGoneForGood(missing);
    }
}
