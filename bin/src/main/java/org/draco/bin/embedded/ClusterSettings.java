package org.draco.bin.embedded;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * The settings in which an embedded cluster differs from Hadoop's defaults, each with its reason.
 *
 * <p>They are set on the configuration and not read from files, so a {@code capacity-scheduler.xml} or {@code core-site.xml}
 * that happens to lie on the class path cannot change them.
 */
final class ClusterSettings {

    /** Cores are shared: nine workers must start on a machine with two. YARN counts them, it does not pin them. */
    private static final int VCORES = 128;

    private ClusterSettings() {}

    /** Settings of the four daemons that live in this JVM, and of everything that talks to them. */
    static Configuration of(Path directory, int memoryMb) {
        Configuration settings = new YarnConfiguration();
        // Whatever Hadoop or Jetty unpacks goes where the reaper deletes it.
        settings.set("hadoop.tmp.dir", directory.resolve("tmp").toString());
        settings.set("hadoop.http.temp.dir", directory.resolve("tmp").toString());
        settings.set("hadoop.security.authentication", "simple");
        storage(settings);
        node(settings, memoryMb);
        scheduler(settings, memoryMb);
        clients(settings);
        return settings;
    }

    private static void storage(Configuration settings) {
        settings.setInt("dfs.replication", 1);
        // One disk, one reader: the full protocol of slow nodes and rescans has nothing to watch
        // here.
        settings.setBoolean("dfs.namenode.audit.loggers.async", false);
        settings.setInt("dfs.namenode.safemode.extension", 0);
        // A client that loses this DataNode has no other to go to.
        settings.setBoolean("dfs.client.block.write.replace-datanode-on-failure.enable", false);
    }

    private static void node(Configuration settings, int memoryMb) {
        settings.setInt("yarn.minicluster.yarn.nodemanager.resource.memory-mb", memoryMb);
        settings.setInt("yarn.nodemanager.resource.cpu-vcores", VCORES);
        settings.setBoolean("yarn.nodemanager.pmem-check-enabled", false);
        settings.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
        // A disk more than 90 % full would make the only node unhealthy, and every job wait for
        // ever.
        settings.set(
                "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage",
                "100");
        settings.setInt("yarn.nodemanager.disk-health-checker.min-free-space-per-disk-mb", 0);
        // With Hadoop's defaults the end of a job and of the cluster takes 34 s, with these 2 s.
        settings.setInt("yarn.nodemanager.process-kill-wait.ms", 500);
        settings.setInt("yarn.nodemanager.sleep-delay-before-sigkill.ms", 100);
        // Aggregated logs would lie in an HDFS that is gone when somebody wants to read them.
        settings.setBoolean("yarn.log-aggregation-enable", false);
        // Containers run this very Java, whether or not the caller has set JAVA_HOME.
        settings.set("yarn.nodemanager.admin-env", "JAVA_HOME=" + System.getProperty("java.home"));
    }

    private static void scheduler(Configuration settings, int memoryMb) {
        settings.setInt("yarn.scheduler.minimum-allocation-mb", 128);
        settings.setInt("yarn.scheduler.maximum-allocation-mb", memoryMb);
        settings.setInt("yarn.scheduler.maximum-allocation-vcores", VCORES);
        // Containers are handed out at heartbeats: at Hadoop's one per second a start takes seconds
        // longer.
        settings.setInt("yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", 100);
        settings.set(
                "yarn.resourcemanager.scheduler.class",
                "org.apache.hadoop.yarn.server.resourcemanager.scheduler.capacity.CapacityScheduler");
        settings.set("yarn.scheduler.capacity.root.queues", "default");
        settings.set("yarn.scheduler.capacity.root.default.capacity", "100");
        settings.set("yarn.scheduler.capacity.root.default.maximum-capacity", "100");
        // One user may fill the queue, and all of it with masters if need be (the default of 10 %
        // is less than one).
        settings.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
        settings.set("yarn.scheduler.capacity.root.default.maximum-am-resource-percent", "1.0");
        settings.set("yarn.scheduler.capacity.root.default.user-limit-factor", "10");
        settings.setInt("yarn.scheduler.capacity.node-locality-delay", -1);
    }

    /** The daemons are in one process: when they do not answer, they are gone, and waiting minutes for them is in vain. */
    private static void clients(Configuration settings) {
        settings.setInt("yarn.resourcemanager.connect.max-wait.ms", 5_000);
        settings.setInt("yarn.resourcemanager.connect.retry-interval.ms", 500);
        settings.setInt("yarn.client.nodemanager-connect.max-wait-ms", 5_000);
        settings.setInt("yarn.client.nodemanager-connect.retry-interval-ms", 500);
        settings.setInt("ipc.client.connect.max.retries", 5);
        settings.setInt("ipc.client.connect.retry.interval", 500);
        settings.setInt("yarn.client.application-client-protocol.poll-interval-ms", 100);
    }
}
