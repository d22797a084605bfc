package org.draco.am.yarn;

import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Recovery;

/**
 * Which processes an application wants beside its ApplicationMaster, of which size, and what is done when they do not come or do not
 * stay.
 *
 * @param sizes memory and cores of each role
 * @param evaluators how many evaluators, ranks 0 and up
 * @param crews the workers, and which share a process
 * @param allocationSeconds until YARN has given all containers
 * @param recovery how many containers are replaced
 */
record FleetPlan(
        JobSpec.Containers sizes,
        int evaluators,
        Crews crews,
        int allocationSeconds,
        Recovery recovery) {

    /** An evaluator and workers. */
    static FleetPlan of(JobSpec spec) {
        return new FleetPlan(
                spec.containers(),
                1,
                Crews.of(spec),
                spec.timeouts().allocationSeconds(),
                spec.recovery());
    }

    /** Evaluators alone. */
    static FleetPlan of(EvaluationSpec spec) {
        return new FleetPlan(
                spec.containers(),
                spec.course().evaluators(),
                new Crews(0, 1),
                spec.timeouts().allocationSeconds(),
                spec.recovery());
    }

    /** Nobody: the ApplicationMaster does the work of this job itself. */
    static FleetPlan ofNobody(JobSpec spec) {
        return new FleetPlan(
                spec.containers(),
                0,
                new Crews(0, 1),
                spec.timeouts().allocationSeconds(),
                spec.recovery());
    }

    /** How many containers of a role there are. */
    int count(Role role) {
        return switch (role) {
            case MASTER, SOLO -> 1;
            case EVALUATOR -> evaluators;
            case WORKER -> (crews.workers() + crews.size() - 1) / crews.size();
        };
    }

    /** Whether this is a process of the application, and not a worker in another's. */
    boolean has(Member member) {
        return member.role() == Role.WORKER
                ? crews.isHost(member)
                : member.rank() < count(member.role());
    }
}
