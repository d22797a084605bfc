package org.draco.am.step;

import java.util.Set;
import java.util.TreeSet;

/** Who has not answered a step in time, and what is done about it. Owned by the loop's thread. */
final class Latecomers {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long stepNanos;
    private final Presence presence;
    private final TrainingLoop.Surroundings world;
    private final Set<Integer> late = new TreeSet<>();
    private final Set<Integer> lateBefore = new TreeSet<>();
    private Set<Integer> toldOf = Set.of();
    private long step;

    /** @param stepNanos how long an answer may take */
    Latecomers(long stepNanos, Presence presence, TrainingLoop.Surroundings world) {
        this.stepNanos = stepNanos;
        this.presence = presence;
        this.world = world;
    }

    /** Their time is over: these workers, who have not answered, are lost to the step. */
    void lose(StepCollection current, Set<Integer> silent) {
        step = current.step();
        if (!silent.equals(toldOf)) {
            world.listener()
                    .notice(
                            "step "
                                    + (step + 1)
                                    + ": no answer in time from workers "
                                    + silent
                                    + "; said again when it is others");
        }
        toldOf = silent;
        late.addAll(silent);
        silent.forEach(current::lose);
    }

    /** Others were in time: who was late hangs, and its process is replaced. */
    void decided() {
        replace(late);
        lateBefore.clear();
    }

    /** The time may be too short: replaced is only who was late in an earlier try of the step as well. */
    void cameToNothing() {
        Set<Integer> again = new TreeSet<>(late);
        again.retainAll(lateBefore);
        lateBefore.addAll(late);
        replace(again);
    }

    /**
     * Has the processes of workers replaced that should have joined, and have not.
     *
     * @param absent who was waited for
     * @param nanos for how long
     * @return whether others come in the place of some
     */
    boolean replaceAbsent(Set<Integer> absent, long nanos) {
        boolean any = false;
        for (int worker : absent) {
            any |= replace(worker, "did not join within %d s".formatted(nanos / NANOS_PER_SECOND));
        }
        return any;
    }

    private void replace(Set<Integer> workers) {
        String why =
                "no answer to step %d within %d s"
                        .formatted(step + 1, stepNanos / NANOS_PER_SECOND);
        for (int worker : workers) {
            if (!presence.isGone(worker) && replace(worker, why)) {
                lateBefore.remove(worker);
            }
        }
        late.clear();
    }

    private boolean replace(int worker, String why) {
        boolean replaced = world.processes().replace(worker, false, why);
        if (replaced) {
            presence.lost(worker, why);
            world.listener().notice("worker %d: %s: it is replaced".formatted(worker, why));
        }
        return replaced;
    }
}
