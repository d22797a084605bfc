package org.draco.am.client;

import java.io.IOException;
import java.util.List;

/** A submitted application as the client needs it; a seam, so that following is tested without a cluster. */
interface Application {

    /**
     * How it stands.
     *
     * @param detail YARN's diagnostics; why it waits, how it ended
     * @param progress from 0 to 1, as its ApplicationMaster says
     */
    record Status(TrainingState state, String detail, String trackingUrl, double progress) {}

    /** As YARN writes it. */
    String id();

    /** How it stands now. */
    Status status() throws IOException;

    /** What a person would look at who asks why it does not start: the queue, the nodes. */
    String surroundings();

    /** Its ApplicationMasters so far, a line each: which container, on which host, how it fared. */
    List<String> masters() throws IOException;

    /** Has it ended, and waits until it is. */
    void kill(String why) throws IOException;
}
