package org.draco.am.client;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.client.util.YarnClientUtils;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** How a conversation with YARN begins: nobody waits for a ResourceManager that is not there; and what all that submit have to know of it. */
final class Conversation {

    private Conversation() {}

    /**
     * Begins one; whoever has begun it stops it.
     *
     * @throws IOException if no ResourceManager listens where the configuration says
     */
    static YarnClient begin(YarnConfiguration conf) throws IOException {
        ResourceManagerProbe.requireListener(conf);
        YarnClient yarn = YarnClient.createYarnClient();
        yarn.init(WithoutTimeline.of(conf));
        yarn.start();
        return yarn;
    }

    /** Who may prolong an application's tokens: on a cluster with Kerberos the ResourceManager, else nobody. */
    static String renewer(Configuration conf) throws IOException {
        return UserGroupInformation.isSecurityEnabled() ? YarnClientUtils.getRmPrincipal(conf) : "";
    }
}
