package org.draco.bin.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;

/** Writes the configuration in which the cluster differs from Hadoop's defaults, anew at each start. */
final class SiteFiles {

    /** Cores are shared: nine workers must start on a machine with two. YARN counts them, it does not pin them. */
    private static final int VCORES = 128;

    private final ClusterDirectory directory;
    private final ClusterPorts ports;
    private final int memoryMb;

    /** @param memoryMb what the node gives to containers, all together */
    SiteFiles(ClusterDirectory directory, ClusterPorts ports, int memoryMb) {
        this.directory = directory;
        this.ports = ports;
        this.memoryMb = memoryMb;
    }

    void write() throws IOException {
        xml("core-site.xml", core());
        xml("hdfs-site.xml", hdfs());
        xml("yarn-site.xml", yarn());
        xml("capacity-scheduler.xml", scheduler());
        Properties logging = new Properties();
        logging.putAll(logging());
        try (Writer out = Files.newBufferedWriter(directory.conf().resolve("log4j.properties"))) {
            logging.store(out, null);
        }
    }

    private void xml(String name, Map<String, String> settings) throws IOException {
        Configuration conf = new Configuration(false);
        settings.forEach((key, value) -> conf.set(key, value, "draco cluster start"));
        Path file = directory.conf().resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            conf.writeXml(out);
        }
    }

    private Map<String, String> core() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(Port.NAMENODE_RPC.key(), "hdfs://" + ports.address(Port.NAMENODE_RPC));
        settings.put("hadoop.tmp.dir", directory.temporary().toString());
        settings.put("hadoop.security.authentication", "simple");
        return settings;
    }

    private Map<String, String> hdfs() {
        Map<String, String> settings = addresses("dfs.");
        settings.put("dfs.namenode.name.dir", directory.names().toUri().toString());
        settings.put("dfs.datanode.data.dir", directory.blocks().toUri().toString());
        settings.put("dfs.replication", "1");
        // All blocks are on the one DataNode: once it has reported there is nothing to wait for.
        settings.put("dfs.namenode.safemode.extension", "0");
        // A client that loses this DataNode has no other to go to.
        settings.put("dfs.client.block.write.replace-datanode-on-failure.enable", "false");
        return settings;
    }

    private Map<String, String> yarn() {
        Map<String, String> settings = addresses("yarn.");
        settings.put("yarn.resourcemanager.hostname", ClusterPorts.HOST);
        settings.put("yarn.nodemanager.hostname", ClusterPorts.HOST);
        settings.put("yarn.nodemanager.local-dirs", directory.containers().toString());
        settings.put("yarn.nodemanager.log-dirs", directory.containerLogs().toString());
        settings.put("yarn.nodemanager.resource.memory-mb", "" + memoryMb);
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
        settings.put("yarn.log-aggregation-enable", "true");
        // Containers run the Java of the daemons, whether or not somebody has set JAVA_HOME.
        settings.put("yarn.nodemanager.admin-env", "JAVA_HOME=" + System.getProperty("java.home"));
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

    private static Map<String, String> scheduler() {
        Map<String, String> settings = new LinkedHashMap<>();
        String root = "yarn.scheduler.capacity.root.";
        settings.put(root + "queues", "default");
        settings.put(root + "default.capacity", "100");
        settings.put(root + "default.maximum-capacity", "100");
        // The default of 10 % for all masters together is less than one of them needs.
        settings.put("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
        settings.put(root + "default.maximum-am-resource-percent", "1.0");
        settings.put(root + "default.maximum-application-lifetime", "-1");
        settings.put("yarn.scheduler.capacity.node-locality-delay", "-1");
        return settings;
    }

    private static Map<String, String> logging() {
        return Map.of(
                "log4j.rootLogger",
                "${hadoop.root.logger}",
                "hadoop.root.logger",
                "INFO,console",
                "log4j.appender.console",
                "org.apache.log4j.ConsoleAppender",
                "log4j.appender.console.target",
                "System.err",
                "log4j.appender.console.layout",
                "org.apache.log4j.PatternLayout",
                "log4j.appender.console.layout.ConversionPattern",
                "%d{ISO8601} %-5p %c{1}: %m%n",
                // The native Hadoop library is an optional one.
                "log4j.logger.org.apache.hadoop.util.NativeCodeLoader",
                "ERROR");
    }

    private Map<String, String> addresses(String prefix) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Port port : Port.values()) {
            if (port.key().startsWith(prefix)) {
                settings.put(port.key(), ports.address(port));
            }
        }
        return settings;
    }
}
