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
        xml("capacity-scheduler.xml", OneNode.queue());
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
        settings.putAll(OneNode.storage());
        return settings;
    }

    private Map<String, String> yarn() {
        Map<String, String> settings = addresses("yarn.");
        settings.put("yarn.resourcemanager.hostname", ClusterPorts.HOST);
        settings.put("yarn.nodemanager.hostname", ClusterPorts.HOST);
        settings.put("yarn.nodemanager.local-dirs", directory.containers().toString());
        settings.put("yarn.nodemanager.log-dirs", directory.containerLogs().toString());
        settings.put("yarn.nodemanager.resource.memory-mb", "" + memoryMb);
        settings.putAll(OneNode.node());
        settings.put("yarn.log-aggregation-enable", "true");
        settings.putAll(OneNode.scheduler(memoryMb));
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
