package org.draco.am.client;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * A cluster's configuration for what this process itself says to YARN, which has no need of the cluster's timeline service. Hadoop's client
 * for that ends its whole conversation where only Hadoop's shaded client is: it lacks Jersey. Containers get the configuration as it is.
 */
final class WithoutTimeline {

    private WithoutTimeline() {}

    /** A copy in which the cluster has no timeline service. */
    static YarnConfiguration of(Configuration cluster) {
        YarnConfiguration copy = new YarnConfiguration(cluster);
        copy.setBoolean(YarnConfiguration.TIMELINE_SERVICE_ENABLED, false);
        return copy;
    }
}
