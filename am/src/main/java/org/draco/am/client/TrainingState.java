package org.draco.am.client;

/** How far an application has come, as the person who submitted it sees it. */
public enum TrainingState {
    /** The ResourceManager has taken it and looks for room for the ApplicationMaster. */
    ACCEPTED,
    /** The ApplicationMaster has registered: it asks for containers, trains, evaluates. */
    RUNNING,
    /** The model is trained. */
    SUCCEEDED,
    /** It ended without a trained model. */
    FAILED,
    /** Somebody, or this client, had it killed. */
    KILLED;

    /** Whether nothing more will happen. */
    public boolean isEnd() {
        return this == SUCCEEDED || this == FAILED || this == KILLED;
    }
}
