package org.draco.am.step;

import java.util.Optional;
import java.util.Set;

/**
 * The workers' processes, beside what they say: what is known of them, and what can be done about them. Answers at once;
 * called by the loop's thread.
 */
public interface WorkerProcesses {

    /** Why the job cannot go on whatever the workers do, as a message for its user; empty while it can. */
    Optional<String> hopeless();

    /** What is known of the processes of these ranks, for a message: host, state, exit status; may be empty. */
    String describe(Set<Integer> ranks);

    /** Whether a worker that is lost may join again, since a process of its rank is there or on its way. */
    boolean mayReturn(int worker);

    /**
     * Has the worker's process replaced: what it says is not listened to any more, and another joins in time under the same rank.
     *
     * @param elsewhere whether its node is to get no process of this job any more
     * @param why for people
     * @return whether another comes; false leaves everything as it was
     */
    boolean replace(int worker, boolean elsewhere, String why);

    /** Ends the worker's process, which is not replaced. */
    void end(int worker, String why);

    /** Processes of which nothing is known, and about which nothing can be done. */
    static WorkerProcesses unknown() {
        return new WorkerProcesses() {
            @Override
            public Optional<String> hopeless() {
                return Optional.empty();
            }

            @Override
            public String describe(Set<Integer> ranks) {
                return "";
            }

            @Override
            public boolean mayReturn(int worker) {
                return false;
            }

            @Override
            public boolean replace(int worker, boolean elsewhere, String why) {
                return false;
            }

            @Override
            public void end(int worker, String why) {
                // There is nothing that could be ended.
            }
        };
    }
}
