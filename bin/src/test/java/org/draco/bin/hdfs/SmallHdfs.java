package org.draco.bin.hdfs;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.DFSConfigKeys;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** A NameNode and a DataNode, which notice soon what happens to each other. */
final class SmallHdfs {

    /** Small, so that a quota in bytes can be met: HDFS counts a block as full from its beginning. */
    static final int BLOCK_BYTES = 1 << 20;

    private SmallHdfs() {}

    static MiniDFSCluster start(Path directory) throws IOException {
        Configuration conf = new HdfsConfiguration();
        conf.setInt(DFSConfigKeys.DFS_BLOCK_SIZE_KEY, BLOCK_BYTES);
        conf.setInt(DFSConfigKeys.DFS_HEARTBEAT_INTERVAL_KEY, 1);
        conf.setInt(DFSConfigKeys.DFS_NAMENODE_HEARTBEAT_RECHECK_INTERVAL_KEY, 500);
        conf.setInt("dfs.client.retry.policy.enabled", 0);
        // The client's own patience, which ends before ours begins: a minute for a DataNode, ten
        // seconds for a NameNode.
        conf.setInt("dfs.client.retry.window.base", 10);
        conf.setInt("ipc.client.connect.max.retries", 1);
        conf.setInt("ipc.client.connect.retry.interval", 100);
        return new MiniDFSCluster.Builder(conf, directory.toFile()).numDataNodes(1).build();
    }
}
