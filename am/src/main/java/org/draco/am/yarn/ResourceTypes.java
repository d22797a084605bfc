package org.draco.am.yarn;

import java.util.List;
import org.apache.hadoop.yarn.api.records.ResourceTypeInfo;
import org.apache.hadoop.yarn.util.resource.ResourceUtils;

/**
 * What kinds of resource a cluster's ResourceManager counts: memory, vcores, and what its {@code resource-types.xml} adds.
 *
 * <p>YARN keeps the list once in a process, and takes it from that process's own {@code resource-types.xml}. A client's machine need
 * not have one, and a container has none; so who is going to ask for a GPU takes over the ResourceManager's list. (Hadoop
 * does the same when {@code yarn.client.load.resource-types.from-server} is set, but then at every start of a client, whatever
 * it is for.)
 */
public final class ResourceTypes {

    private ResourceTypes() {}

    /**
     * Makes them known in this process, in the place of those known before. Of what a ResourceManager says of amounts, only what is
     * read after this has amounts of the new ones.
     */
    public static void learn(List<ResourceTypeInfo> types) {
        ResourceUtils.reinitializeResources(types);
    }
}
