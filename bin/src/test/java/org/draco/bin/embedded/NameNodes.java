package org.draco.bin.embedded;

import java.io.IOException;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.SafeModeAction;

/** Two NameNodes, of which one is active: what can happen to them. Used by one thread at a time. */
public final class NameNodes {

    private final MiniDFSCluster hdfs;

    NameNodes(MiniDFSCluster hdfs) {
        this.hdfs = hdfs;
    }

    private int active() {
        return hdfs.getNameNode(0) != null && hdfs.getNameNode(0).isActiveState() ? 0 : 1;
    }

    /** From now on nothing can be changed, until the returned is closed. */
    public AutoCloseable enterSafeMode() throws IOException {
        int active = active();
        hdfs.getNameNodeRpc(active).setSafeMode(SafeModeAction.SAFEMODE_ENTER, false);
        return () -> hdfs.getNameNodeRpc(active).setSafeMode(SafeModeAction.SAFEMODE_LEAVE, false);
    }

    /** From now on both are on standby, until the returned is closed: then the other one is active. */
    public AutoCloseable standBy() throws IOException {
        int former = active();
        hdfs.transitionToStandby(former);
        return () -> hdfs.transitionToActive(1 - former);
    }

    /** The active one is gone at once; when the returned is closed, the other one is active, and this one there again, on standby. */
    public AutoCloseable stopActive() {
        int former = active();
        hdfs.shutdownNameNode(former);
        return () -> {
            hdfs.transitionToActive(1 - former);
            hdfs.restartNameNode(former, true);
        };
    }
}
