package org.draco.am.yarn;

import java.util.Optional;

/**
 * One container's worth of a member's life: the member, and how many containers it has had before.
 *
 * <p>YARN carries it: a request's {@code allocationRequestId} comes back with the container, also with those that outlive an
 * ApplicationMaster, so that the next one knows whose they are. Its upper half is the attempt plus 1, its lower half 0 for the
 * evaluator and the rank plus 1 for a worker.
 *
 * @param member who
 * @param attempt from 0; each ApplicationMaster begins with a number that none before it has used
 */
record MemberAttempt(Member member, int attempt) {

    private static final int ATTEMPTS_OF_ONE_MASTER = 1 << 16;

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
        long who = member.role() == Role.WORKER ? member.rank() + 1 : 0;
        return (attempt + 1L) << Integer.SIZE | who;
    }

    /** Whose container this is; empty if {@link #requestId} has not made the number. */
    static Optional<MemberAttempt> of(long requestId) {
        long attempt = (requestId >> Integer.SIZE) - 1;
        int who = (int) requestId;
        if (attempt < 0 || who < 0) {
            return Optional.empty();
        }
        Member member = who == 0 ? Member.EVALUATOR : Member.worker(who - 1);
        return Optional.of(new MemberAttempt(member, (int) attempt));
    }

    @Override
    public String toString() {
        return member.toString();
    }
}
