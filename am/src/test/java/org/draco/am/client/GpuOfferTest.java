package org.draco.am.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceInformation;
import org.draco.am.yarn.KnownResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a job on GPUs is told, before anything of it has started, by clusters that cannot run it. */
class GpuOfferTest {

    @BeforeEach
    void learnOfGpus() {
        KnownResources.learn(KnownResources.WITH_GPUS);
    }

    @AfterEach
    void forgetGpus() {
        KnownResources.learn(KnownResources.ORDINARY);
    }

    private static Resource withGpus(long gpus) {
        return Resource.newInstance(8192, 4, Map.of(ResourceInformation.GPU_URI, gpus));
    }

    private static NodeReport node(long gpus) {
        return NodeReport.newInstance(
                NodeId.newInstance("node", 8041),
                NodeState.RUNNING,
                "node:8042",
                "/default-rack",
                withGpus(gpus), // used: all of them, which does not count
                withGpus(gpus),
                1,
                "",
                0);
    }

    private static GpuOffer offer(long largest, long... onNodes) {
        return GpuOffer.of(
                KnownResources.WITH_GPUS,
                withGpus(largest),
                Arrays.stream(onNodes).mapToObj(GpuOfferTest::node).toList());
    }

    @Test
    void asManyGpusAsWorkersAreEnoughHoweverTheyAreSpreadAndThoughTheyAreInUse() {
        assertEquals(List.of(), offer(4, 4, 0, 2).faults(6));
        assertEquals(List.of(), offer(1, 1).faults(1));
        assertEquals(
                new GpuOffer(List.of("memory-mb", "vcores", "yarn.io/gpu"), 4, 6, 2),
                offer(4, 4, 0, 2));
    }

    @Test
    void fewerGpusThanWorkersAreNamedWithWhatFits() {
        assertEquals(
                List.of(
                        "gpu: expected a GPU for each of 9 workers, found 6 on 2 running nodes; use at most 6 workers, or leave "
                                + "--enable-gpu out"),
                offer(4, 4, 0, 2).faults(9));
        assertEquals(
                List.of(
                        "gpu: expected a GPU for each of 2 workers, found 1 on 1 running node; use at most 1 workers, or leave "
                                + "--enable-gpu out"),
                offer(1, 1).faults(2));
    }

    /** Such a Resource has no GPUs even to be asked about: the process knows of none. */
    @Test
    void aResourceManagerThatDoesNotCountGpusIsNamedWithWhatItCounts() {
        KnownResources.learn(KnownResources.ORDINARY);
        GpuOffer none =
                GpuOffer.of(KnownResources.ORDINARY, Resource.newInstance(8192, 4), List.of());
        assertEquals(
                List.of(
                        "gpu: expected a ResourceManager that counts yarn.io/gpu, found only memory-mb, vcores; leave --enable-gpu "
                                + "out, or have yarn.io/gpu added to yarn.resource-types in its resource-types.xml (docs/gpu.md)"),
                none.faults(1));
    }

    @Test
    void nodesWithoutGpusAreNamedBeforeTheLimitThatFollowsFromThem() {
        assertEquals(
                List.of(
                        "gpu: expected nodes that offer yarn.io/gpu, found none that runs; leave --enable-gpu out, or have "
                                + "yarn.io/gpu added to yarn.nodemanager.resource-plugins of the nodes with GPUs (docs/gpu.md)"),
                offer(0, 0, 0).faults(1));
        assertEquals(offer(0).faults(1), offer(0, 0, 0).faults(1));
    }

    @Test
    void aLimitOfZeroInAContainerIsNamedWithItsSetting() {
        assertEquals(
                List.of(
                        "gpu: expected at least 1 yarn.io/gpu in a container, found that this cluster gives at most 0; leave "
                                + "--enable-gpu out, or have yarn.resource-types.yarn.io/gpu.maximum-allocation raised"),
                offer(0, 4).faults(2));
    }
}
