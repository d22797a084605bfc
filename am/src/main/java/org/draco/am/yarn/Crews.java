package org.draco.am.yarn;

import java.util.stream.IntStream;
import org.draco.layout.job.JobSpec;

/**
 * Which workers share a process: as many ranks in a row as fit, the last process has the rest.
 *
 * @param workers P, all of them
 * @param size how many fit into one
 */
record Crews(int workers, int size) {

    static Crews of(JobSpec spec) {
        return new Crews(spec.resilience().workers(), spec.containers().workersPerContainer());
    }

    /** The process in which a worker is. */
    Member host(int rank) {
        return Member.worker(rank - rank % size);
    }

    /** Who else is in a worker's process, and goes with it. */
    IntStream others(int rank) {
        return of(host(rank)).filter(other -> other != rank);
    }

    /** Whether this is a process of the job, and not a worker in another's. */
    boolean isHost(Member member) {
        return member.role() == Role.WORKER
                ? member.rank() % size == 0 && member.rank() < workers
                : member.rank() == 0;
    }

    /** The ranks in a process of workers; what is no worker has but its own. */
    IntStream of(Member member) {
        int first = member.rank();
        return member.role() == Role.WORKER
                ? IntStream.range(first, Math.min(first + size, workers))
                : IntStream.of(first);
    }
}
