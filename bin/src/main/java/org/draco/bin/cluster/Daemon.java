package org.draco.bin.cluster;

import java.util.List;
import java.util.Locale;

/** The four programs of which a Hadoop consists, in the order in which they start. */
enum Daemon {
    /** Knows which file consists of which blocks. */
    NAMENODE("org.apache.hadoop.hdfs.server.namenode.NameNode"),
    /** Gives out containers. */
    RESOURCEMANAGER("org.apache.hadoop.yarn.server.resourcemanager.ResourceManager"),
    /** Keeps the blocks. */
    DATANODE("org.apache.hadoop.hdfs.server.datanode.DataNode"),
    /** Starts and ends containers. */
    NODEMANAGER("org.apache.hadoop.yarn.server.nodemanager.NodeManager");

    /** Those that the others look for. */
    static final List<Daemon> MASTERS = List.of(NAMENODE, RESOURCEMANAGER);

    /** Those that look for them. */
    static final List<Daemon> WORKERS = List.of(DATANODE, NODEMANAGER);

    /** The NodeManager ends its containers while there is still an HDFS for their logs. */
    static final List<Daemon> AS_THEY_STOP =
            List.of(NODEMANAGER, RESOURCEMANAGER, DATANODE, NAMENODE);

    private final String mainClass;

    Daemon(String mainClass) {
        this.mainClass = mainClass;
    }

    /** Fully qualified; a name only, since it is the class of a Hadoop that may be another than ours. */
    String mainClass() {
        return mainClass;
    }

    /** Where a browser, and this program, ask how it stands. */
    Port web() {
        return switch (this) {
            case NAMENODE -> Port.NAMENODE_WEB;
            case RESOURCEMANAGER -> Port.RESOURCEMANAGER_WEB;
            case DATANODE -> Port.DATANODE_WEB;
            case NODEMANAGER -> Port.NODEMANAGER_WEB;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
