package org.draco.am.yarn;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.draco.am.yarn.Placement.Lodging;

/** Knows where the logs of containers are to be read. */
final class Lodgings {

    private final String scheme;
    private final String user;

    Lodgings(Configuration conf) {
        this.scheme = YarnConfiguration.useHttps(conf) ? "https://" : "http://";
        try {
            this.user = UserGroupInformation.getCurrentUser().getShortUserName();
        } catch (IOException cause) {
            throw new IllegalStateException(
                    "this process has no user: " + cause.getMessage(), cause);
        }
    }

    Lodging of(Container container) {
        String logUrl =
                scheme
                        + container.getNodeHttpAddress()
                        + "/node/containerlogs/"
                        + container.getId()
                        + "/"
                        + user;
        return new Lodging(container.getId(), container.getNodeId(), logUrl);
    }
}
