package org.draco.am.yarn;

import java.util.List;
import org.apache.hadoop.yarn.api.protocolrecords.ResourceTypes;
import org.apache.hadoop.yarn.api.records.ResourceInformation;
import org.apache.hadoop.yarn.api.records.ResourceTypeInfo;

/** Resource types as ResourceManagers report them. What a process knows of them is global: {@link #learn} and put back. */
public final class KnownResources {

    private static final ResourceTypeInfo MEMORY =
            ResourceTypeInfo.newInstance("memory-mb", "Mi", ResourceTypes.COUNTABLE);
    private static final ResourceTypeInfo VCORES =
            ResourceTypeInfo.newInstance("vcores", "", ResourceTypes.COUNTABLE);

    /** What every cluster has. */
    public static final List<ResourceTypeInfo> ORDINARY = List.of(MEMORY, VCORES);

    /** With GPUs. */
    public static final List<ResourceTypeInfo> WITH_GPUS =
            List.of(
                    MEMORY,
                    VCORES,
                    ResourceTypeInfo.newInstance(
                            ResourceInformation.GPU_URI, "", ResourceTypes.COUNTABLE));

    private KnownResources() {}

    /** Makes the types known in this process. */
    public static void learn(List<ResourceTypeInfo> types) {
        org.draco.am.yarn.ResourceTypes.learn(types);
    }
}
