package org.draco.codec.attack;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.draco.codec.seed.StepRandom;

/**
 * Which workers really lie in which step of an experiment: L of P, drawn anew for every step.
 *
 * <p>A pure function of the seed and the step, so that every process of a job knows the same liars. This is the
 * experimenter's knowledge: no decoder ever sees it.
 *
 * @param workers P
 * @param liars L, at most P
 * @param seed the job's seed
 */
public record AdversarySchedule(int workers, int liars, long seed) {

    /** @throws IllegalArgumentException unless {@code 0 <= liars <= workers} */
    public AdversarySchedule {
        if (liars < 0 || liars > workers) {
            throw new IllegalArgumentException(
                    "liars: expected 0.." + workers + ", found " + liars);
        }
    }

    /** The liars of a step; a new set. */
    public Set<Integer> liarsOf(long step) {
        Set<Integer> chosen = new TreeSet<>();
        int[] order = new StepRandom(seed, "liars", step).permutation(workers);
        Arrays.stream(order, 0, liars).forEach(chosen::add);
        return chosen;
    }

    /** Whether this worker lies in this step. */
    public boolean lies(int worker, long step) {
        return liars > 0 && liarsOf(step).contains(worker);
    }

    /** The stream of random numbers that a liar uses in a step. */
    public StepRandom randomOf(int worker, long step) {
        return new StepRandom(seed, "attack", step, worker);
    }
}
