package org.draco.am.step;

import java.util.Optional;
import java.util.Set;

/** What can be known of the workers' processes beside what they say. Answers at once; called by the loop's thread. */
public interface WorkerProcesses {

    /** Why the job cannot go on whatever the workers do, as a message for its user; empty while it can. */
    Optional<String> hopeless();

    /** What is known of the processes of these ranks, for a message: host, state, exit status; may be empty. */
    String describe(Set<Integer> ranks);

    /** Processes of which nothing is known. */
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
        };
    }
}
