package org.draco.codec.code;

import java.util.Set;

/** The contract where groups vote: enough is a quorum of honest members in each group. */
abstract class VoteContract extends GradientCodeContract {

    /** How many honest members prove a group's value. */
    abstract int quorum();

    @Override
    boolean hasEnough(StepPlay play, Set<Integer> liars) {
        for (int task = 0; task < code().assignment().tasks(); task++) {
            long honest = play.heard(task).stream().filter(w -> !liars.contains(w)).count();
            if (honest < quorum()) {
                return false;
            }
        }
        return play.pendingVectors().isEmpty();
    }

    @Override
    boolean bears(Set<Integer> liars, Set<Integer> lost) {
        for (int task = 0; task < code().assignment().tasks(); task++) {
            int honest = 0;
            for (int worker = 0; worker < code().assignment().workers(); worker++) {
                boolean member = code().assignment().taskOf(worker) == task;
                honest += member && !liars.contains(worker) && !lost.contains(worker) ? 1 : 0;
            }
            if (honest < quorum()) {
                return false;
            }
        }
        return true;
    }

    @Override
    boolean bearsMore(Set<Integer> liars) {
        return bears(liars, Set.of());
    }
}
