package org.draco.am.step;

import org.draco.codec.code.FaultModel;

/** Does with proven liars as the job says. Owned by the loop's thread. */
final class ProvenLiars {

    private final ProvenLiarPolicy policy;
    private final FaultModel faults;
    private final Presence presence;
    private final TrainingLoop.Surroundings world;

    ProvenLiars(
            ProvenLiarPolicy policy,
            FaultModel faults,
            Presence presence,
            TrainingLoop.Surroundings world) {
        this.policy = policy;
        this.faults = faults;
        this.presence = presence;
        this.world = world;
    }

    /**
     * A step was applied; its answers have shown who lied in it.
     *
     * @throws TrainingFailedException if more workers are expelled than may lie
     */
    void judge(StepCollection applied) throws TrainingFailedException {
        if (policy == ProvenLiarPolicy.KEEP) {
            return;
        }
        for (int worker : applied.suspects()) {
            if (presence.isExpelled(worker)) {
                continue;
            }
            String why = "proven to lie in step " + (applied.step() + 1);
            if (policy == ProvenLiarPolicy.EXPEL) {
                expel(worker, "expelled, " + why);
            } else {
                replace(worker, why);
            }
        }
        if (presence.expelled().size() > faults.adversaries()) {
            throw new TrainingFailedException(
                    Collector.failure(
                            applied.step(),
                            "workers %s are proven to have lied by now, more than the declared s = %d (%s)"
                                    .formatted(
                                            presence.expelled(),
                                            faults.adversaries(),
                                            presence.describe(presence.expelled()))));
        }
    }

    private void expel(int worker, String why) {
        presence.expel(worker, why);
        world.link().expel(worker, why);
        world.processes().end(worker, why);
        world.listener().notice("worker " + worker + " is " + why);
    }

    private void replace(int worker, String why) {
        boolean elsewhere = policy == ProvenLiarPolicy.EXCLUDE_NODE;
        boolean replaced = world.processes().replace(worker, elsewhere, why);
        if (replaced) {
            presence.lost(worker, why);
        }
        world.listener()
                .notice(
                        "worker %d is %s: %s"
                                .formatted(
                                        worker,
                                        why,
                                        replaced
                                                ? "it is replaced"
                                                : "it is kept, since no replacement is left"));
    }
}
