package org.draco.am.yarn;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.async.NMClientAsync;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the NodeManagers' callbacks into {@link ContainerEvents}. They tell of starts; that a container is over comes
 * from the ResourceManager, which also knows of those whose node is lost.
 */
final class NodeManagerEvents extends NMClientAsync.AbstractCallbackHandler {

    private static final Logger LOG = LoggerFactory.getLogger(NodeManagerEvents.class);

    private final ContainerEvents events;

    NodeManagerEvents(ContainerEvents events) {
        this.events = events;
    }

    @Override
    public void onContainerStarted(ContainerId container, Map<String, ByteBuffer> serviceResponse) {
        events.started(container);
    }

    @Override
    public void onStartContainerError(ContainerId container, Throwable cause) {
        events.startFailed(container, cause);
    }

    @Override
    public void onStopContainerError(ContainerId container, Throwable cause) {
        // It is over already, or its node is gone; YARN clears away what is left when the
        // application ends.
        LOG.debug("{} could not be stopped", container, cause);
    }

    @Override
    public void onContainerStopped(ContainerId container) {
        // The ResourceManager tells how it ended.
    }

    @Override
    public void onContainerStatusReceived(ContainerId container, ContainerStatus status) {
        // Never asked for.
    }

    @Override
    public void onGetContainerStatusError(ContainerId container, Throwable cause) {
        // Never asked for.
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the class that we extend
    public void onContainerResourceIncreased(ContainerId container, Resource resource) {
        // Never asked for.
    }

    @Override
    public void onContainerResourceUpdated(ContainerId container, Resource resource) {
        // Never asked for.
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the class that we extend
    public void onIncreaseContainerResourceError(ContainerId container, Throwable cause) {
        // Never asked for.
    }

    @Override
    public void onUpdateContainerResourceError(ContainerId container, Throwable cause) {
        // Never asked for.
    }
}
