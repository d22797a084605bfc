package org.draco.am.client;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.yarn.api.records.Resource;
import org.draco.am.yarn.Role;
import org.draco.layout.job.JobSpec;

/**
 * What the cluster can give one container at most. A job that asks for more would wait for ever: no node, however idle,
 * could serve it. Of GPUs {@link GpuOffer} knows.
 */
record ClusterLimits(Resource largest) {

    /** Every role of a training that asks for too much: what, asked, allowed, what to do. */
    List<String> faults(JobSpec.Containers sizes) {
        return faults(sizes, EnumSet.of(Role.MASTER, Role.EVALUATOR, Role.WORKER));
    }

    /** As {@link #faults(JobSpec.Containers)}, of other roles. */
    List<String> faults(JobSpec.Containers sizes, Set<Role> roles) {
        List<String> faults = new ArrayList<>();
        for (Role role : roles) {
            int memoryMb = role.memoryMb(sizes);
            if (memoryMb > largest.getMemorySize()) {
                faults.add(
                        "memory of the %s container: expected at most the %d MB that this cluster gives one container, "
                                        .formatted(role, largest.getMemorySize())
                                + "found %d MB (heap and %d MB of native overhead); "
                                        .formatted(memoryMb, sizes.nativeOverheadMb())
                                + "lower its heap, or have yarn.scheduler.maximum-allocation-mb or the nodes enlarged");
            }
            if (role.vcores(sizes) > largest.getVirtualCores()) {
                faults.add(
                        "vcores of the %s container: expected at most the %d that this cluster gives one container, "
                                        .formatted(role, largest.getVirtualCores())
                                + "found %d; ".formatted(role.vcores(sizes))
                                + "lower them, or have yarn.scheduler.maximum-allocation-vcores or the nodes enlarged");
            }
        }
        return faults;
    }
}
