package org.draco.bin.cluster;

/** What the daemons listen on, each with the property that says where. */
enum Port {
    /** HDFS itself; the only one that is written as a URI. */
    NAMENODE_RPC(Daemon.NAMENODE, "fs.defaultFS"),
    /** The NameNode's page. */
    NAMENODE_WEB(Daemon.NAMENODE, "dfs.namenode.http-address"),
    /** Blocks travel here. */
    DATANODE_DATA(Daemon.DATANODE, "dfs.datanode.address"),
    /** What clients ask a DataNode. */
    DATANODE_RPC(Daemon.DATANODE, "dfs.datanode.ipc.address"),
    /** The DataNode's page. */
    DATANODE_WEB(Daemon.DATANODE, "dfs.datanode.http.address"),
    /** Clients submit here. */
    RESOURCEMANAGER_RPC(Daemon.RESOURCEMANAGER, "yarn.resourcemanager.address"),
    /** ApplicationMasters ask for containers here. */
    RESOURCEMANAGER_SCHEDULER(Daemon.RESOURCEMANAGER, "yarn.resourcemanager.scheduler.address"),
    /** NodeManagers report here. */
    RESOURCEMANAGER_TRACKER(
            Daemon.RESOURCEMANAGER, "yarn.resourcemanager.resource-tracker.address"),
    /** {@code yarn rmadmin}. */
    RESOURCEMANAGER_ADMIN(Daemon.RESOURCEMANAGER, "yarn.resourcemanager.admin.address"),
    /** The ResourceManager's page. */
    RESOURCEMANAGER_WEB(Daemon.RESOURCEMANAGER, "yarn.resourcemanager.webapp.address"),
    /** ApplicationMasters have containers started here. */
    NODEMANAGER_RPC(Daemon.NODEMANAGER, "yarn.nodemanager.address"),
    /** Its localizers report here. */
    NODEMANAGER_LOCALIZER(Daemon.NODEMANAGER, "yarn.nodemanager.localizer.address"),
    /** The NodeManager's page. */
    NODEMANAGER_WEB(Daemon.NODEMANAGER, "yarn.nodemanager.webapp.address");

    private final Daemon daemon;
    private final String key;

    Port(Daemon daemon, String key) {
        this.daemon = daemon;
        this.key = key;
    }

    /** Who listens. */
    Daemon daemon() {
        return daemon;
    }

    /** Hadoop's property. */
    String key() {
        return key;
    }
}
