package org.draco.am.yarn;

import java.util.HashMap;
import java.util.Map;
import org.draco.layout.job.Recovery;

/**
 * How many more containers may be replaced, and whose. Not thread-safe.
 *
 * <p>A process that says itself that it cannot go on will say so again: after {@value #GIVE_UPS} such ends in a row its member gets
 * no other.
 */
final class ReplacementBudget {

    private static final int GIVE_UPS = 3;

    /** Exit statuses of processes that ended by themselves; a signal's are 128 and more, YARN's own are negative. */
    private static final int LARGEST_OWN_STATUS = 127;

    private final int most;
    private final Map<Member, Integer> giveUps = new HashMap<>();
    private int spent;

    ReplacementBudget(Recovery recovery) {
        this.most = recovery.maxReplacements();
    }

    /** Whether a member whose container has ended so gets another, which then is counted. */
    boolean grantAfter(Member member, ContainerEnd how) {
        boolean gaveUp = how.exitStatus() > 0 && how.exitStatus() <= LARGEST_OWN_STATUS;
        int inARow = gaveUp ? giveUps.merge(member, 1, Integer::sum) : 0;
        if (!gaveUp) {
            giveUps.remove(member);
        }
        return inARow < GIVE_UPS && grant();
    }

    /** Whether there is one replacement more, which then is counted. */
    boolean grant() {
        if (spent == most) {
            return false;
        }
        spent++;
        return true;
    }

    /** How many were granted. */
    int spent() {
        return spent;
    }
}
