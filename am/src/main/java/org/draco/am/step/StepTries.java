package org.draco.am.step;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How often a step has been tried, and for whom in vain. A worker that the step needs is given three tries in which it keeps silent, or
 * stays away although it was waited for. That it is lost, in a try or while another is waited for, is not held against it: another
 * process may come in its place, as often as the job has replacements. So that workers which come and go cannot keep a step going
 * for ever, there are thirty tries in all. Owned by the loop's thread.
 */
final class StepTries {

    private static final int MOST_IN_VAIN = 3;
    private static final int MOST = 30;

    private final Presence presence;
    private final Map<Integer, Integer> inVain = new HashMap<>();
    private Set<Integer> waitedFor = Set.of();
    private Set<Integer> stayedAway = Set.of();
    private int count;

    StepTries(Presence presence) {
        this.presence = presence;
    }

    /** The step is tried, with those who are there. */
    void begin() {
        count++;
        stayedAway = new TreeSet<>(waitedFor);
        stayedAway.retainAll(presence.gone());
    }

    /** How many tries have begun. */
    int count() {
        return count;
    }

    /**
     * The try has come to nothing for lack of these workers' answers: whether there may be another, for which those of them who may
     * come back are waited for.
     */
    boolean mayFollow(Set<Integer> missing) {
        boolean patient = true;
        for (int worker : missing) {
            boolean tried = !presence.isGone(worker) || stayedAway.contains(worker);
            if (tried && !presence.areGoneForGood(Set.of(worker))) {
                patient &= inVain.merge(worker, 1, Integer::sum) < MOST_IN_VAIN;
            }
        }
        waitedFor = missing;
        return patient && count < MOST && !presence.areGoneForGood(missing);
    }
}
