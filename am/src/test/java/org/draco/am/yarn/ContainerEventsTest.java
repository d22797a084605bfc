package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerState;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.Resource;
import org.junit.jupiter.api.Test;

class ContainerEventsTest {

    private static final ContainerId ID =
            ContainerId.newContainerId(
                    ApplicationAttemptId.newInstance(
                            ApplicationId.newInstance(1700000000000L, 1), 1),
                    2);

    private final Heard heard = new Heard();
    private final ResourceManagerEvents fromResourceManager = new ResourceManagerEvents(heard);
    private final NodeManagerEvents fromNodeManagers = new NodeManagerEvents(heard);

    @Test
    void anAllocationSaysForWhomItWasAsked() {
        MemberAttempt worker = new MemberAttempt(Member.worker(3), 2);
        MemberAttempt evaluator = new MemberAttempt(Member.EVALUATOR, 0);
        fromResourceManager.onContainersAllocated(List.of(container(worker), container(evaluator)));
        assertEquals(List.of("allocated " + worker, "allocated " + evaluator), heard.events);
    }

    @Test
    void anEndComesWithItsExitStatusAndDiagnostics() {
        fromResourceManager.onContainersCompleted(
                List.of(ContainerStatus.newInstance(ID, ContainerState.COMPLETE, "disk full", 7)));
        assertEquals(List.of("ended " + ID + " exit status 7 (failed): disk full"), heard.events);
    }

    @Test
    void aDismissalAndALostResourceManagerAreTheEnd() {
        fromResourceManager.onShutdownRequest();
        fromResourceManager.onError(new IOException("connection refused"));
        assertTrue(
                heard.events.get(0).contains("told this ApplicationMaster to shut down"),
                heard.events.get(0));
        assertTrue(heard.events.get(1).contains("connection refused"), heard.events.get(1));
    }

    @Test
    void aProcessThatStartsAndOneThatCannotAreToldApart() {
        fromNodeManagers.onContainerStarted(ID, Map.of());
        fromNodeManagers.onStartContainerError(ID, new IOException("no token"));
        assertEquals(List.of("started " + ID, "start failed " + ID + " no token"), heard.events);
    }

    @Test
    void theProgressIsPassedOn() {
        assertEquals(0.25f, fromResourceManager.getProgress());
    }

    private static Container container(MemberAttempt who) {
        Container container =
                Container.newInstance(
                        ID,
                        NodeId.newInstance("node", 8041),
                        "node:8042",
                        Resource.newInstance(1, 1),
                        who.member().role().priority(),
                        null);
        container.setAllocationRequestId(who.requestId());
        return container;
    }

    private static final class Heard implements ContainerEvents {

        private final List<String> events = new ArrayList<>();

        @Override
        public void allocated(Container container) {
            events.add(
                    "allocated "
                            + MemberAttempt.of(container.getAllocationRequestId()).orElseThrow());
        }

        @Override
        public void started(ContainerId container) {
            events.add("started " + container);
        }

        @Override
        public void startFailed(ContainerId container, Throwable cause) {
            events.add("start failed " + container + " " + cause.getMessage());
        }

        @Override
        public void ended(ContainerId container, ContainerEnd how) {
            events.add("ended " + container + " " + how);
        }

        @Override
        public void masterDropped(String why) {
            events.add(why);
        }

        @Override
        public float progress() {
            return 0.25f;
        }
    }
}
