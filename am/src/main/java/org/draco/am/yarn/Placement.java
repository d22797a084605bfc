package org.draco.am.yarn;

import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.NodeId;

/**
 * Where a member of the fleet is and how it fares: one line of every report to a person.
 *
 * @param who the member, and which of its containers it is
 * @param state how far its container has come
 * @param lodging which container, on which host; empty while YARN has given none
 * @param end how the container ended; present exactly when the state is {@link ContainerState#ENDED}
 */
record Placement(
        MemberAttempt who,
        ContainerState state,
        Optional<Lodging> lodging,
        Optional<ContainerEnd> end) {

    /**
     * A container on its node.
     *
     * @param logUrl the NodeManager's page of this container's log; it leads on to the log server after the job
     */
    record Lodging(ContainerId container, NodeId node, String logUrl) {}

    static Placement asked(MemberAttempt who) {
        return new Placement(who, ContainerState.ASKED, Optional.empty(), Optional.empty());
    }

    Member member() {
        return who.member();
    }

    Placement launching(Lodging given) {
        return new Placement(who, ContainerState.LAUNCHING, Optional.of(given), Optional.empty());
    }

    Placement running() {
        return new Placement(who, ContainerState.RUNNING, lodging, Optional.empty());
    }

    Placement ended(ContainerEnd how) {
        return new Placement(who, ContainerState.ENDED, lodging, Optional.of(how));
    }

    /** Who, in which container on which host, how it fares, where the log is. */
    @Override
    public String toString() {
        return who + ": " + account();
    }

    /** The same for those who say themselves who it is. */
    String account() {
        if (lodging.isEmpty()) {
            return "no container yet";
        }
        Lodging at = lodging.get();
        String place = at.container() + " on host " + at.node().getHost() + " ";
        String fate =
                switch (state) {
                    case ASKED -> "is awaited";
                    case LAUNCHING -> "is being started";
                    case RUNNING -> "is running";
                    case ENDED -> "ended with " + end.orElseThrow();
                };
        return place + fate + "; log: " + at.logUrl();
    }
}
