package org.draco.bin.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.draco.bin.cluster.OneNode;

/**
 * The settings in which an embedded cluster differs from Hadoop's defaults: those of {@link OneNode}, and some of its own.
 *
 * <p>They are set on the configuration and not read from files, so a {@code capacity-scheduler.xml} or {@code core-site.xml}
 * that happens to lie on the class path cannot change them.
 */
final class ClusterSettings {

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
        OneNode.scheduler(memoryMb).forEach(settings::set);
        OneNode.queue().forEach(settings::set);
        clients(settings);
        return settings;
    }

    private static void storage(Configuration settings) {
        OneNode.storage().forEach(settings::set);
        // One disk, one reader: the full protocol of slow nodes and rescans has nothing to watch
        // here.
        settings.setBoolean("dfs.namenode.audit.loggers.async", false);
    }

    private static void node(Configuration settings, int memoryMb) {
        settings.setInt("yarn.minicluster.yarn.nodemanager.resource.memory-mb", memoryMb);
        OneNode.node().forEach(settings::set);
        // Aggregated logs would lie in an HDFS that is gone when somebody wants to read them.
        settings.setBoolean("yarn.log-aggregation-enable", false);
    }

    /**
     * Where the ResourceManager listens. It finds the ports of its services itself; that of its page is drawn here, since it writes
     * it into the addresses of applications as it was before the page had one.
     *
     * @param host this machine's name
     * @throws IOException if there is no free port
     */
    static void resourceManager(Configuration settings, String host) throws IOException {
        settings.setBoolean(YarnConfiguration.YARN_MINICLUSTER_FIXED_PORTS, true);
        for (String service :
                new String[] {
                    YarnConfiguration.RM_ADDRESS,
                    YarnConfiguration.RM_SCHEDULER_ADDRESS,
                    YarnConfiguration.RM_ADMIN_ADDRESS,
                    YarnConfiguration.RM_RESOURCE_TRACKER_ADDRESS
                }) {
            settings.set(service, host + ":0");
        }
        try (ServerSocket free = new ServerSocket(0)) {
            settings.set(YarnConfiguration.RM_WEBAPP_ADDRESS, host + ":" + free.getLocalPort());
        }
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
