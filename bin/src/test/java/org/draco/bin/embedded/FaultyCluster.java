package org.draco.bin.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An embedded cluster whose daemons can be stopped and started while jobs run: two DataNodes, a ResourceManager that recovers. */
public final class FaultyCluster implements AutoCloseable {

    private final EmbeddedCluster cluster;

    private FaultyCluster(EmbeddedCluster cluster) {
        this.cluster = cluster;
    }

    /** Starts it; see {@link EmbeddedCluster#start}. */
    public static FaultyCluster start(Path directory, int memoryMb) throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("dfs.replication", "2");
        settings.put("dfs.namenode.replication.min", "1");
        // A ResourceManager that stops closes what is in its process's cache, where the client's
        // would be too.
        settings.put("fs.hdfs.impl.disable.cache", "true");
        // A DataNode that has just started has little load, and the other then more than its share.
        settings.put("dfs.namenode.redundancy.considerLoad", "false");
        settings.put("dfs.client.block.write.replace-datanode-on-failure.policy", "NEVER");
        settings.put("yarn.resourcemanager.am.max-attempts", "1000");
        settings.put("yarn.resourcemanager.recovery.enabled", "true");
        settings.put(
                "yarn.resourcemanager.store.class",
                "org.apache.hadoop.yarn.server.resourcemanager.recovery.FileSystemRMStateStore");
        Path state = Files.createTempDirectory(directory, "rm-state-");
        settings.put("yarn.resourcemanager.fs.state-store.uri", state.toUri().toString());
        settings.put("yarn.resourcemanager.work-preserving-recovery.scheduling-wait-ms", "500");
        settings.put("yarn.resourcemanager.connect.max-wait.ms", "120000");
        // A ResourceManager that comes back must be found where it was.
        settings.put("yarn.minicluster.fixed.ports", "true");
        // The NodeManager else holds the old one's object, and speaks to it for ever.
        settings.put("yarn.minicluster.use-rpc", "true");
        for (String address :
                new String[] {"", ".scheduler", ".resource-tracker", ".admin", ".webapp"}) {
            settings.put("yarn.resourcemanager" + address + ".address", "localhost:" + freePort());
        }
        for (String address : new String[] {"address", "localizer.address", "webapp.address"}) {
            settings.put("yarn.nodemanager." + address, "localhost:0");
        }
        EmbeddedCluster cluster =
                EmbeddedCluster.start(directory, memoryMb, settings, System.out::println);
        return new FaultyCluster(cluster);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The cluster. */
    public EmbeddedCluster cluster() {
        return cluster;
    }

    /** Stops the ResourceManager, and starts another that reads what it has left. */
    public void restartResourceManager() throws InterruptedException {
        cluster.daemons().yarn().restartResourceManager(0);
    }

    /** Stops a DataNode; what it had has its other replica on the other. Returns what starts it again. */
    public AutoCloseable stopDataNode(int index) {
        var hdfs = cluster.daemons().hdfs();
        var stopped = hdfs.stopDataNode(index);
        return () -> {
            hdfs.restartDataNode(stopped, true);
            hdfs.waitActive();
        };
    }

    @Override
    public void close() {
        cluster.close();
    }
}
