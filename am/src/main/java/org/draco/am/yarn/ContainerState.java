package org.draco.am.yarn;

/** How far a member's container has come; it only moves downwards in this list, and its replacement begins at the top. */
enum ContainerState {
    /** YARN was asked for a container and has given none yet. */
    ASKED,
    /** A container was given, and its NodeManager has been told to start the process. */
    LAUNCHING,
    /** The NodeManager has started the process. */
    RUNNING,
    /** The container is over, for whatever reason; how it ended is known. */
    ENDED;

    /** Whether a container is held, which must be stopped before the job is over. */
    boolean holdsContainer() {
        return this == LAUNCHING || this == RUNNING;
    }
}
