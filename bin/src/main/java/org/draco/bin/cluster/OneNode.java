package org.draco.bin.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings in which a Hadoop of one machine differs from Hadoop's defaults, each with its reason, whether its daemons are processes or
 * live in this one.
 */
public final class OneNode {

    /** Cores are shared: nine workers must start on a machine with two. YARN counts them, it does not pin them. */
    private static final int VCORES = 128;

    private OneNode() {}

    /** Of the storage: one DataNode has every block. */
    public static Map<String, String> storage() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("dfs.replication", "1");
        // All blocks are on the one DataNode: once it has reported there is nothing to wait for.
        settings.put("dfs.namenode.safemode.extension", "0");
        // A client that loses this DataNode has no other to go to.
        settings.put("dfs.client.block.write.replace-datanode-on-failure.enable", "false");
        return settings;
    }

    /** Of the NodeManager: containers share a machine that has other work, and a disk that may be nearly full. */
    public static Map<String, String> node() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("yarn.nodemanager.resource.cpu-vcores", "" + VCORES);
        settings.put("yarn.nodemanager.pmem-check-enabled", "false");
        settings.put("yarn.nodemanager.vmem-check-enabled", "false");
        // A disk more than 90 % full would make the only node unhealthy, and every job wait for
        // ever.
        settings.put(
                "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage",
                "100");
        settings.put("yarn.nodemanager.disk-health-checker.min-free-space-per-disk-mb", "0");
        // With Hadoop's defaults the end of a job takes half a minute, with these two seconds.
        settings.put("yarn.nodemanager.process-kill-wait.ms", "500");
        settings.put("yarn.nodemanager.sleep-delay-before-sigkill.ms", "100");
        // Containers run this very Java, whether or not somebody has set JAVA_HOME.
        settings.put("yarn.nodemanager.admin-env", "JAVA_HOME=" + System.getProperty("java.home"));
        return settings;
    }

    /**
     * Of the ResourceManager: small containers, quickly, in one queue that one user may fill.
     *
     * @param memoryMb what the node gives to containers, all together
     */
    public static Map<String, String> scheduler(int memoryMb) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("yarn.scheduler.minimum-allocation-mb", "128");
        settings.put("yarn.scheduler.maximum-allocation-mb", "" + memoryMb);
        settings.put("yarn.scheduler.maximum-allocation-vcores", "" + VCORES);
        // Containers are handed out at heartbeats: at one per second a start takes seconds longer.
        settings.put("yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", "100");
        settings.put(
                "yarn.resourcemanager.scheduler.class",
                "org.apache.hadoop.yarn.server.resourcemanager.scheduler.capacity.CapacityScheduler");
        return settings;
    }

    /** Of the queue: what {@code capacity-scheduler.xml} says where there is one. */
    public static Map<String, String> queue() {
        Map<String, String> settings = new LinkedHashMap<>();
        String root = "yarn.scheduler.capacity.root.";
        settings.put(root + "queues", "default");
        settings.put(root + "default.capacity", "100");
        settings.put(root + "default.maximum-capacity", "100");
        settings.put(root + "default.user-limit-factor", "10");
        // The default of 10 % for all masters together is less than one of them needs.
        settings.put("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
        settings.put(root + "default.maximum-am-resource-percent", "1.0");
        settings.put(root + "default.maximum-application-lifetime", "-1");
        settings.put("yarn.scheduler.capacity.node-locality-delay", "-1");
        return settings;
    }
}
