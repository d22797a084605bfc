package org.draco.am.yarn;

import java.util.Optional;

/**
 * One container's worth of a member's life: the member, and how many containers it has had before.
 *
 * <p>YARN carries it: a request's {@code allocationRequestId} comes back with the container, also with those that outlive an
 * ApplicationMaster, so that the next one knows whose they are. Its upper half is the attempt plus 1, its lower half 0 for the
 * first evaluator, the rank plus 1 for a worker, and the rank plus 2^30 for the other evaluators of an evaluation.
 *
 * @param member who
 * @param attempt from 0; each ApplicationMaster begins with a number that none before it has used
 */
record MemberAttempt(Member member, int attempt) {

    private static final int ATTEMPTS_OF_ONE_MASTER = 1 << 16;
    private static final int FIRST_OF_EVALUATORS = 1 << 30;

    /**
     * The first number for an ApplicationMaster.
     *
     * @param masterAttempt how often it has been started, from 1
     */
    static int first(int masterAttempt) {
        return Math.multiplyExact(masterAttempt - 1, ATTEMPTS_OF_ONE_MASTER);
    }

    MemberAttempt next() {
        return new MemberAttempt(member, attempt + 1);
    }

    long requestId() {
        long who = member.role() == Role.WORKER ? member.rank() + 1 : evaluator(member.rank());
        return (attempt + 1L) << Integer.SIZE | who;
    }

    /** Whose container this is; empty if {@link #requestId} has not made the number. */
    static Optional<MemberAttempt> of(long requestId) {
        long attempt = (requestId >> Integer.SIZE) - 1;
        int who = (int) requestId;
        if (attempt < 0 || who < 0) {
            return Optional.empty();
        }
        return Optional.of(new MemberAttempt(member(who), (int) attempt));
    }

    private static long evaluator(int rank) {
        return rank == 0 ? 0 : FIRST_OF_EVALUATORS + rank;
    }

    private static Member member(int who) {
        if (who == 0) {
            return Member.EVALUATOR;
        }
        return who > FIRST_OF_EVALUATORS
                ? Member.evaluator(who - FIRST_OF_EVALUATORS)
                : Member.worker(who - 1);
    }

    @Override
    public String toString() {
        return member.toString();
    }
}
