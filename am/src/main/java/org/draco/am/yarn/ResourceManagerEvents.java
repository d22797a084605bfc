package org.draco.am.yarn;

import java.util.List;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.UpdatedContainer;
import org.apache.hadoop.yarn.client.api.async.AMRMClientAsync;

/** Turns the ResourceManager's callbacks into {@link ContainerEvents}. */
final class ResourceManagerEvents extends AMRMClientAsync.AbstractCallbackHandler {

    private final ContainerEvents events;

    ResourceManagerEvents(ContainerEvents events) {
        this.events = events;
    }

    @Override
    public void onContainersAllocated(List<Container> containers) {
        containers.forEach(events::allocated);
    }

    @Override
    public void onContainersCompleted(List<ContainerStatus> statuses) {
        for (ContainerStatus status : statuses) {
            events.ended(
                    status.getContainerId(),
                    new ContainerEnd(status.getExitStatus(), status.getDiagnostics()));
        }
    }

    @Override
    public void onShutdownRequest() {
        events.masterDropped("the ResourceManager told this ApplicationMaster to shut down");
    }

    @Override
    public void onError(Throwable cause) {
        events.masterDropped("the ResourceManager cannot be reached any more: " + cause);
    }

    @Override
    public float getProgress() {
        return events.progress();
    }

    @Override
    public void onContainersUpdated(List<UpdatedContainer> containers) {
        // We ask for no change of size, so there is nothing to hear.
    }

    @Override
    public void onNodesUpdated(List<NodeReport> nodes) {
        // A lost node ends its containers, and that is told by onContainersCompleted.
    }
}
