package org.draco.am.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.yarn.conf.HAUtil;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * Whether anybody listens where the ResourceManager should be. YARN's client tries for a quarter of an hour and says nothing
 * meanwhile: right for a job that runs, and a riddle to somebody whose configuration names the wrong host.
 */
final class ResourceManagerProbe {

    private static final int PATIENCE_MILLIS = 10_000;

    private ResourceManagerProbe() {}

    /**
     * Connects once, and closes the connection. Where there are several ResourceManagers it is left to YARN's client to find the
     * active one.
     *
     * @throws IOException if nobody takes the connection; says where was looked and what to look at
     */
    static void requireListener(YarnConfiguration conf) throws IOException {
        if (HAUtil.isHAEnabled(conf) || HAUtil.isFederationEnabled(conf)) {
            return;
        }
        InetSocketAddress address = address(conf);
        try (Socket socket = NetUtils.getDefaultSocketFactory(conf).createSocket()) {
            NetUtils.connect(socket, NetUtils.getConnectAddress(address), PATIENCE_MILLIS);
        } catch (IOException cause) {
            throw new IOException(
                    "expected the ResourceManager at %s (%s), found nobody there"
                            .formatted(
                                    NetUtils.getHostPortString(address),
                                    YarnConfiguration.RM_ADDRESS),
                    cause);
        }
    }

    private static InetSocketAddress address(Configuration conf) {
        return conf.getSocketAddr(
                YarnConfiguration.RM_ADDRESS,
                YarnConfiguration.DEFAULT_RM_ADDRESS,
                YarnConfiguration.DEFAULT_RM_PORT);
    }
}
