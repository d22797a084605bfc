package org.draco.am.yarn;

/**
 * One process of the job: the evaluator, or the worker of a rank. It stays the same while containers come and go.
 *
 * <p>Where several workers share a process, it goes by the lowest of their ranks.
 *
 * @param role evaluator or worker
 * @param rank 0 .. P-1 for a worker, 0 for the evaluator
 */
record Member(Role role, int rank) {

    static final Member EVALUATOR = new Member(Role.EVALUATOR, 0);

    static Member worker(int rank) {
        return new Member(Role.WORKER, rank);
    }

    @Override
    public String toString() {
        return role == Role.WORKER ? "worker " + rank : role.toString();
    }
}
