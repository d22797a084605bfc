package org.draco.am.client;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceInformation;
import org.apache.hadoop.yarn.api.records.ResourceTypeInfo;
import org.draco.am.yarn.ResourceTypes;

/**
 * What a cluster has of the resource {@code yarn.io/gpu}. A job that wants more would wait for ever, so it is refused.
 *
 * <p>What counts is what the nodes have, not what is free now: a job waits for GPUs in use. Limits of queues and users are the
 * ResourceManager's to know.
 *
 * @param types names of the resources that the ResourceManager counts
 * @param most how many it gives one container
 * @param onNodes how many the running nodes have, all together
 * @param nodes how many running nodes have any
 */
record GpuOffer(List<String> types, long most, long onNodes, long nodes) {

    private static final String GPU = ResourceInformation.GPU_URI;

    private static final String OTHERWISE = "leave --enable-gpu out, or have ";

    /**
     * The offer, of what the ResourceManager says of itself.
     *
     * @param types the resources that it counts; {@linkplain ResourceTypes#learn known} in this process
     * @param largest the largest container that it gives
     * @param running the nodes that run
     */
    static GpuOffer of(List<ResourceTypeInfo> types, Resource largest, List<NodeReport> running) {
        List<String> names = types.stream().map(ResourceTypeInfo::getName).toList();
        if (!names.contains(GPU)) {
            return new GpuOffer(names, 0, 0, 0);
        }
        List<Long> gpus =
                running.stream()
                        .map(node -> node.getCapability().getResourceValue(GPU))
                        .filter(count -> count > 0)
                        .toList();
        return new GpuOffer(
                names,
                largest.getResourceValue(GPU),
                gpus.stream().mapToLong(count -> count).sum(),
                gpus.size());
    }

    /** Why that many workers with a GPU each cannot be had here; empty if they can. */
    List<String> faults(int workers) {
        if (!types.contains(GPU)) {
            return List.of(
                    "gpu: expected a ResourceManager that counts %s, found only %s; %s%s added to yarn.resource-types in its %s"
                            .formatted(
                                    GPU,
                                    types.stream().sorted().collect(Collectors.joining(", ")),
                                    OTHERWISE,
                                    GPU,
                                    "resource-types.xml (docs/gpu.md)"));
        }
        if (onNodes == 0) {
            return List.of(
                    "gpu: expected nodes that offer %s, found none that runs; %s%s added to %s %s"
                            .formatted(
                                    GPU,
                                    OTHERWISE,
                                    GPU,
                                    "yarn.nodemanager.resource-plugins of the nodes with GPUs",
                                    "(docs/gpu.md)"));
        }
        if (most < 1) {
            return List.of(
                    "gpu: expected at least 1 %s in a container, found that this cluster gives at most %d; %s%s raised"
                            .formatted(
                                    GPU,
                                    most,
                                    OTHERWISE,
                                    "yarn.resource-types." + GPU + ".maximum-allocation"));
        }
        if (onNodes < workers) {
            return List.of(
                    "gpu: expected a GPU for each of %d workers, found %d on %d running %s; use at most %d workers, or %s"
                            .formatted(
                                    workers,
                                    onNodes,
                                    nodes,
                                    nodes == 1 ? "node" : "nodes",
                                    onNodes,
                                    "leave --enable-gpu out"));
        }
        return List.of();
    }
}
