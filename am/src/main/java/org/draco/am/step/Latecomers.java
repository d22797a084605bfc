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
    private Set<Integer> toldOf = Set.of();
    private long step;

    /** @param stepNanos how long an answer may take */
    Latecomers(long stepNanos, Presence presence, TrainingLoop.Surroundings world) {
        this.stepNanos = stepNanos;
        this.presence = presence;
        this.world = world;
    }

    /** Everybody has another try. */
    void forget() {
        late.clear();
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

    /**
     * Has the processes of the late replaced: who kept silent in a step for which others were in time, or in the second try of
     * one, hangs. After the first try of a step that came to nothing it may be the time that is too short.
     */
    void replace() {
        String why =
                "no answer to step %d within %d s"
                        .formatted(step + 1, stepNanos / NANOS_PER_SECOND);
        for (int worker : late) {
            if (!presence.isGone(worker) && world.processes().replace(worker, false, why)) {
                presence.lost(worker, why);
                world.listener().notice("worker %d: %s: it is replaced".formatted(worker, why));
            }
        }
        late.clear();
    }
}
