package org.draco.am.yarn;

/**
 * One process of the application: an evaluator, or the worker of a rank. It stays the same while containers come and go.
 *
 * <p>Where several workers share a process, it goes by the lowest of their ranks.
 *
 * @param role evaluator or worker
 * @param rank 0 .. P-1 for a worker, 0 for the evaluator of a training
 */
record Member(Role role, int rank) {

    static final Member EVALUATOR = new Member(Role.EVALUATOR, 0);

    static Member evaluator(int rank) {
        return new Member(Role.EVALUATOR, rank);
    }

    static Member worker(int rank) {
        return new Member(Role.WORKER, rank);
    }

    @Override
    public String toString() {
        return rank == 0 && role != Role.WORKER ? role.toString() : role + " " + rank;
    }
}
