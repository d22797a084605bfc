package org.draco.bin.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.MiniDFSNNTopology;
import org.apache.hadoop.hdfs.server.namenode.ha.HATestUtil;

/** An embedded cluster whose daemons can be stopped and started while jobs run. */
public final class FaultyCluster implements AutoCloseable {

    /** The size of HDFS's blocks: it counts one as full from its beginning. */
    public static final int BLOCK_BYTES = 1 << 20;

    private final EmbeddedCluster cluster;

    private FaultyCluster(EmbeddedCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * With two DataNodes, and a ResourceManager that recovers; see {@link EmbeddedCluster#start}.
     *
     * @param further settings, beside those that make it so
     */
    public static FaultyCluster start(Path directory, int memoryMb, Map<String, String> further)
            throws IOException {
        Map<String, String> settings = new HashMap<>(further);
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

    /**
     * With two NameNodes, known by one logical name, of which the first is active; with blocks as small as a NameNode bears, so that
     * a quota in bytes can be met; with clients that soon tell what they meet; and with brief containers.
     */
    public static FaultyCluster startWithStandby(Path directory, int memoryMb) throws IOException {
        Map<String, String> settings = BriefContainers.settings();
        settings.put("dfs.blocksize", "" + BLOCK_BYTES);
        settings.put("dfs.client.failover.max.attempts", "3");
        settings.put("dfs.client.failover.sleep.base.millis", "50");
        settings.put("dfs.client.failover.sleep.max.millis", "500");
        settings.put("dfs.client.failover.connection.retries", "0");
        return new FaultyCluster(
                EmbeddedCluster.start(
                        directory,
                        memoryMb,
                        new EmbeddedCluster.Variation(settings, FaultyCluster::twoNameNodes),
                        System.out::println));
    }

    private static MiniDFSCluster twoNameNodes(Path directory, Configuration settings)
            throws IOException {
        MiniDFSCluster hdfs =
                new MiniDFSCluster.Builder(new Configuration(settings), directory.toFile())
                        .nnTopology(MiniDFSNNTopology.simpleHATopology())
                        .numDataNodes(1)
                        .build();
        hdfs.waitActive();
        hdfs.transitionToActive(0);
        HATestUtil.setFailoverConfigurations(hdfs, settings, "nameservice");
        for (int i = 0; i < 2; i++) {
            System.setProperty("draco.namenode." + i, "localhost:" + hdfs.getNameNodePort(i));
        }
        // For what fetches a container's files, which reads the files of its node.
        Configuration.addDefaultResource("org/draco/bin/embedded/standby-site.xml");
        return hdfs;
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

    /** The NameNodes of a cluster that {@link #startWithStandby} has started. */
    public NameNodes nameNodes() {
        return new NameNodes(cluster.daemons().hdfs());
    }

    /** What the containers of an application have logged until now. */
    public String logs(String applicationId) throws IOException {
        StringBuilder logs = new StringBuilder();
        try (Stream<Path> files = Files.walk(cluster.containerLogs().resolve(applicationId))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                logs.append(Files.readString(file));
            }
        }
        return logs.toString();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
