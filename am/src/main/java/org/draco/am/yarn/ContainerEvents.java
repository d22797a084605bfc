package org.draco.am.yarn;

import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerId;

/** What YARN tells the ApplicationMaster; called on YARN's threads, so nothing here may wait. */
interface ContainerEvents {

    /** The ResourceManager gives a container. */
    void allocated(Container container);

    /** A NodeManager has started the process of a container. */
    void started(ContainerId container);

    /** A NodeManager could not start the process of a container, which is thereby over. */
    void startFailed(ContainerId container, Throwable cause);

    /** A container is over; may be told twice for one container. */
    void ended(ContainerId container, ContainerEnd how);

    /** The ResourceManager has dropped this ApplicationMaster or can no longer be reached: the job cannot go on. */
    void masterDropped(String why);

    /** The part of the work that is done, 0 to 1, for {@code yarn application -status}. */
    float progress();
}
